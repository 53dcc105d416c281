import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_HEIGHT,
  offsetAt,
  offsetShowing,
  rowsAt,
  scrolled,
  scrollerHeight,
  settled,
  topAt,
  type RowSpace,
} from './virtual-rows.ts';

const million: RowSpace = { rows: 1_000_000, rowHeight: 84, viewHeight: 600 };
const small: RowSpace = { ...million, rows: 1000 };
const lastOffset = (space: RowSpace) => Math.max(0, space.rows * space.rowHeight - space.viewHeight);
const anySpace = fc.record({
  rows: fc.integer({ min: 0, max: 5_000_000 }),
  rowHeight: fc.integer({ min: 20, max: 300 }),
  viewHeight: fc.integer({ min: 100, max: 3000 }),
});

describe('the scroll bar of a long list', () => {
  it('is the list’s own while browsers can do that', () => {
    expect(scrollerHeight(small)).toBe(84_000);
    expect(offsetAt(small, 12_345)).toBe(12_345);
    expect(scrollerHeight(million)).toBe(MAX_HEIGHT);
  });

  it('reaches both ends and comes back to where it was', () => {
    fc.assert(
      fc.property(anySpace, fc.double({ min: 0, max: 1, noNaN: true }), (space, part) => {
        const offset = lastOffset(space) * part;
        expect(offsetAt(space, topAt(space, offset))).toBeCloseTo(offset, 3);
        expect(offsetAt(space, 0)).toBe(0);
        expect(offsetAt(space, scrollerHeight(space))).toBeCloseTo(lastOffset(space), 3);
      }),
    );
  });

  it('never goes backwards', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(MAX_HEIGHT), fc.nat(MAX_HEIGHT), (space, a, b) => {
        expect(offsetAt(space, Math.min(a, b))).toBeLessThanOrEqual(offsetAt(space, Math.max(a, b)) + 1e-6);
      }),
    );
  });
});

describe('scrolling', () => {
  it('moves a million rows by as many pixels as the wheel', () => {
    const middle = settled(million, { top: 0, offset: 500_000 * 84 });
    let at = middle;
    for (let turn = 0; turn < 50; turn++) at = scrolled(million, at, at.top + 120);
    expect(at.offset - middle.offset).toBeCloseTo(6000, 3);
    expect(settled(million, at).offset).toBe(at.offset);
  });

  it('jumps with the scroll bar', () => {
    const at = scrolled(million, { top: 0, offset: 0 }, MAX_HEIGHT / 2);
    expect(at.offset / 84).toBeGreaterThan(490_000);
    expect(at.offset / 84).toBeLessThan(510_000);
  });

  it('ends exactly at the first and the last row, whatever was scrolled before', () => {
    fc.assert(
      fc.property(anySpace, fc.array(fc.integer({ min: -2000, max: 2000 }), { maxLength: 40 }), (space, steps) => {
        const last = scrollerHeight(space) - space.viewHeight;
        fc.pre(last > 0);
        let at = settled(space, { top: 0, offset: lastOffset(space) / 2 });
        for (const step of steps) at = scrolled(space, at, Math.min(last, Math.max(0, at.top + step)));
        expect(scrolled(space, at, 0).offset).toBe(0);
        expect(scrolled(space, at, last).offset).toBeCloseTo(lastOffset(space), 3);
        expect(at.offset).toBeGreaterThanOrEqual(0);
        expect(at.offset).toBeLessThanOrEqual(lastOffset(space) + 1e-6);
      }),
    );
  });
});

describe('rowsAt and offsetShowing', () => {
  it('agree: a row that was brought into the window is among its rows, whole', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), fc.nat(), (space, from, to) => {
        fc.pre(space.rows > 0 && space.viewHeight >= space.rowHeight);
        const start = (from % space.rows) * space.rowHeight;
        const row = to % space.rows;
        const offset = offsetShowing(space, Math.min(start, lastOffset(space)), row);
        const shown = rowsAt(space, offset, 0);
        expect(shown.from).toBeLessThanOrEqual(row);
        expect(shown.to).toBeGreaterThan(row);
        expect(row * space.rowHeight).toBeGreaterThanOrEqual(offset);
        expect((row + 1) * space.rowHeight).toBeLessThanOrEqual(offset + space.viewHeight);
      }),
    );
  });

  it('shows nothing in a window without height', () => {
    expect(rowsAt({ ...million, viewHeight: 0 }, 0, 5)).toEqual({ from: 0, to: 0 });
  });

  it('shows the last rows of a list that became shorter', () => {
    expect(rowsAt({ ...small, rows: 20 }, 84_000, 0)).toEqual({ from: 12, to: 20 });
    expect(rowsAt({ ...small, rows: 2 }, 84_000, 0)).toEqual({ from: 0, to: 2 });
    expect(rowsAt({ ...small, rows: 0 }, 84_000, 0)).toEqual({ from: 0, to: 0 });
  });

  it('does not move for a row that is in sight', () => {
    expect(offsetShowing(million, 840, 12)).toBe(840);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalf, packHalves, toHalf, unpackHalves } from './float16.ts';

/** All halves that are numbers, in order, by search instead of by arithmetic on bits. */
const positive = Array.from({ length: 0x7c00 }, (_, half) => ({ half, value: fromHalf(half) }));

function nearest(value: number): number {
  const size = Math.abs(value);
  let low = 0;
  let high = positive.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((positive[middle]?.value ?? 0) <= size) low = middle;
    else high = middle;
  }
  const [below, above] = [positive[low]?.value ?? 0, positive[high]?.value ?? 0];
  const up = size - below > above - size || (size - below === above - size && low % 2 === 1);
  return (up ? high : low) | (value < 0 || Object.is(value, -0) ? 0x8000 : 0);
}

describe('half precision', () => {
  it.each([
    [0, 0],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519.99, 0x7bff],
    [65_520, 0x7c00],
    [-Infinity, 0xfc00],
    [NaN, 0x7e00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [3 * 2 ** -25, 2],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ])('%d', (value, half) => {
    expect(toHalf(value)).toBe(half);
  });

  it('gives every half back', () => {
    for (let half = 0; half < 65_536; half++) {
      const value = fromHalf(half);
      if (!Number.isNaN(value)) expect(toHalf(value)).toBe(half);
    }
  });

  it('rounds to the nearest, ties to even', () => {
    const half = fc.integer({ min: 0, max: 0x7bfe });
    const float = fc.oneof(
      fc.float({ min: -65_504, max: 65_504, noNaN: true }),
      fc.float({ min: -1, max: 1, noNaN: true }),
      fc.tuple(half, fc.boolean()).map(([at, minus]) => ((fromHalf(at) + fromHalf(at + 1)) / 2) * (minus ? -1 : 1)),
    );
    fc.assert(
      fc.property(float, (value) => {
        expect(toHalf(value)).toBe(nearest(Math.fround(value)));
      }),
      { numRuns: 5000 },
    );
  });

  it('packs and unpacks rows in the middle of others', () => {
    const packed = new Uint16Array(6);
    packHalves(Float32Array.of(0.5, -0.25), packed, 2);
    expect(Array.from(packed)).toEqual([0, 0, 0x3800, 0xb400, 0, 0]);
    const back = new Float32Array(4);
    unpackHalves(packed, 2, 2, back, 1);
    expect(Array.from(back)).toEqual([0, 0.5, -0.25, 0]);
  });
});

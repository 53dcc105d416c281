import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWith, LEAST_ROWS } from './compare.ts';
import { wilson } from './intervals.ts';
import { quotasFrom, type Reference, references, referencesOf } from './references.ts';

const reference: Reference = {
  id: 'x',
  label: 'region',
  title: '',
  year: '2025',
  source: '',
  remark: '',
  secondHand: false,
  bins: [
    { name: 'A', values: ['a'], share: 0.5 },
    { name: 'B and C', values: ['b', 'c'], share: 0.4 },
    { name: 'D', values: ['d'], share: 0.1 },
  ],
};
const count = (value: string | null, n: number) => ({ value, count: n });

describe('references', () => {
  it.each(references.map((each) => [each.id, each] as const))(
    '%s sums to 1, each value in one bin, with a source',
    (_, each) => {
      expect(each.bins.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
      const values = each.bins.flatMap((bin) => bin.values);
      expect(new Set(values).size).toBe(values.length);
      expect(each.source).not.toBe('');
      expect(each.year).toMatch(/20\d\d/);
    },
  );

  it('rebases adults on 15 and over', () => {
    const [adults] = referencesOf('age');
    expect(adults?.bins.map(({ share }) => Number((share * 100).toFixed(2)))).toEqual([
      20.68, 19.61, 18.31, 15.3, 12.54, 8.47, 5.09,
    ]);
  });

  it('makes quotas, sharing out a bin as the personas have it, evenly where they have none', () => {
    const shares = quotasFrom(reference, [count('b', 30), count('c', 10), count(null, 9)]);
    expect(shares).toEqual({ a: 0.5, b: expect.closeTo(0.3) as number, c: expect.closeTo(0.1) as number, d: 0.1 });
    expect(quotasFrom(reference, [])).toEqual({ a: 0.5, b: 0.2, c: 0.2, d: 0.1 });
  });
});

describe('compareWith', () => {
  it('tells unknown, outside and coverage before any fit, and compares only the rest', () => {
    const made = compareWith(
      [count('a', 100), count('b', 50), count('c', 50), count('zz', 40), count(null, 160)],
      400,
      reference,
    );
    expect(made).toMatchObject({ rows: 400, unknown: 160, unknownShare: 0.4, n: 200, outside: 40, coverage: 0.5 });
    expect(made.bars.map(({ count: n, share }) => [n, share])).toEqual([
      [100, 0.5],
      [100, 0.5],
      [0, 0],
    ]);
    expect(made.fit).toBeCloseTo(1 - (0 + 0.1 + 0.1) / 2, 10);
    expect(made.over).toBe('B and C is 1.3 times over-represented: 50% of 200 attributed personas, 40% in the world.');
    expect(made.under).toBe('D does not occur: 0 of 200 attributed personas, 10% in the world.');
    expect(made.note).toBe('');
  });

  it('counts rows without any count as unknown', () => {
    expect(compareWith([count('a', 10)], 30, reference)).toMatchObject({ unknown: 20, n: 10 });
    expect(compareWith([], 0, reference)).toMatchObject({ unknown: 0, unknownShare: 0, coverage: 0, n: 0, fit: null });
  });

  it('says nothing below the least number of rows, nor of what chance explains', () => {
    const few = compareWith([count('a', LEAST_ROWS - 1)], 1000, reference);
    expect(few).toMatchObject({ fit: null, over: null, under: null });
    expect(few.note).toContain('99');
    const even = compareWith([count('a', 102), count('b', 79), count('d', 19)], 200, reference);
    expect(even).toMatchObject({ over: null, under: null });
    expect(even.note).not.toBe('');
  });

  it('keeps its bounds for any counts', () => {
    const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(5000));
    fc.assert(
      fc.property(counts, fc.nat(5000), (held, unknown) => {
        const list = [...Object.entries(held).map(([value, n]) => count(value, n)), count(null, unknown)];
        const rows = list.reduce((sum, { count: n }) => sum + n, 0);
        const made = compareWith(list, rows, reference);
        expect(made.unknown).toBe(unknown);
        expect(made.n + made.outside + made.unknown).toBe(rows);
        if (made.n > 0) expect(made.bars.reduce((sum, bar) => sum + bar.share, 0)).toBeCloseTo(1, 9);
        for (const bar of made.bars) {
          expect(bar.interval.low).toBeLessThanOrEqual(bar.share + 1e-12);
          if (made.n > 0) expect(bar.interval.high).toBeGreaterThanOrEqual(bar.share - 1e-12);
        }
        if (made.fit !== null) {
          expect(made.fit).toBeGreaterThanOrEqual(-1e-12);
          expect(made.fit).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('wilson', () => {
  it('gives the known interval', () => {
    // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
    const { low, high } = wilson(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilson(0, 20).low).toBe(0);
    expect(wilson(20, 20).high).toBe(1);
  });
});

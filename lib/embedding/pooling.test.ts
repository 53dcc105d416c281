import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolMean } from './pooling.ts';

/** As the model's card has it: mean, then divided by its length. */
function naive(rows: readonly (readonly number[])[]): number[] {
  const mean = (rows[0] ?? []).map((_, d) => rows.reduce((sum, row) => sum + (row[d] ?? 0), 0) / rows.length);
  const length = Math.hypot(...mean);
  return length === 0 ? mean : mean.map((value) => value / length);
}

describe('poolMean', () => {
  it('is the mean of the text’s own tokens, of length 1', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.nat(3), fc.nat(3), (own, before, after) => {
        const other = (count: number) => Array.from({ length: count }, () => [7, 7, 7]);
        const states = Float32Array.from([...other(before), ...own, ...other(after)].flat());
        const into = new Float32Array(5).fill(9);
        poolMean(states, before, own.length, 3, into, 1);
        expect([into[0], into[4]]).toEqual([9, 9]);
        naive(own).forEach((wanted, d) => expect(into[1 + d]).toBeCloseTo(wanted, 5));
      }),
    );
  });

  it('leaves zeros for no token', () => {
    const into = new Float32Array(2).fill(9);
    poolMean(new Float32Array(0), 0, 0, 2, into, 0);
    expect(Array.from(into)).toEqual([0, 0]);
  });
});

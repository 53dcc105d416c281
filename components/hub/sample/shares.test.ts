import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotasOf, sharesEven, sharesHere, sharesOf, sumOf, withPercent } from './shares.ts';

const counts = [
  { value: null, count: 40 },
  { value: 'male', count: 30 },
  { value: 'female', count: 60 },
];

describe('shares', () => {
  it('take a reference as it is and say who is missing', () => {
    expect(sharesOf({ female: 0.5, male: 0.49, nonbinary: 0.01 }, counts)).toEqual([
      { value: 'female', percent: 50, available: 60 },
      { value: 'male', percent: 49, available: 30 },
      { value: 'nonbinary', percent: 1, available: 0 },
    ]);
  });

  it('as they are here leave the unknown out', () => {
    expect(sharesHere(counts)).toEqual([
      { value: 'female', percent: 66.67, available: 60 },
      { value: 'male', percent: 33.33, available: 30 },
    ]);
    expect(sharesEven(counts).map(({ percent }) => percent)).toEqual([50, 50]);
    expect(sharesHere([{ value: null, count: 3 }])).toEqual([]);
  });

  it('sum to a hundred as well as two decimals can', () => {
    const positive = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 3 }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
    );
    fc.assert(
      fc.property(positive, (reference) => {
        const shares = sharesOf(reference, []);
        fc.pre(shares.length > 0);
        expect(Math.abs(sumOf(shares) - 100)).toBeLessThan(0.01 * (shares.length + 1));
      }),
    );
  });

  it('become quotas without what was set to nothing', () => {
    expect(quotasOf(withPercent(sharesHere(counts), 'male', 0))).toEqual({ female: 66.67 });
  });
});

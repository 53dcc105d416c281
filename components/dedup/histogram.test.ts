import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, pairsWithin } from './histogram.ts';

const histogram = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 50, maxLength: 50 });
const hundredths = fc.integer({ min: 50, max: 100 });

describe('barsOf', () => {
  it('begins at the floor and counts from the threshold on', () => {
    fc.assert(
      fc.property(histogram, hundredths, hundredths, (counts, floor, above) => {
        const threshold = Math.max(floor, above);
        const bars = barsOf(counts, floor / 100, threshold / 100);
        expect(bars).toHaveLength(100 - floor);
        const expected = counts.slice(threshold - 50).reduce((sum, count) => sum + count, 0);
        expect(pairsWithin(bars)).toBe(expected);
        for (const { height } of bars) {
          expect(height).toBeGreaterThanOrEqual(0);
          expect(height).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('has no height where nothing is', () => {
    expect(barsOf(new Array<number>(50).fill(0), 0.6, 0.9).every(({ height }) => height === 0)).toBe(true);
  });
});

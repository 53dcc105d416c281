import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquare } from './chi-square.test-help.ts';
import { createRandom } from './random.ts';
import { sampleIndices } from './uniform.ts';

const none: ReadonlySet<number> = new Set();

/** A shuffle of everything, then a filter. */
function naive(total: number, count: number, seed: number, exclude: ReadonlySet<number>): number[] {
  const all = Array.from({ length: total }, (_, i) => i);
  const random = createRandom(seed);
  for (let i = 0; i < total; i += 1) {
    const j = i + random.below(total - i);
    [all[i], all[j]] = [all[j] ?? -1, all[i] ?? -1];
  }
  return all.filter((i) => !exclude.has(i)).slice(0, count);
}

describe('sampleIndices', () => {
  // The same personas must come for the same seed in every version.
  it('draws the pinned positions', () => {
    expect(sampleIndices(1500, 5, 1, none)).toEqual([1333, 1050, 1323, 1228, 564]);
    expect(sampleIndices(1500, 5, 2, new Set([0]))).toEqual([1315, 15, 491, 1250, 646]);
    expect(sampleIndices(1_000_000_000, 3, 'a billion', none)).toEqual([420193615, 168361133, 175260820]);
  });

  it('agrees with a naive twin, without repeats or excluded positions', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.nat(70),
        fc.nat(0xffff_ffff),
        fc.uniqueArray(fc.integer({ min: -5, max: 70 })),
        (total, count, seed, excluded) => {
          const exclude = new Set(excluded);
          const drawn = sampleIndices(total, count, seed, exclude);
          expect(drawn).toEqual(naive(total, count, seed, exclude));
          expect(new Set(drawn).size).toBe(drawn.length);
          expect(drawn.every((i) => i >= 0 && i < total && !exclude.has(i))).toBe(true);
          const left = Array.from({ length: total }, (_, i) => i).filter((i) => !exclude.has(i)).length;
          expect(drawn.length).toBe(Math.min(count, left));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('adds to a smaller draw, and does not disturb the rest when one is excluded', () => {
    const five = sampleIndices(1000, 5, 42, none);
    expect(sampleIndices(1000, 3, 42, none)).toEqual(five.slice(0, 3));
    expect(sampleIndices(1000, 4, 42, new Set(five.slice(0, 1)))).toEqual(five.slice(1));
  });

  it('draws every position as often, first and in any place, over small seeds', () => {
    const draws = Array.from({ length: 4000 }, (_, seed) => sampleIndices(20, 4, seed, none));
    const firsts = draws.map((drawn) => drawn[0] ?? -1);
    expect(chiSquare(20, firsts)).toBeLessThan(43.8); // 19 degrees of freedom, p = 0.001
    expect(chiSquare(20, draws.flat())).toBeLessThan(43.8);
  });

  it('draws every pair as often, in both orders', () => {
    const pairs = Array.from({ length: 6000 }, (_, seed) => {
      const [a = -1, b = -1] = sampleIndices(6, 2, seed, none);
      return a * 5 + (b > a ? b - 1 : b); // 30 ordered pairs, numbered without gaps
    });
    expect(chiSquare(30, pairs)).toBeLessThan(58.3); // 29 degrees of freedom, p = 0.001
  });

  it('takes few steps from a large total', () => {
    const drawn = sampleIndices(2 ** 32, 1000, 5, none);
    expect(new Set(drawn).size).toBe(1000);
  });

  it('refuses impossible sizes and seeds', () => {
    for (const total of [-1, 0.5, NaN, 2 ** 32 + 1]) expect(() => sampleIndices(total, 1, 1, none)).toThrow(/draw/);
    for (const count of [-1, 0.5, NaN]) expect(() => sampleIndices(9, count, 1, none)).toThrow(/draw/);
    expect(() => sampleIndices(9, 1, -1, none)).toThrow(/seed/);
  });
});

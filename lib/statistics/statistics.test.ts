import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCorpus } from '../metrics/corpus.ts';
import { distinct } from '../metrics/distinct.ts';
import { spaceTokens } from '../metrics/tokens.ts';
import { createRandom } from '../sampling/random.ts';
import { exactInterval, exactTest } from './binomial.ts';
import { draw } from './clusters.ts';
import { compareArms, halfSampleInterval } from './compare.ts';
import { holm } from './correction.ts';
import { rarefaction } from './rarefaction.ts';

const singles = (from: number, count: number) => Array.from({ length: count }, (_, i) => [from + i]);

describe('shares', () => {
  it('has the intervals of Clopper and Pearson', () => {
    expect(exactInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.1, 9) as number });
    const { low, high } = exactInterval(5, 10);
    expect([low, high]).toEqual([expect.closeTo(0.187086, 6), expect.closeTo(0.812914, 6)]);
    expect(exactInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('covers the true share at least 95 times in a hundred', () => {
    const n = 17;
    for (const p of [0.03, 0.2, 0.5, 0.81]) {
      let covered = 0;
      let chance = (1 - p) ** n;
      for (let k = 0; k <= n; k++) {
        const { low, high } = exactInterval(k, n);
        if (low <= p && p <= high) covered += chance;
        chance *= ((n - k) / (k + 1)) * (p / (1 - p));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('tests as the binomial test does', () => {
    expect(exactTest(7, 10, 0.5)).toBeCloseTo(0.34375, 9);
    expect(exactTest(9, 10, 0.5)).toBeCloseTo(0.021484375, 9);
    expect(exactTest(5, 10, 0.5)).toBe(1);
  });
});

describe('many comparisons', () => {
  it('are corrected as Holm says, in the order given', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([
      expect.closeTo(0.03, 12),
      expect.closeTo(0.06, 12),
      expect.closeTo(0.06, 12),
    ]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe('drawing clusters', () => {
  it('takes as many as asked, each as often', () => {
    const random = createRandom('clusters');
    const hits = new Array<number>(6).fill(0);
    for (let i = 0; i < 3000; i++) {
      const taken = draw(singles(0, 6), 2, random);
      expect(taken).toHaveLength(2);
      for (const [text = 0] of taken) hits[text] = (hits[text] ?? 0) + 1;
    }
    for (const count of hits) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});

describe('two arms', () => {
  // Texts of a few words: how different they are depends on the vocabulary.
  const arm = (count: number, vocabulary: number, random: ReturnType<typeof createRandom>) =>
    Array.from({ length: count }, () => Array.from({ length: 8 }, () => `w${random.below(vocabulary)}`).join(' '));
  const compare = (list: readonly string[], count: number, seed: string) => {
    const grams = toCorpus(list, spaceTokens);
    return compareArms(
      (texts) => distinct(grams, texts),
      singles(0, count),
      singles(count, count),
      99,
      createRandom(seed),
    );
  };

  it('of one kind differ at the level of 5% in no more runs of 1,000 than chance allows', () => {
    const random = createRandom('a/a');
    let found = 0;
    for (let run = 0; run < 1000; run++)
      if (compare([...arm(12, 60, random), ...arm(12, 60, random)], 12, `a/a ${run}`).p <= 0.05) found++;
    // The 99.9% range of 1,000 tosses at 5%.
    expect(found).toBeGreaterThan(28);
    expect(found).toBeLessThan(74);
  });

  it('of different kinds are told apart, and by how much', () => {
    const random = createRandom('a/b');
    let found = 0;
    for (let run = 0; run < 50; run++) {
      const { a, b, difference, p } = compare([...arm(12, 60, random), ...arm(12, 30, random)], 12, `a/b ${run}`);
      expect(difference).toBeCloseTo(a - b, 12);
      if (p <= 0.05) found++;
    }
    expect(found).toBeGreaterThan(40);
  });

  it('that are the same texts have p = 1', () => {
    const list = ['a b', 'c d', 'a d'];
    expect(compare([...list, ...list], 3, 'same')).toMatchObject({ difference: 0, p: 1 });
  });

  it('have an interval that holds the true difference about 95 times in a hundred', () => {
    const random = createRandom('interval');
    // A mean, whose spread is known: the same answer as Student's.
    let covered = 0;
    for (let run = 0; run < 400; run++) {
      const values = Array.from({ length: 24 }, () => random.nextFloat() + random.nextFloat());
      const figure = (texts: readonly number[]) => texts.reduce((sum, i) => sum + (values[i] ?? 0), 0) / texts.length;
      const { low, high } = halfSampleInterval(figure, singles(0, 12), singles(12, 12), 100, createRandom(run));
      if (low <= 0 && 0 <= high) covered++;
    }
    expect(covered).toBeGreaterThan(365);
    expect(covered).toBeLessThan(397);
  });
});

describe('rarefaction', () => {
  /** All ways to draw m of n. */
  const naive = (sizes: readonly number[]) => {
    const owners = sizes.flatMap((size, owner) => Array.from({ length: size }, () => owner));
    const seen = new Map<number, number[]>();
    for (let mask = 1; mask < 1 << owners.length; mask++) {
      const drawn = owners.filter((_, i) => ((mask >> i) & 1) === 1);
      seen.set(drawn.length, [...(seen.get(drawn.length) ?? []), new Set(drawn).size]);
    }
    return owners.map((_, i) => {
      const counts = seen.get(i + 1) ?? [];
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      return [mean, Math.sqrt(counts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / counts.length)] as const;
    });
  };

  it('is the mean and the spread over all draws', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (sizes) => {
        const { expected, deviation } = rarefaction(sizes);
        naive(sizes).forEach(([mean, spread], i) => {
          expect(expected[i]).toBeCloseTo(mean, 9);
          expect(deviation[i]).toBeCloseTo(spread, 6);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('ends at the number of classes', () => {
    expect(rarefaction([3, 1, 1]).expected.at(-1)).toBeCloseTo(3, 12);
    expect([...rarefaction([1, 1, 1]).expected].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 2, 3]);
  });
});

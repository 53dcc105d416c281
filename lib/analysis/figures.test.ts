import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCorpus } from '../metrics/corpus.ts';
import { cosines } from '../metrics/cosine.ts';
import { partition } from '../metrics/partition.ts';
import { rougeTokens } from '../metrics/tokens.ts';
import { vendi } from '../metrics/vendi.ts';
import { type MetricId, metricIds } from '../model/experiment-result.ts';
import { createRandom } from '../sampling/random.ts';
import { problemOn, wordVectors } from './analysis.test-help.ts';
import { Measured } from './figures.ts';
import { boundsOf } from './intervals.ts';
import { LeadingDirections } from './leading.ts';
import { metricFacts, primaryMetrics } from './metric-facts.ts';
import { sameAnswers, sameWords } from './similar.ts';
import { VendiFigures } from './vendi-figures.ts';

const calm = () => Promise.resolve();
const measuredOf = (texts: readonly string[]) => new Measured(texts, wordVectors(texts), calm);
const problems = (count: number, topics: number, seed: string) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => problemOn(topics, random));
};
const all = (texts: readonly unknown[]) => [...texts.keys()];

describe('every metric', () => {
  const same = Array.from({ length: 12 }, () => 'a b c d e f g h i j k l m n o p q r s t u v w x y z');
  const different = Array.from({ length: 12 }, (_, text) =>
    Array.from({ length: 26 }, (_, i) => `w${text}n${i}`).join(' '),
  );

  it.each(metricIds)('%s is at its extremes, and its facts say which is which', async (metric) => {
    const [low, high] = boundsOf(metric, 12);
    const figures = async (texts: readonly string[]) => {
      const { exact, quick } = await measuredOf(texts).figures(metric);
      const value = exact?.(all(texts)) ?? NaN;
      expect(value).toBeGreaterThanOrEqual(low - 1e-6);
      expect(value).toBeLessThanOrEqual(high + 1e-6);
      if (metric !== 'compression') expect(quick?.(all(texts))).toBeCloseTo(value, 6);
      return value;
    };
    const [alike, varied] = [await figures(same), await figures(different)];
    if (metricFacts[metric].higherIsMoreVaried) expect(varied).toBeGreaterThan(alike);
    else expect(varied).toBeLessThan(alike);
  });

  it('is the same in any order of texts, where the order is no part of it', async () => {
    const texts = problems(14, 3, 'order');
    const measured = measuredOf(texts);
    // Classes are opened in order, and DEFLATE looks back.
    const ordered: readonly MetricId[] = ['classes', 'compression'];
    for (const metric of metricIds.filter((id) => !ordered.includes(id))) {
      const { exact } = await measured.figures(metric);
      expect(exact?.(all(texts).reverse()), metric).toBeCloseTo(exact?.(all(texts)) ?? NaN, 9);
    }
  });

  it('of meaning is unknown without vectors', async () => {
    const measured = new Measured(['a b', 'c d'], null, calm);
    for (const metric of metricIds) {
      const { exact } = await measured.figures(metric);
      expect(exact === null, metric).toBe(metricFacts[metric].family === 'meaning');
    }
  });

  it('has one primary of words and one of meaning', () => {
    expect(primaryMetrics).toEqual(['classes', 'vendi-1']);
  });
});

describe('pairs of texts', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 7 }).map((list) => list.join(' '));
  const lists = fc.array(words, { minLength: 1, maxLength: 9 });

  it('make the classes that lib/metrics makes', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (texts) => {
        const corpus = toCorpus(texts, rougeTokens);
        const wanted = new Map<number, number>();
        for (const own of partition(corpus)) wanted.set(own, (wanted.get(own) ?? 0) + 1);
        expect((await sameAnswers(corpus, calm)).classSizes(all(texts))).toEqual([...wanted.values()]);
      }),
    );
  });

  it('are near-duplicates by the Jaccard similarity of their words', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (texts) => {
        const sets = texts.map((text) => new Set(rougeTokens(text)));
        const common = (a: Set<string>, b: Set<string>) => [...a].filter((word) => b.has(word)).length;
        const near = sets.filter((a) =>
          sets.some((b) => a !== b && a.size > 0 && common(a, b) / new Set([...a, ...b]).size >= 0.8),
        );
        const alike = await sameWords(toCorpus(texts, rougeTokens), calm);
        const share = alike.shareWithAnother(all(texts));
        if (texts.length < 2) expect(share).toBeNaN();
        else expect(share).toBeCloseTo(near.length / texts.length, 12);
      }),
    );
  });
});

describe('the Vendi Score of many draws', () => {
  it('is the exact one of few texts', () => {
    const vectors = wordVectors(problems(30, 5, 'few'));
    const figures = new VendiFigures(vectors, () => cosines(vectors));
    const among = all(problems(30, 5, 'few'));
    for (const order of [0.5, 1, 2, Infinity])
      expect(figures.quick(order)(among)).toBeCloseTo(vendi(vectors, [order], among)[0] ?? NaN, 5);
  });

  it('is near the exact one of many, a little above, and ranks sets alike', () => {
    const texts = [...problems(60, 4, 'many'), ...problems(60, 16, 'more')];
    const vectors = wordVectors(texts, 96);
    const figures = new VendiFigures(vectors, () => cosines(vectors));
    const [first, second] = [all(texts).slice(0, 60), all(texts).slice(60)];
    for (const among of [first, second]) {
      const exact = figures.exact(1)(among);
      expect(figures.quick(1)(among)).toBeGreaterThan(exact - 1e-6);
      expect(figures.quick(1)(among)).toBeLessThan(exact * 1.03);
    }
    expect(figures.quick(1)(first)).toBeLessThan(figures.quick(1)(second));
  });

  it('comes of shares that sum to one', () => {
    const vectors = wordVectors(problems(70, 5, 'sum'), 80);
    const values = new LeadingDirections(vectors).eigenvalues(all(problems(70, 5, 'sum')));
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  });
});

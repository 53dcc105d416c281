import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compressionRatio } from './compression.ts';
import { joined, ngramsOf, toCorpus } from './corpus.ts';
import { cosines, nearestDistance } from './cosine.ts';
import { distinct, ngramDiversity } from './distinct.ts';
import { distinctClasses, partition } from './partition.ts';
import { rougeL } from './rouge.ts';
import { bleuCounts, selfBleu } from './self-bleu.ts';
import { selfRepetition } from './self-repetition.ts';
import { rougeTokens, spaceTokens } from './tokens.ts';
import { vendi, vendiOf } from './vendi.ts';

interface Case {
  readonly name: string;
  readonly texts: readonly string[];
  readonly vectors: readonly (readonly number[])[];
  readonly values: Readonly<Record<string, number>> & { readonly classes: readonly number[] };
}

// Written by bench/metrics/peers/references.py.
const file = new URL('fixtures/references.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];
const NEAR = 1e-6;

describe.each(cases)('the published figures of "$name"', ({ texts, vectors, values }) => {
  const corpus = toCorpus(texts, spaceTokens);
  const near = (got: number, name: string) => {
    const wanted = values[name] ?? NaN;
    expect(Math.abs(got - wanted), `${name}: ${got}, published ${wanted}`).toBeLessThan(NEAR);
  };

  it.each([1, 2, 3])('distinct-%i', (n) => near(distinct(ngramsOf(corpus, n)), `distinct${n}`));

  it('n-gram diversity of texts that are joined first', () => {
    // The package cuts at single spaces alone: two in a row have an empty token between them.
    const all = joined(toCorpus(texts, (text) => text.split(' ')));
    near(ngramDiversity([1, 2, 3, 4].map((n) => ngramsOf(all, n))), 'ngramDiversityJoined');
  });

  it('compression ratio', () => near(compressionRatio(texts), 'compressionOnce'));

  it('self-repetition', () => near(selfRepetition(ngramsOf(corpus, 4)), 'selfRepetition'));

  it('homogenisation', async () => near((await rougeL(toCorpus(texts, rougeTokens))).mean(), 'homogenisation'));

  it('Self-BLEU', () => near(selfBleu(bleuCounts(corpus)), 'selfBleu'));

  it('classes by ROUGE-1', () => {
    const classes = partition(toCorpus(texts, rougeTokens));
    expect([...classes]).toEqual(values.classes);
    expect(distinctClasses(classes)).toBe(Math.max(...values.classes) + 1);
  });

  it('mean cosine, nearest distance and Vendi Scores', () => {
    const dimensions = vectors[0]?.length ?? 0;
    const given = { values: Float32Array.from(vectors.flat()), dimensions };
    const pairs = cosines(given);
    near(pairs.mean(), 'cosine');
    near(nearestDistance(pairs), 'nearestDistance');
    const [one = 0, two = 0, infinite = 0] = vendi(given, [1, 2, Infinity]);
    near(one, 'vendi');
    near(two, 'vendi2');
    near(infinite, 'vendiInf');
  });
});

describe('Vendi Scores of the paper', () => {
  it('three things, two of them alike', () => {
    expect(vendiOf(Float64Array.of(1, 0.9, 0, 0.9, 1, 0, 0, 0, 1), 3)[0]).toBeCloseTo(2.1573, 4);
  });

  it('six numbers around three places', () => {
    const items = [0, 0, 10, 10, 20, 20];
    const similarity = Float64Array.from(items.flatMap((a) => items.map((b) => Math.exp(-Math.abs(a - b)))));
    // Published as 2.9999, cut off.
    expect(Math.floor((vendiOf(similarity, 6)[0] ?? 0) * 1e4)).toBe(29999);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../sampling/random.ts';
import { chooseBands, foundProbability } from './lsh-bands.ts';
import { minhashJoin, minhashSimilarities, type MinHashJoinOptions } from './minhash-join.ts';
import { setsOf } from './minhash.test-help.ts';
import { createSigner } from './minhash.ts';
import { estimate } from './minhash-signer.ts';
import type { Steps } from './steps.ts';

const paper: MinHashJoinOptions = { permutations: 128, seed: 1, threshold: 0.9, verified: true };
const steps = (): Steps => ({
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  progress: () => undefined,
});
const jaccard = (a: ReadonlySet<string>, b: ReadonlySet<string>) => {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
};
const rows = (pairs: Awaited<ReturnType<typeof minhashJoin>>) =>
  Array.from(pairs.a, (a, i) => [a, pairs.b[i] ?? 0, pairs.similarity[i] ?? 0] as const);

/** Texts with relatives: some words of an earlier text are replaced. */
const texts = fc
  .array(fc.tuple(fc.nat(1000), fc.array(fc.nat(30), { maxLength: 12 }), fc.nat(3)), { maxLength: 40 })
  .map((plans) => {
    const made: string[][] = [];
    for (const [from, words, kept] of plans) {
      const base = kept > 0 ? (made[from % Math.max(1, made.length)] ?? []) : [];
      made.push([...base.slice(kept === 3 ? 0 : 1), ...words.slice(0, kept > 0 ? 1 : 12).map(String)]);
    }
    return made;
  });

/** Pairs whose signatures share a band, told by strings: what KeyChains does with hashes. */
function naivePairs(words: readonly (readonly string[])[], options: MinHashJoinOptions) {
  const sets = setsOf(words);
  const signer = createSigner(sets.vocabulary, options);
  const { count, rows: width } = chooseBands(options.threshold, options.permutations);
  const signatures = words.map((_, i) => {
    const signature = new Int32Array(options.permutations);
    signer.sign(sets.tokens, sets.offsets[i] ?? 0, sets.offsets[i + 1] ?? 0, signature, 0);
    return signature;
  });
  const bands = signatures.map((s) =>
    Array.from({ length: count }, (_, k) => s.slice(k * width, (k + 1) * width).join()),
  );
  const key = words.map((text) => [...new Set(text)].sort().join());
  const found: (readonly [number, number, number])[] = [];
  for (let b = 0; b < words.length; b += 1) {
    for (let a = 0; a < b; a += 1) {
      if (key[a] === '' || key[b] === '') continue;
      // Of equal sets the first stands for all.
      if (
        key[a] === key[b]
          ? key.indexOf(key[a] ?? '') !== a
          : key.indexOf(key[a] ?? '') !== a || key.indexOf(key[b] ?? '') !== b
      )
        continue;
      if (!bands[a]?.some((band, k) => band === bands[b]?.[k])) continue;
      const [left, right] = [signatures[a], signatures[b]];
      if (!left || !right) continue;
      const similarity = options.verified
        ? jaccard(new Set(words[a]), new Set(words[b]))
        : estimate(left, 0, right, 0, options.permutations);
      if (similarity >= options.threshold) found.push([a, b, Math.fround(similarity)]);
    }
  }
  return found.sort(([a, b], [c, d]) => a - c || b - d);
}

describe('minhashJoin', () => {
  it('finds what comparing all bands of all pairs finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom(0.3, 0.5, 0.7, 0.9, 1),
        fc.boolean(),
        fc.constantFrom(16, 128),
        fc.nat(),
        async (words, threshold, verified, permutations, seed) => {
          const options = { threshold, verified, permutations, seed };
          const found = rows(await minhashJoin(setsOf(words), options, steps()));
          expect(found).toEqual(naivePairs(words, options));
          expect(rows(await minhashJoin(setsOf(words), options, steps()))).toEqual(found);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds at verified similarity only pairs that brute force finds, and about as many as the bands promise', async () => {
    // 400 pairs of sets with 57 words, 54 of them common: 0.9 exactly.
    const words = Array.from({ length: 400 }, (_, pair) => {
      const common = Array.from({ length: 54 }, (_, i) => `${pair} ${i}`);
      return [
        [...common, 'left 1', 'left 2', 'left 3'].map((w) => `${w} ${pair}`),
        [...common, 'right 1', 'right 2', 'right 3'].map((w) => `${w} ${pair}`),
      ];
    }).flat();
    const found = rows(await minhashJoin(setsOf(words), paper, steps()));
    expect(found.every(([a, b, s]) => a % 2 === 0 && b === a + 1 && s === Math.fround(0.9))).toBe(true);
    const expected = foundProbability({ count: 5, rows: 25 }, 0.9);
    expect(expected).toBeCloseTo(0.311, 3);
    // Five standard deviations; the seed is fixed, so this holds or does not.
    expect(Math.abs(found.length / 400 - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / 400));
  });

  it('lets a million equal texts and a million empty ones through at once', async () => {
    const count = 1_000_000;
    const { vocabulary } = setsOf([['a', 'b']]);
    const offsets = Uint32Array.from({ length: 2 * count + 1 }, (_, i) => 2 * Math.min(i, count));
    const tokens = Uint32Array.from({ length: 2 * count }, (_, i) => i % 2);
    const sets = { count: 2 * count, offsets, tokens, vocabulary };
    const pairs = await minhashJoin(sets, paper, steps());
    expect(pairs.a.length).toBe(count - 1);
    expect(pairs.a.every((a) => a === 0)).toBe(true);
    expect(pairs.b.every((b, i) => b === i + 1)).toBe(true);
    expect(pairs.similarity.every((s) => s === 1)).toBe(true);
  });

  it('takes none, one and only empty texts', async () => {
    for (const words of [[], [[]], [[], []], [['a']], [['a'], []]]) {
      expect(rows(await minhashJoin(setsOf(words), paper, steps()))).toEqual([]);
    }
  });

  it('ends with the reason of the signal, and tells its progress', async () => {
    const words = Array.from({ length: 10_000 }, (_, i) => Array.from({ length: 40 }, (_, w) => `${i * 7 + w}`));
    const told: (readonly [number, number])[] = [];
    await minhashJoin(setsOf(words), paper, { ...steps(), progress: (done, total) => void told.push([done, total]) });
    expect(told.length).toBeGreaterThan(2);
    expect(told.every(([done], i) => i === 0 || done >= (told[i - 1]?.[0] ?? 0))).toBe(true);
    expect(told.at(-1)).toEqual([told[0]?.[1], told[0]?.[1]]);
    const stop = new AbortController();
    let breaths = 0;
    const breathe = () => {
      breaths += 1;
      if (breaths === 2) stop.abort(new Error('enough'));
      return Promise.resolve();
    };
    await expect(minhashJoin(setsOf(words), paper, { ...steps(), signal: stop.signal, breathe })).rejects.toThrow(
      'enough',
    );
    expect(breaths).toBe(2);
    await expect(minhashJoin(setsOf(words), paper, { ...steps(), signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('the estimate', () => {
  it('is off by no more than chance allows', () => {
    const random = createRandom(11);
    for (const scheme of ['affine32', 'legacy'] as const) {
      let squares = 0;
      let sum = 0;
      const pairs = 600;
      for (let pair = 0; pair < pairs; pair += 1) {
        const word = () => `${pair} ${random.nextUint32()}`;
        const make = (n: number) => Array.from({ length: n }, word);
        const common = make(1 + random.below(60));
        const [left, right] = [
          [...common, ...make(random.below(30))],
          [...common, ...make(1 + random.below(30))],
        ];
        const sets = setsOf([left, right]);
        const signer = createSigner(sets.vocabulary, { permutations: 128, seed: pair, scheme });
        const signatures = new Int32Array(256);
        const middle = sets.offsets[1] ?? 0;
        signer.sign(sets.tokens, 0, middle, signatures, 0);
        signer.sign(sets.tokens, middle, sets.tokens.length, signatures, 128);
        const truth = jaccard(new Set(left), new Set(right));
        // A binomial share of 128: its standard error is known.
        const z = (estimate(signatures, 0, signatures, 128, 128) - truth) / Math.sqrt((truth * (1 - truth)) / 128);
        squares += z * z;
        sum += z;
      }
      // Mean 0 and variance 1 within five standard errors of each (1/sqrt(n), sqrt(2/n)).
      expect(Math.abs(sum / pairs)).toBeLessThan(5 / Math.sqrt(pairs));
      expect(Math.abs(squares / pairs - 1)).toBeLessThan(5 * Math.sqrt(2 / pairs));
    }
  });
});

describe('minhashSimilarities', () => {
  it('is 0 for a pair that the join misses, and what the join says of others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(texts, fc.boolean()), { maxLength: 5 }), async (many) => {
        for (const [words, verified] of many) {
          const options = { ...paper, threshold: 0.5, verified };
          const similarities = minhashSimilarities(setsOf(words), options);
          for (let i = 0; i + 1 < words.length; i += 2) {
            const pair = await minhashJoin(setsOf(words.slice(i, i + 2)), options, steps());
            const single = similarities[i / 2] ?? 0;
            expect(pair.similarity[0] ?? 0).toBe(single >= 0.5 ? single : 0);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../sampling/random.ts';
import { compressionRatio, meanCompressionRatio } from './compression.ts';
import { cutTo, ngramsOf, toCorpus } from './corpus.ts';
import { cosines, nearestDistance } from './cosine.ts';
import { distinct, ngramDiversity } from './distinct.ts';
import { eigenvalues } from './eigen.ts';
import { LcsRow } from './lcs.ts';
import { PairMatrix } from './pairs.ts';
import { distinctClasses, partition, utility } from './partition.ts';
import { Rouge1, rougeL } from './rouge.ts';
import { bleuCounts, selfBleu } from './self-bleu.ts';
import { selfRepetition } from './self-repetition.ts';
import { rougeTokens, spaceTokens } from './tokens.ts';
import { vendi, vendiOf, vendiOrders } from './vendi.ts';

// Few words, so that texts share some.
const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 90 });
const texts = fc.array(
  words.map((list) => list.join(' ')),
  { minLength: 2, maxLength: 6 },
);
const unitVectors = (n: number, d: number, seed: number) => {
  const random = createRandom(seed);
  const values = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    const row = Array.from({ length: d }, () => random.nextFloat() - 0.4);
    const length = Math.hypot(...row);
    row.forEach((value, j) => (values[i * d + j] = value / length));
  }
  return { values, dimensions: d };
};
const sameTexts = Array.from({ length: 5 }, () => 'one two three four five six seven');

describe('tokens', () => {
  it('cuts as Python does, and takes single characters of scripts without spaces', () => {
    expect(spaceTokens(' Don’t  stop,\nnow. ')).toEqual(['Don’t', 'stop,', 'now.']);
    expect(spaceTokens('一位nurse说')).toEqual(['一', '位', 'nurse', '说']);
    expect(rougeTokens('It’s 3.5 CAFÉS, 一位!')).toEqual(['it', 's', '3', '5', 'cafés', '一', '位']);
    expect(rougeTokens('—!?')).toEqual([]);
  });
});

describe('distinct-n', () => {
  const naive = (list: readonly string[], n: number) => {
    const grams = list.flatMap((text) => {
      const tokens = spaceTokens(text);
      return tokens.slice(0, Math.max(0, tokens.length - n + 1)).map((_, i) => tokens.slice(i, i + n).join(' '));
    });
    return new Set(grams).size / grams.length;
  };

  it('is that of a naive twin, whole and for a subsample', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 4 }), (list, n) => {
        const grams = ngramsOf(toCorpus(list, spaceTokens), n);
        expect(distinct(grams)).toEqual(naive(list, n));
        expect(distinct(grams, [1])).toEqual(naive(list.slice(1, 2), n));
      }),
    );
  });

  it('is 1 where nothing repeats and falls to one part in n where all is the same', () => {
    const once = ngramsOf(toCorpus(sameTexts.slice(0, 1), spaceTokens), 2);
    expect(distinct(once)).toBe(1);
    expect(distinct(ngramsOf(toCorpus(sameTexts, spaceTokens), 2))).toBeCloseTo(1 / 5, 12);
    expect(ngramDiversity([1, 2, 3, 4].map((n) => ngramsOf(toCorpus(sameTexts.slice(0, 1), spaceTokens), n)))).toBe(4);
  });

  it('is taken at a budget of tokens', () => {
    expect(cutTo(toCorpus(['a b c', 'a'], spaceTokens), 2).texts.map(({ length }) => length)).toEqual([2, 1]);
  });
});

describe('pairs of texts', () => {
  const naiveLcs = (a: readonly string[], b: readonly string[]) => {
    const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
    a.forEach((x, i) =>
      b.forEach((y, j) => {
        const [above, here] = [rows[i], rows[i + 1]];
        if (above && here) here[j + 1] = x === y ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, here[j] ?? 0);
      }),
    );
    return rows[a.length]?.[b.length] ?? 0;
  };

  it('longest common subsequences are those of the table, over all word borders', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const corpus = toCorpus(list, spaceTokens);
        const row = new LcsRow(corpus.size);
        list.forEach((a, i) => {
          row.set(corpus.texts[i] ?? new Uint32Array(0));
          list.forEach((b, j) => {
            expect(row.with(corpus.texts[j] ?? new Uint32Array(0))).toBe(naiveLcs(spaceTokens(a), spaceTokens(b)));
          });
        });
      }),
    );
  });

  it('ROUGE-1 counts a token as often as both have it', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const corpus = toCorpus([a.join(' '), b.join(' ')], spaceTokens);
        const [one, other] = corpus.texts as [Uint32Array, Uint32Array];
        const rouge = new Rouge1(corpus.size);
        rouge.set(one);
        const left = [...b];
        const overlap = a.filter((word) => {
          const at = left.indexOf(word);
          if (at !== -1) left.splice(at, 1);
          return at !== -1;
        }).length;
        const wanted = overlap === 0 ? 0 : (2 * overlap) / (a.length + b.length);
        expect(rouge.with(other)).toBeCloseTo(wanted, 12);
        // Nothing is left over from one comparison to the next.
        expect(rouge.with(other)).toBeCloseTo(wanted, 12);
        rouge.set(other);
        expect(rouge.with(one)).toBeCloseTo(wanted, 12);
      }),
    );
  });

  it('a matrix gives what was put in, from both sides, and means of subsamples', () => {
    const pairs = new PairMatrix(4);
    for (let a = 0; a < 4; a++) for (let b = a + 1; b < 4; b++) pairs.set(b, a, 10 * a + b);
    expect(pairs.get(1, 3)).toBe(13);
    expect(pairs.get(3, 1)).toBe(13);
    expect(pairs.mean()).toBeCloseTo((1 + 2 + 3 + 12 + 13 + 23) / 6, 12);
    expect(pairs.mean([3, 0, 1])).toBeCloseTo((1 + 3 + 13) / 3, 12);
    expect([...pairs.greatest([0, 1, 3])]).toEqual([3, 13, 13]);
    expect(new PairMatrix(1).mean()).toBeNaN();
  });

  it('homogenisation is 1 for equal texts and 0 where nothing overlaps', async () => {
    const of = async (list: readonly string[]) => (await rougeL(toCorpus(list, rougeTokens))).mean();
    expect(await of(sameTexts)).toBe(1);
    expect(await of(['a b', 'c d', 'e'])).toBe(0);
  });
});

describe('Self-BLEU', () => {
  const naive = (list: readonly (readonly string[])[]) => {
    const grams = (text: readonly string[], n: number) => {
      const counts = new Map<string, number>();
      for (let i = 0; i + n <= text.length; i++) {
        const gram = text.slice(i, i + n).join(' ');
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
      return counts;
    };
    const scores = list.map((text, i) => {
      const others = list.filter((_, j) => j !== i);
      const hits = [1, 2, 3, 4].map((n) =>
        [...grams(text, n)].reduce(
          (sum, [gram, count]) => sum + Math.min(count, Math.max(...others.map((o) => grams(o, n).get(gram) ?? 0))),
          0,
        ),
      );
      if (hits[0] === 0) return 0;
      const logs = hits.map((h, k) => Math.log((h === 0 ? 0.1 : h) / Math.max(1, text.length - k)) / 4);
      const nearest = others
        .map(({ length }) => length)
        .sort((a, b) => Math.abs(a - text.length) - Math.abs(b - text.length) || a - b)[0];
      const penalty = text.length > (nearest ?? 0) ? 1 : Math.exp(1 - (nearest ?? 0) / text.length);
      return penalty * Math.exp(logs.reduce((a, b) => a + b, 0));
    });
    return scores.reduce((a, b) => a + b, 0) / scores.length;
  };

  it('is that of a naive twin, whole and for a subsample, in any order', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const tokens = list.map((text) => spaceTokens(text));
        const counts = bleuCounts(toCorpus(list, spaceTokens));
        expect(selfBleu(counts)).toBeCloseTo(naive(tokens), 10);
        expect(selfBleu(counts, [1, 0])).toBeCloseTo(naive(tokens.slice(0, 2)), 10);
      }),
    );
  });

  it('is 1 for equal texts, 0 where no word is shared, and not defined for one text', () => {
    expect(selfBleu(bleuCounts(toCorpus(sameTexts, spaceTokens)))).toBeCloseTo(1, 12);
    expect(selfBleu(bleuCounts(toCorpus(['a b c', 'd e f'], spaceTokens)))).toBe(0);
    expect(selfBleu(bleuCounts(toCorpus(['a b c'], spaceTokens)))).toBeNaN();
  });
});

describe('repetition', () => {
  it('self-repetition is 0 where no n-gram is shared, and does not depend on order', () => {
    const of = (list: readonly string[]) => selfRepetition(ngramsOf(toCorpus(list, spaceTokens), 4));
    expect(of(['a b c d e', 'f g h i'])).toBe(0);
    // Four 4-grams, each in four other texts.
    expect(of(sameTexts)).toBeCloseTo(Math.log(1 + 4 * 4), 12);
    fc.assert(
      fc.property(texts, (list) => {
        expect(of([...list].reverse())).toBeCloseTo(of(list), 10);
      }),
    );
  });

  it('compression sees repetition, and the same seed gives the same mean', () => {
    const different = Array.from({ length: 40 }, (_, i) => `text ${Math.sin(i)} ${Math.cos(i * i)}`);
    const same = Array.from({ length: 40 }, () => different[0] ?? '');
    expect(compressionRatio(same)).toBeGreaterThan(3 * compressionRatio(different));
    const mean = () => meanCompressionRatio(different, 3, createRandom('order'));
    expect(mean()).toBe(mean());
  });

  it('classes: equal texts are one, different ones are each their own', () => {
    expect(distinctClasses(partition(toCorpus(sameTexts, rougeTokens)))).toBe(1);
    expect([...partition(toCorpus(['a b', 'c d', 'b a', 'e'], rougeTokens))]).toEqual([0, 1, 0, 2]);
    expect(utility(Int32Array.of(0, 0, 0), [10, 10, 10])).toBeCloseTo(10 / (1 + 0.8 + 0.64), 12);
    expect(utility(Int32Array.of(0, 1, 2), [10, 10, 10])).toBeCloseTo(10, 12);
  });
});

describe('vectors', () => {
  it('eigenvalues have the matrix’s trace and squares, and those of a matrix made from them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 1e6 }), (n, seed) => {
        const random = createRandom(seed);
        const matrix = new Float64Array(n * n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random.nextFloat() * 4 - 2;
        const trace = Array.from({ length: n }, (_, i) => matrix[i * n + i] ?? 0).reduce((a, b) => a + b, 0);
        const squares = matrix.reduce((sum, value) => sum + value * value, 0);
        const values = eigenvalues(matrix.slice(), n);
        expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(trace, 8);
        expect(values.reduce((a, b) => a + b * b, 0)).toBeCloseTo(squares, 8);
        expect([...values]).toEqual([...values].sort((a, b) => a - b));
      }),
    );
    // A reflection of a diagonal keeps its values: repeated ones, zero and negative ones.
    const wanted = [-3, 0, 2, 2, 7];
    const v = [1, -2, 0.5, 3, 1];
    const square = v.reduce((sum, value) => sum + value * value, 0);
    const h = v.map((a, i) => v.map((b, j) => (i === j ? 1 : 0) - (2 * a * b) / square));
    const full = h.flatMap((row) =>
      h.map((column) => row.reduce((sum, x, k) => sum + x * (wanted[k] ?? 0) * (column[k] ?? 0), 0)),
    );
    eigenvalues(Float64Array.from(full), 5).forEach((value, i) => expect(value).toBeCloseTo(wanted[i] ?? 0, 10));
  });

  it('Vendi: 1 for equal things, n for different ones, never rising with the order, the same by both forms', () => {
    const n = 6;
    expect(vendiOf(new Float64Array(n * n).fill(1), n, vendiOrders)).toEqual(
      vendiOrders.map(() => expect.closeTo(1, 6) as number),
    );
    const identity = new Float64Array(n * n);
    for (let i = 0; i < n; i++) identity[i * n + i] = 1;
    expect(vendiOf(identity, n, vendiOrders)).toEqual(vendiOrders.map(() => expect.closeTo(n, 9) as number));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 9 }), fc.nat(1e6), (count, d, seed) => {
        const vectors = unitVectors(count, d, seed);
        const scores = vendi(vectors, vendiOrders);
        scores.slice(1).forEach((score, i) => expect(score).toBeLessThanOrEqual((scores[i] ?? 0) + 1e-6));
        const pairs = cosines(vectors);
        const full = new Float64Array(count * count);
        for (let a = 0; a < count; a++)
          for (let b = 0; b < count; b++) full[a * count + b] = a === b ? 1 : pairs.get(a, b);
        expect(vendiOf(full, count)[0]).toBeCloseTo(scores[1] ?? 0, 4);
        expect(scores[1]).toBeLessThanOrEqual(Math.min(count, d) + 1e-4);
      }),
    );
  });

  it('nearest distance is 0 for equal vectors', () => {
    const one = unitVectors(1, 4, 3).values;
    const same = { values: Float32Array.from([...one, ...one, ...one]), dimensions: 4 };
    expect(nearestDistance(cosines(same))).toBeCloseTo(0, 6);
    expect(vendi(same)[0]).toBeCloseTo(1, 5);
    expect(vendi(same, [1], [0])[0]).toBeCloseTo(1, 5);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimilarPairs } from '../model/dedup.ts';
import { exactJoin, joinNew } from './exact-join.ts';
import type { Steps } from './steps.ts';
import type { TokenSets } from './token-sets.ts';
import { Tokeniser } from './tokeniser.ts';

const calm = (signal = new AbortController().signal): Steps => ({
  signal,
  breathe: () => Promise.resolve(),
  progress: () => undefined,
});

function setsOf(texts: readonly string[]): TokenSets {
  const tokeniser = new Tokeniser({ kind: 'words', size: 1 });
  for (const text of texts) tokeniser.addText(text);
  return tokeniser.finish();
}

const setAt = ({ tokens, offsets }: TokenSets, i: number) => new Set(tokens.subarray(offsets[i], offsets[i + 1]));

function similarity(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let same = 0;
  for (const token of a) if (b.has(token)) same += 1;
  return same / (a.size + b.size - same);
}

type Pair = readonly [a: number, b: number, similarity: number];

/** All pairs there are, one after the other. */
function naivePairs(sets: TokenSets, threshold: number): Pair[] {
  const all = Array.from({ length: sets.count }, (_, i) => setAt(sets, i));
  return all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b, k): Pair[] => {
      const found = similarity(a, b);
      return found >= threshold ? [[i, i + 1 + k, found]] : [];
    }),
  );
}

/** What `exactJoin` says of equal sets: the first stands for all. */
function expectedPairs(sets: TokenSets, threshold: number): Pair[] {
  const all = naivePairs(sets, threshold);
  const second = new Set(all.filter(([, , alike]) => alike === 1).map(([, b]) => b));
  const first = (i: number) => all.find(([, b, alike]) => b === i && alike === 1)?.[0] ?? i;
  return all.filter(([a, b, alike]) => (alike === 1 ? first(b) === a : !second.has(a) && !second.has(b)));
}

const listed = ({ a, b, similarity: alike }: SimilarPairs): Pair[] =>
  Array.from(a, (first, i) => [first, b[i] ?? 0, alike[i] ?? 0]);
const rounded = (pairs: readonly Pair[]) => pairs.map(([a, b, alike]): Pair => [a, b, Math.fround(alike)]);

function components(count: number, pairs: readonly Pair[], threshold: number): number[] {
  const of = Array.from({ length: count }, (_, i) => i);
  const root = (i: number): number => (of[i] === i ? i : root(of[i] ?? i));
  for (const [a, b, alike] of pairs) {
    if (Math.fround(alike) < Math.fround(threshold)) continue;
    const [low, high] = [root(a), root(b)].sort((x, y) => x - y);
    of[high ?? 0] = low ?? 0;
  }
  return of.map((_, i) => root(i));
}

/** Texts over a small vocabulary, most of them changed copies of a few, so that many pairs are near any threshold. */
const texts = fc
  .record({
    vocabulary: fc.integer({ min: 2, max: 60 }),
    bases: fc.array(fc.array(fc.nat(59), { maxLength: 45 }), { minLength: 1, maxLength: 5 }),
    copies: fc.array(
      fc.record({
        of: fc.nat(4),
        drop: fc.array(fc.nat(44), { maxLength: 5 }),
        add: fc.array(fc.nat(59), { maxLength: 4 }),
      }),
      {
        maxLength: 40,
      },
    ),
  })
  .map(({ vocabulary, bases, copies }) =>
    [
      ...bases,
      ...copies.map(({ of, drop, add }) => [
        ...(bases[of % bases.length] ?? []).filter((_, i) => !drop.includes(i)),
        ...add,
      ]),
    ].map((words) => words.map((word) => `w${word % vocabulary}`).join(' ')),
  );
const threshold = fc.oneof(
  fc.constantFrom(0.5, 0.6, 2 / 3, 0.7, 0.75, 0.8, 5 / 6, 0.9, 10 / 11, 0.95, 1),
  fc.double({ min: 0.5, max: 1, noNaN: true }),
  fc.double({ min: 0.01, max: 0.5, noNaN: true }),
);

describe('exactJoin', () => {
  it('finds what comparing all with all finds', async () => {
    await fc.assert(
      fc.asyncProperty(texts, threshold, async (some, least) => {
        const sets = setsOf(some);
        expect(listed(await exactJoin(sets, least, calm()))).toEqual(rounded(expectedPairs(sets, least)));
      }),
      { numRuns: 250 },
    );
  });

  it('finds them also where words are so common that keys hold two or three', async () => {
    // More texts than FEW, of few words.
    const sizes = fc.constantFrom([12, 6], [14, 7], [16, 9], [20, 14], [24, 20]);
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer(), threshold, async ([vocabulary = 0, most = 0], seed, least) => {
        let state = seed;
        const next = (below: number) => {
          state = (Math.imul(state, 1664525) + 1013904223) | 0;
          return (state >>> 8) % below;
        };
        const sets = setsOf(
          Array.from({ length: 500 }, () =>
            Array.from({ length: 1 + next(most) }, () => `w${next(vocabulary)}`).join(' '),
          ),
        );
        const found = listed(await exactJoin(sets, least, calm()));
        expect(found.length).toBeGreaterThan(0);
        const key = ([a, b]: Pair) => 500 * a + b;
        expect(found.map(key)).toEqual(expectedPairs(sets, least).map(key));
      }),
      { numRuns: 6 },
    );
  });

  it('gives the components of all pairs, at every threshold from its own on', async () => {
    await fc.assert(
      fc.asyncProperty(texts, threshold, async (some, least) => {
        const sets = setsOf(some);
        const all = naivePairs(sets, least);
        const found = listed(await exactJoin(sets, least, calm()));
        for (const at of [least, ...new Set(all.map(([, , alike]) => alike))]) {
          expect(components(sets.count, found, at)).toEqual(components(sets.count, all, at));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('joins new ones as joining all does, less the pairs of old ones', async () => {
    await fc.assert(
      fc.asyncProperty(texts, threshold, fc.nat(60), async (some, least, firstNew) => {
        const sets = setsOf(some);
        const wanted = listed(await exactJoin(sets, least, calm())).filter(([, b]) => b >= firstNew);
        expect(listed(await joinNew(sets, firstNew, least, calm()))).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });

  it('counts a pair that is exactly as alike as the threshold', async () => {
    for (let union = 2; union <= 120; union += 1) {
      for (const overlap of [Math.ceil(union / 2), Math.floor(0.9 * union), union - 1]) {
        const words = Array.from({ length: union }, (_, i) => `w${i}`);
        const sets = setsOf([words.join(' '), words.slice(0, overlap).join(' ')]);
        const least = overlap / union;
        expect((await exactJoin(sets, least, calm())).a).toHaveLength(1);
        if (overlap < union) expect((await exactJoin(sets, least + 1e-9, calm())).a).toHaveLength(0);
      }
    }
  });

  it('makes one pair for each of many equal texts, and takes texts without a word by their bytes', async () => {
    const many = await exactJoin(setsOf(Array.from({ length: 100_000 }, () => 'the same words')), 0.5, calm());
    expect(many.a).toHaveLength(99_999);
    expect(many.a.every((a) => a === 0)).toBe(true);
    const odd = setsOf(['', '...', '!', '...', '', 'word', '🎸', '🎸 🎸', '!!']);
    expect(listed(await exactJoin(odd, 0.5, calm()))).toEqual([
      [0, 4, 1],
      [1, 3, 1],
      [6, 7, 1],
    ]);
    expect((await exactJoin(setsOf([]), 0.9, calm())).a).toHaveLength(0);
  });

  it('refuses more pairs than fit in memory', async () => {
    const sets = setsOf(Array.from({ length: 40 }, (_, i) => `a b c d e f g h i ${i}`));
    expect((await exactJoin(sets, 0.8, calm(), { most: 780 })).a).toHaveLength(780);
    await expect(exactJoin(sets, 0.8, calm(), { most: 779 })).rejects.toThrow(/higher threshold/);
  });

  it('takes texts of a megabyte', async () => {
    const words = Array.from({ length: 150_000 }, (_, i) => `w${i}`);
    const sets = setsOf([words.join(' '), words.slice(10_000).join(' '), 'w1 w2', words.slice(0, 60_000).join(' ')]);
    expect(listed(await exactJoin(sets, 0.9, calm()))).toEqual(rounded([[0, 1, 14 / 15]]));
  });

  it('ends soon after an abort, tells how far it is, and says no to a threshold of none', async () => {
    const some = setsOf(
      Array.from({ length: 60_000 }, (_, i) => `a b c d ${i % 251} ${i % 241} x${i % 239} y${i % 13}`),
    );
    const controller = new AbortController();
    let breaths = 0;
    const breathe = () => {
      breaths += 1;
      controller.abort(new Error('stopped'));
      return Promise.resolve();
    };
    await expect(exactJoin(some, 0.5, { ...calm(controller.signal), breathe })).rejects.toThrow('stopped');
    expect(breaths).toBe(1);
    await expect(exactJoin(some, 0.5, calm(AbortSignal.abort(new Error('before'))))).rejects.toThrow('before');
    const told: number[] = [];
    await exactJoin(setsOf(['a b', 'b c', 'c a']), 0.5, {
      ...calm(),
      progress: (done, total) => told.push(done / total),
    });
    expect(told.at(-1)).toBe(1);
    await expect(exactJoin(some, 0, calm())).rejects.toThrow(/threshold/);
    await expect(exactJoin(some, Number.NaN, calm())).rejects.toThrow(/threshold/);
  });
});

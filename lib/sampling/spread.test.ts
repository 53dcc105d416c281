import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';
import { spreadOut } from './spread.ts';

/** Distances by fractions of sums, chosen one by one over sets. */
function naive(texts: readonly (readonly number[])[], count: number): number[] {
  const having = (word: number) => texts.filter((text) => text.includes(word)).length;
  const weight = (word: number) => Math.max(1, Math.floor(Math.log2(Math.floor(texts.length / having(word)) + 1e-9)));
  const sum = (words: readonly number[]) => words.reduce((all, word) => all + weight(word), 0);
  const similarity = (a: readonly number[], b: readonly number[]) => {
    const both = sum(a.filter((word) => b.includes(word)));
    const either = sum(a) + sum(b) - both;
    return either === 0 ? 0 : both / either;
  };
  const chosen: number[] = [];
  for (let i = 0; i < Math.min(count, texts.length); i += 1) {
    let best = -1;
    let least = Infinity;
    for (const [at, text] of texts.entries()) {
      if (chosen.includes(at)) continue;
      const nearest = Math.max(0, ...chosen.map((other) => similarity(text, texts[other] ?? [])));
      if (nearest < least - 1e-12) [best, least] = [at, nearest];
    }
    chosen.push(best);
  }
  return chosen;
}

const text = fc.uniqueArray(fc.nat(12), { maxLength: 6 });

describe('spreadOut', () => {
  it('agrees with a naive twin', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 14 }), fc.nat(16), (texts, count) => {
        expect(
          spreadOut(
            texts.map((words) => Uint32Array.from(words)),
            count,
          ),
        ).toEqual(naive(texts, count));
      }),
      { numRuns: 300 },
    );
  });

  it('takes one of each group before any second one', () => {
    const groups = Array.from({ length: 40 }, (_, i) => Uint32Array.of(i % 4, 10 + (i % 4), 100 + i));
    const kinds = spreadOut(groups, 4).map((at) => at % 4);
    expect([...kinds].sort()).toEqual([0, 1, 2, 3]);
  });

  it('is farther apart than a uniform draw', () => {
    const random = createRandom(3);
    // Common words are drawn far more often than rare ones.
    const texts = Array.from({ length: 400 }, () =>
      Uint32Array.from(new Set(Array.from({ length: 10 }, () => Math.floor(300 * random.nextFloat() ** 3)))),
    );
    const worst = (chosen: readonly number[]) =>
      Math.max(
        ...chosen.flatMap((a, i) =>
          chosen.slice(0, i).map((b) => {
            const left = texts[a] ?? new Uint32Array();
            const both = left.filter((word) => texts[b]?.includes(word)).length;
            return both / (left.length + (texts[b]?.length ?? 0) - both);
          }),
        ),
      );
    expect(worst(spreadOut(texts, 20))).toBeLessThan(worst(Array.from({ length: 20 }, (_, i) => i)));
  });
});

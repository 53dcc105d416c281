import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jaccardOfTexts } from './jaccard.ts';
import { LiveJoin } from './live-join.ts';

const words = { kind: 'words', size: 1 } as const;

/** The most alike of all earlier texts, one after the other. */
function naive(texts: readonly string[], threshold: number) {
  return texts.map((text, i) => {
    let best: { of: number; similarity: number } | null = null;
    for (const [of, earlier] of texts.slice(0, i).entries()) {
      const similarity = jaccardOfTexts(earlier, text, words);
      if (similarity >= threshold && similarity > (best?.similarity ?? 0)) best = { of, similarity };
    }
    return best;
  });
}

describe('LiveJoin', () => {
  it('answers what comparing with each earlier text answers', () => {
    const word = fc.nat(30).map((n) => `w${n}`);
    const text = fc.oneof(
      fc.array(word, { maxLength: 24 }).map((some) => some.join(' ')),
      fc.constantFrom('', '...', '🎸', '🎸 🎷', 'Ünï', 'u\u0308ni', 'שלום עולם', '中文 w1 w2'),
    );
    const threshold = fc.oneof(fc.constantFrom(0.5, 0.7, 0.8, 0.9, 1), fc.double({ min: 0.1, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), threshold, (texts, least) => {
        const join = new LiveJoin(words, least);
        expect(texts.map((some) => join.add(some))).toEqual(naive(texts, least));
        expect(join.size).toBe(texts.length);
      }),
      { numRuns: 150 },
    );
  });

  it('reads all lists where comparing would be more, and answers the same', () => {
    let state = 7;
    const next = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 8) % below;
    };
    const texts = Array.from({ length: 70 }, () => Array.from({ length: 40 }, () => `w${next(45)}`).join(' '));
    const join = new LiveJoin(words, 0.5);
    const found = texts.map((text) => join.add(text));
    expect(found).toEqual(naive(texts, 0.5));
    expect(found.filter((likeness) => likeness !== null).length).toBeGreaterThan(20);
  });

  it('answers the first of equally like ones, grows, and refuses a threshold of none', () => {
    const join = new LiveJoin(words, 0.5);
    for (let i = 0; i < 2000; i += 1) {
      expect(join.add(`same words ${i % 2 === 0 ? '' : 'again'}`)).toEqual(
        i === 0 ? null : i === 1 ? { of: 0, similarity: 2 / 3 } : { of: i % 2, similarity: 1 },
      );
    }
    expect(() => new LiveJoin(words, 0)).toThrow(/threshold/);
    expect(() => new LiveJoin({ kind: 'words', size: 9 }, 0.9)).toThrow(/1 to 8/);
  });
});

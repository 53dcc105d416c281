import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aroundChanges, diffTokens, type DiffPiece, diffWords, wordsOf } from './diff.ts';

/** The longest common subsequence's length by its definition. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const token of a) {
    let diagonal = 0;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      row[j] = token === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1] ?? 0);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

const textOf = (pieces: readonly DiffPiece[], but: DiffPiece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== but)
    .map(({ text }) => text)
    .join('');

const tokens = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 24 });
const words = fc.array(fc.constantFrom('who', 'bakes', 'bread', ' ', ', ', '…', '面包', 'né', 'né', '🥖'), {
  maxLength: 30,
});

describe('diffTokens', () => {
  it('keeps a longest common subsequence, and both sides', () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        const pieces = diffTokens(a, b);
        expect(pieces.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(a, b));
        expect(textOf(pieces, 'added')).toBe(a.join(''));
        expect(textOf(pieces, 'removed')).toBe(b.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('gives up on texts that have nothing in common, but for their start and end', () => {
    const a = ['start', ...Array.from({ length: 5000 }, (_, at) => `a${at}`), 'end'];
    const b = ['start', ...Array.from({ length: 5000 }, (_, at) => `b${at}`), 'end'];
    const pieces = diffTokens(a, b);
    expect(pieces.filter(({ kind }) => kind === 'same').map(({ text }) => text)).toEqual(['start', 'end']);
    expect(textOf(pieces, 'removed')).toBe(b.join(''));
  });

  it('finds one change in a long text', () => {
    const a = Array.from({ length: 50_000 }, (_, at) => `w${at}`);
    const b = a.with(25_000, 'other');
    expect(diffTokens(a, b).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'w25000' },
      { kind: 'added', text: 'other' },
    ]);
  });
});

describe('diffWords', () => {
  it('takes words for the same by a key, in the second text’s spelling', () => {
    const upper = (word: string) => word.toUpperCase();
    expect(diffWords('A baker of bread', 'A BAKER OF CAKES', upper)).toEqual([
      { kind: 'same', text: 'A BAKER OF ' },
      { kind: 'removed', text: 'bread' },
      { kind: 'added', text: 'CAKES' },
    ]);
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [first, second] = [a.join(''), b.join('').toUpperCase()];
        const pieces = diffWords(first, second, upper);
        expect(textOf(pieces, 'removed')).toBe(second);
        expect(textOf(pieces, 'added').toUpperCase()).toBe(first.toUpperCase());
      }),
    );
  });

  it('gives both texts back', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [first, second] = [a.join(''), b.join('')];
        const pieces = diffWords(first, second);
        expect(textOf(pieces, 'added')).toBe(first);
        expect(textOf(pieces, 'removed')).toBe(second);
        for (const [at, { kind, text }] of pieces.entries()) {
          expect(text).not.toBe('');
          expect(pieces[at + 1]?.kind).not.toBe(kind);
        }
      }),
    );
  });

  it('reads as one change where a phrase changed', () => {
    expect(diffWords('A baker who sells warm bread in Lyon', 'A baker who buys old bread in Lyon')).toEqual([
      { kind: 'same', text: 'A baker who ' },
      { kind: 'removed', text: 'sells warm' },
      { kind: 'added', text: 'buys old' },
      { kind: 'same', text: ' bread in Lyon' },
    ]);
  });

  it('sees case and punctuation', () => {
    expect(diffWords('A cook, retired', 'a cook retired')).toEqual([
      { kind: 'removed', text: 'A' },
      { kind: 'added', text: 'a' },
      { kind: 'same', text: ' cook' },
      { kind: 'removed', text: ', ' },
      { kind: 'added', text: ' ' },
      { kind: 'same', text: 'retired' },
    ]);
  });

  it('parts words of scripts without spaces', () => {
    const pieces = diffWords('海洋生物学家研究珊瑚', '海洋生物学家研究鲸鱼');
    expect(pieces[0]?.kind).toBe('same');
    expect(textOf(pieces, 'added')).toBe('海洋生物学家研究珊瑚');
  });

  it('has nothing to say of nothing', () => {
    expect(diffWords('', '')).toEqual([]);
    expect(diffWords('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
  });
});

describe('wordsOf', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wordsOf(text).join('')).toBe(text);
      }),
    );
  });
});

describe('aroundChanges', () => {
  it('keeps changes whole and shortens what is the same', () => {
    const long = 'x'.repeat(100);
    expect(
      aroundChanges(
        [
          { kind: 'same', text: long },
          { kind: 'removed', text: long },
          { kind: 'same', text: long },
          { kind: 'added', text: 'new' },
          { kind: 'same', text: 'short' },
        ],
        10,
      ).map(({ text }) => text.length),
    ).toEqual([13, 100, 23, 3, 5]);
  });

  it('cuts no character in two', () => {
    const [piece] = aroundChanges(
      [
        { kind: 'same', text: '🥖'.repeat(40) },
        { kind: 'added', text: 'x' },
      ],
      11,
    );
    // Half a character is no text that can be encoded.
    expect(() => encodeURIComponent(piece?.text ?? '')).not.toThrow();
  });
});

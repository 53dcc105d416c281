import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenChoice } from '../model/dedup.ts';
import { fold } from '../personas/fold.ts';
import { jaccard, jaccardOfTexts } from './jaccard.ts';
import type { TokenSets } from './token-sets.ts';
import { Tokeniser } from './tokeniser.ts';
import { characterCutter } from './tokens-runs.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const words: TokenChoice = { kind: 'words', size: 1 };

function tokenise(texts: readonly string[], choice: TokenChoice = words): TokenSets {
  const tokeniser = new Tokeniser(choice);
  for (const text of texts) tokeniser.addText(text);
  return tokeniser.finish();
}

const tokenText = ({ vocabulary: { bytes, starts } }: TokenSets, token: number) =>
  decoder.decode(bytes.subarray(starts[token], starts[token + 1]));
const tokensOf = (sets: TokenSets, i: number) =>
  Array.from(sets.tokens.subarray(sets.offsets[i], sets.offsets[i + 1]), (token) => tokenText(sets, token)).sort();

const unspaced = 'Han Hira Kana Bopo Thai Laoo Khmr Mymr Tibt Tale Talu Lana Java Bali'
  .split(' ')
  .map((script) => `\\p{scx=${script}}`)
  .join('');
const pictograph = /[\p{So}\p{Extended_Pictographic}]/u;
const unspacedLetter = new RegExp(`(?=[\\p{L}\\p{N}])[${unspaced}]`, 'u');
const unspacedMark = new RegExp(`(?=\\p{M})[${unspaced}]`, 'u');
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Character by character, on strings: pieces with what they are. */
function pieces(text: string): { kind: 'word' | 'run' | 'picture' | 'gap'; text: string }[] {
  const found: ReturnType<typeof pieces> = [];
  for (const character of fold(text)) {
    const last = found.at(-1)?.kind;
    const kind = pictureOr(character, last);
    const into = found.at(-1);
    if (into && kind === last && kind !== 'picture') into.text += character;
    else found.push({ kind, text: character });
  }
  return found;
}

function pictureOr(character: string, last: string | undefined): 'word' | 'run' | 'picture' | 'gap' {
  if (unspacedLetter.test(character)) return 'run';
  if (pictograph.test(character)) return 'picture';
  if (unspacedMark.test(character)) return last === 'run' ? 'run' : 'gap';
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? 'word' : 'gap';
}

function naiveTokens(text: string, { kind, size }: TokenChoice): string[] {
  const cut = pieces(text);
  if (!cut.some((piece) => piece.kind !== 'gap')) return [`\0${decoder.decode(encoder.encode(text))}`];
  const units =
    kind === 'characters'
      ? Array.from(
          cut
            .map((piece) => (piece.kind === 'gap' ? ' ' : piece.text))
            .join('')
            .trim(),
        )
      : cut.flatMap((piece) => {
          if (piece.kind === 'gap') return [];
          if (piece.kind !== 'run') return [piece.text];
          return Array.from(segmenter.segment(piece.text.normalize('NFC')), ({ segment }) => segment.normalize('NFKD'));
        });
  const glue = kind === 'characters' ? '' : ' ';
  const grams = units.slice(0, Math.max(1, units.length - size + 1)).map((_, i) => units.slice(i, i + size).join(glue));
  return [...new Set(grams)].sort();
}

const odd = fc.constantFrom(
  ..."a A é e\u0301 Zürich KRAKÓW ß İ 中文软件工程师 がくせい か\u3099 東京タワー ไทยที่สุด ที่ 한국어 שָׁלוֹם עולם مرحبا 👩🏽‍🔬 🎸 🎸🎷 ☕\uFE0F ‼️ 🇧🇷 … ½ 3.5 don't ﬁ ﷺ \u0301 \u0e31 कि\u093C 𠮷野家 #️⃣ \u00a0 \u200b".split(
    ' ',
  ),
  ' ',
  ', ',
);
const text = fc.oneof(
  fc
    .array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 3 }), fc.string({ maxLength: 5 })), { maxLength: 14 })
    .map((some) => some.join('')),
  fc.array(odd, { maxLength: 10 }).map((some) => some.join(' ')),
);
const choice: fc.Arbitrary<TokenChoice> = fc.record({
  kind: fc.constantFrom('words', 'characters'),
  size: fc.integer({ min: 1, max: 8 }),
});

describe('Tokeniser', () => {
  it('cuts any texts as a walk over their characters does', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), choice, (texts, how) => {
        const sets = tokenise(texts, how);
        expect(sets.count).toBe(texts.length);
        for (const [i, some] of texts.entries()) expect(tokensOf(sets, i)).toEqual(naiveTokens(some, how).sort());
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps what TokenSets promises', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), choice, (texts, how) => {
        const { count, offsets, tokens, vocabulary } = tokenise(texts, how);
        expect(offsets).toHaveLength(count + 1);
        expect(offsets[count]).toBe(tokens.length);
        const frequencies = new Uint32Array(vocabulary.size);
        const firstText = new Uint32Array(vocabulary.size).fill(count);
        for (let i = 0; i < count; i += 1) {
          const set = tokens.subarray(offsets[i], offsets[i + 1]);
          expect(set.length).toBeGreaterThan(0);
          for (const [k, token] of set.entries()) {
            if (k > 0) expect(token).toBeGreaterThan(set[k - 1] ?? 0);
            frequencies[token] = (frequencies[token] ?? 0) + 1;
            firstText[token] = Math.min(firstText[token] ?? 0, i);
          }
        }
        expect(vocabulary.frequencies).toEqual(frequencies);
        expect(vocabulary.starts).toHaveLength(vocabulary.size + 1);
        for (let token = 1; token < vocabulary.size; token += 1) {
          const order = (of: number) => (frequencies[of] ?? 0) * (count + 1) + (firstText[of] ?? 0);
          expect(order(token)).toBeGreaterThanOrEqual(order(token - 1));
        }
        const names = Array.from({ length: vocabulary.size }, (_, token) =>
          tokenText({ count, offsets, tokens, vocabulary }, token),
        );
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 300 },
    );
  });

  it('makes no difference of case, width, accents and normal forms, and counts a repeated word once', () => {
    fc.assert(
      fc.property(text, choice, (some, how) => {
        const sets = tokenise([some.normalize('NFC'), some.normalize('NFD')], how);
        // Texts without a word are their bytes.
        fc.pre(pieces(some).some(({ kind }) => kind !== 'gap'));
        expect(jaccard(sets, 0, 1)).toBe(1);
      }),
      { numRuns: 500 },
    );
    expect(tokensOf(tokenise(['Café, CAFE\u0301 ｃａｆｅ cafe']), 0)).toEqual(['CAFE']);
    expect(jaccardOfTexts('a b b', 'B c', words)).toBe(1 / 3);
    expect(jaccardOfTexts('...', '…', words)).toBe(0);
    expect(jaccardOfTexts('...', '...', words)).toBe(1);
  });

  it('gives tokens to texts of emoji, and counts texts without any word', () => {
    const tokeniser = new Tokeniser(words);
    for (const some of ['🎸🎷', '👩🏽‍🔬', '', ' ', '?!', 'word']) tokeniser.addText(some);
    expect(tokeniser.tokenless).toBe(3);
    const sets = tokeniser.finish();
    expect(tokensOf(sets, 0)).toEqual(['🎷', '🎸']);
    expect(tokensOf(sets, 1)).toEqual(['👩', '🔬']);
    expect(tokensOf(sets, 4)).toEqual(['\0?!']);
  });

  it('cuts Chinese into words, or characters where there is no dictionary', () => {
    expect(tokensOf(tokenise(['软件工程师喜欢机器学习']), 0)).toContain('软件');
    const tokeniser = new Tokeniser(words, characterCutter);
    tokeniser.addText('软件がlab ที่');
    expect(tokensOf(tokeniser.finish(), 0)).toEqual(['LAB', 'か\u3099', '件', 'ท\u0e35\u0e48', '软'].sort());
  });

  it('takes long runs, many different runs and a megabyte', () => {
    const run = '一位年轻的软件工程师，'.repeat(30_000);
    const joined = run.replaceAll('，', '');
    const sets = tokenise([run, joined, 'word '.repeat(200_000), 'x'.repeat(1_000_000)]);
    expect(jaccard(sets, 0, 1)).toBeGreaterThan(0.5);
    expect(tokensOf(sets, 2)).toEqual(['WORD']);
    expect(tokensOf(sets, 3)[0]).toHaveLength(1_000_000);
    const tokeniser = new Tokeniser(words, (some) => [some]);
    for (let i = 0; i < 70_000; i += 1)
      tokeniser.addText(String.fromCodePoint(0x4e00 + (i % 20_000), 0x4e00 + Math.floor(i / 20_000)));
    expect(tokeniser.finish().vocabulary.size).toBe(70_000);
  });

  it('reads a part of the bytes it is given', () => {
    const bytes = encoder.encode('xx Zürich 中文 yy');
    const tokeniser = new Tokeniser(words);
    tokeniser.add(bytes, 2, bytes.length - 2);
    expect(tokensOf(tokeniser.finish(), 0)).toEqual(['ZURICH', '中文']);
  });
});

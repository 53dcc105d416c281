import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordPiece } from './wordpiece.ts';
import { smallTokenizer } from './wordpiece.test-help.ts';

const json = smallTokenizer();
const own = new WordPiece(json);
const library = new Tokenizer(json, {});
const everything = 1_000_000;

const idsOf = (text: string) => Array.from(own.encode(text, everything).ids);
const pieces = (text: string) =>
  idsOf(text).map((id) => Object.entries(json.model.vocab).find(([, i]) => i === id)?.[0]);

describe('WordPiece', () => {
  it.each([
    ['A nurse, unhappy.', '[CLS] a nurse , un ##happy . [SEP]'],
    ['NURSES', '[CLS] nurse ##s [SEP]'],
    ['  \t\n ', '[CLS] [SEP]'],
    ['', '[CLS] [SEP]'],
    ['naïve', '[CLS] n ##a ##i ##v ##e [SEP]'],
    ['nai\u0308ve', '[CLS] n ##a ##i ##v ##e [SEP]'],
    ['nurse\u200B\u0000\uFFFDs', '[CLS] nurse ##s [SEP]'],
    ['医生nurse', '[CLS] 医 生 nurse [SEP]'],
    ['龘', '[CLS] [UNK] [SEP]'],
    ['nur\u{1F600}se', '[CLS] [UNK] [SEP]'],
    ['a[MASK]b', '[CLS] a [MASK] b [SEP]'],
    ['$5', '[CLS] $ 5 [SEP]'],
    ['a\u{10100}a', '[CLS] a [UNK] a [SEP]'],
  ])('%j', (text, wanted) => {
    expect(pieces(text).join(' ')).toBe(wanted);
  });

  it('knows no word of more than 100 characters', () => {
    expect(pieces('a'.repeat(100))).toHaveLength(102);
    expect(pieces('a'.repeat(101))).toEqual(['[CLS]', '[UNK]', '[SEP]']);
    expect(pieces('\u{1F600}'.repeat(100))).toEqual(['[CLS]', '[UNK]', '[SEP]']);
  });

  it('cuts at the number of tokens asked for and closes the text', () => {
    const whole = own.encode('a nurse', 4);
    expect(whole).toEqual({ ids: Uint32Array.from(idsOf('a nurse')), cut: false });
    const cut = own.encode('a nurse a', 4);
    expect(cut).toEqual({ ids: whole.ids, cut: true });
    expect(own.encode('unhappy '.repeat(100_000), 256).ids).toHaveLength(256);
  });

  it('gives the ids of the library, whatever the text', () => {
    const word = fc.constantFrom(
      'nurse',
      'unhappy',
      'nurses',
      'É',
      '[SEP]',
      '[',
      'ﬁ',
      'Σ',
      'İ',
      '医',
      'か\u3099',
      '\u00A0',
      '\u2028',
    );
    const text = fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 4 }), fc.string({ maxLength: 6 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (parts) => {
        // The library looks at halves of characters beyond the first plane, so it does not see Chinese ones there;
        // BERT's own tokenizer does.
        const joined = parts.join('').replace(/[\u{20000}-\u{2FFFF}]/gu, '');
        expect(idsOf(joined)).toEqual(library.encode(joined).ids);
      }),
      { numRuns: 2000 },
    );
  });

  it('remembers no more than it can hold, and answers the same', () => {
    const few = new WordPiece(json);
    const words = Array.from({ length: 70_000 }, (_, i) => `a${i}`);
    const before = few.encode(words.join(' '), everything);
    expect(few.encode(words.join(' '), everything)).toEqual(before);
  });

  it('says what it cannot read', () => {
    expect(() => new WordPiece({})).toThrow(/no model/);
    expect(() => new WordPiece({ ...json, normalizer: { ...json.normalizer, lowercase: false } })).toThrow(/otherwise/);
    expect(() => new WordPiece({ ...json, model: { ...json.model, type: 'BPE' } })).toThrow(/not WordPiece/);
  });
});

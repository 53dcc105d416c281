import { normaliseForBert } from './bert-text.ts';
import { readWordPiece, type WordPieceFile } from './wordpiece-file.ts';

/** Tokens of one text with [CLS] before and [SEP] behind them. */
export interface Encoded {
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Whether the text had more tokens than were asked for. */
  readonly cut: boolean;
}

/** Words remembered with their tokens: all of 200,000 personas are some 30,000. Bounds what odd texts can fill. */
const REMEMBERED_WORDS = 65_536;

const SPACE = 1;
const PUNCTUATION = 2;
const WORD = 3;
/** Per UTF-16 unit: 0 where it was not asked for yet. Halves of surrogate pairs count as parts of words. */
const classes = new Uint8Array(65_536);
const isSpace = /\s/;
// All of ASCII that is no letter, digit or space counts, symbols of mathematics and currency too.
const isPunctuation = /[\p{P}!-/:-@[-`{-~]/u;

function classOf(unit: number): number {
  const char = String.fromCharCode(unit);
  const found = isSpace.test(char) ? SPACE : isPunctuation.test(char) ? PUNCTUATION : WORD;
  classes[unit] = found;
  return found;
}

/**
 * The WordPiece tokenizer of uncased BERT models: the text is cleaned, lower-cased and stripped of accents, cut at
 * spaces and punctuation, and each word into the longest pieces that the vocabulary has, from left to right.
 */
export class WordPiece {
  /** Tokens in the vocabulary. */
  readonly size: number;
  readonly #file: WordPieceFile;
  readonly #words = new Map<string, readonly number[]>();

  /** @param tokenizerJson a `tokenizer.json`, parsed. @throws FaultError `model-corrupt` for one of another kind */
  constructor(tokenizerJson: unknown) {
    this.#file = readWordPiece(tokenizerJson);
    this.size = this.#file.size;
  }

  /** @param maxTokens 2 or more, [CLS] and [SEP] among them; what is beyond is left out */
  encode(text: string, maxTokens: number): Encoded {
    const { start, end, special } = this.#file;
    const ids: number[] = [start];
    let whole = true;
    if (special === null || !text.includes('[')) whole = this.#append(text, ids, maxTokens);
    else
      for (const piece of text.split(special.pattern)) {
        const id = special.ids.get(piece);
        if (id === undefined) whole = this.#append(piece, ids, maxTokens);
        else ids.push(id);
        if (!whole) break;
      }
    const cut = !whole || ids.length > maxTokens - 1;
    if (cut) ids.length = maxTokens - 1;
    ids.push(end);
    return { ids: Uint32Array.from(ids), cut };
  }

  /** False when it stopped because there are more tokens than asked for. */
  #append(text: string, ids: number[], maxTokens: number): boolean {
    const clean = normaliseForBert(text);
    for (let at = 0; at < clean.length;) {
      const kind = this.#kind(clean, at);
      let to = at + 1;
      if (kind === PUNCTUATION) to += isPair(clean, at) ? 1 : 0;
      else if (kind === WORD) while (to < clean.length && this.#kind(clean, to) === WORD) to += 1;
      if (kind !== SPACE) {
        for (const id of this.#tokensOf(clean.slice(at, to))) ids.push(id);
        if (ids.length >= maxTokens) return false;
      }
      at = to;
    }
    return true;
  }

  #kind(text: string, at: number): number {
    const unit = text.charCodeAt(at);
    // Few scripts beyond the first plane have punctuation; only there two units decide together.
    if (unit >= 0xd800 && unit < 0xdc00 && isPunctuation.test(String.fromCodePoint(text.codePointAt(at) ?? 0)))
      return PUNCTUATION;
    return classes[unit] || classOf(unit);
  }

  #tokensOf(word: string): readonly number[] {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const tokens = this.#cut(word);
    if (this.#words.size >= REMEMBERED_WORDS) this.#words.clear();
    // Rebuilt from its characters: a slice would keep the whole text that it is from.
    if (word.length <= this.#file.longestWord) this.#words.set(Array.from(word).join(''), tokens);
    return tokens;
  }

  #cut(word: string): readonly number[] {
    const { unknown, longestWord, longestPiece, first, following } = this.#file;
    if (word.length > longestWord && Array.from(word).length > longestWord) return [unknown];
    const tokens: number[] = [];
    for (let at = 0; at < word.length;) {
      const pieces = at === 0 ? first : following;
      let to = Math.min(word.length, at + longestPiece);
      let id: number | undefined;
      while (to > at && (id = pieces.get(word.slice(at, to))) === undefined) to -= 1;
      if (id === undefined) return [unknown];
      tokens.push(id);
      at = to;
    }
    return tokens;
  }
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}

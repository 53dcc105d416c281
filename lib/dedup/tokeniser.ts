import type { TokenChoice } from '../model/dedup.ts';
import { grown } from '../personas/search-index/token-table.ts';
import type { TokenSets, Vocabulary } from './token-sets.ts';
import type { Cutter } from './tokens-runs.ts';
import { TokenReader } from './tokens-reader.ts';
import { sortTokens } from './tokens-sort.ts';
import type { TokenNumbers } from './tokens-table.ts';

const encoder = new TextEncoder();

/**
 * Makes the token sets of texts, which are added one after the other. What counts as a token is said at TokenReader;
 * case, width, accents and normal form (NFC, NFD) make no difference.
 */
export class Tokeniser {
  /** Texts so far without any word: each is like texts of the same bytes alone. */
  tokenless = 0;
  private readonly reader: TokenReader;
  private tokens = new Uint32Array(1 << 16);
  private length = 0;
  private offsets = new Uint32Array(1 << 12);
  private count = 0;
  private frequencies = new Uint32Array(1 << 13);
  private encoded = new Uint8Array(1 << 12);

  /**
   * @param choice its size is 1 to 8, else a bad-input fault
   * @param cutter how text without spaces is cut, if not by Intl.Segmenter (single characters where that is missing)
   */
  constructor(choice: TokenChoice, cutter?: Cutter) {
    this.reader = new TokenReader(choice, cutter);
  }

  /** Adds the text `bytes[from..to)`, valid UTF-8. Its bytes are not kept. */
  add(bytes: Uint8Array, from: number, to: number): void {
    const { reader } = this;
    reader.read(bytes, from, to);
    if (reader.tokenless) this.tokenless += 1;
    const { tokens, count } = reader;
    if (this.length + count > this.tokens.length) {
      this.tokens = grown(this.tokens, new Uint32Array(2 * (this.length + count)));
    }
    if (reader.table.count > this.frequencies.length) {
      this.frequencies = grown(this.frequencies, new Uint32Array(2 * reader.table.count));
    }
    const { tokens: all, frequencies } = this;
    let length = this.length;
    for (let i = 0; i < count; i += 1) {
      const token = tokens[i] ?? 0;
      all[length] = token;
      length += 1;
      frequencies[token] = (frequencies[token] ?? 0) + 1;
    }
    this.length = length;
    this.count += 1;
    if (this.count === this.offsets.length) this.offsets = grown(this.offsets, new Uint32Array(2 * this.count));
    this.offsets[this.count] = length;
  }

  /** Adds a text; half surrogate pairs are read as U+FFFD. */
  addText(text: string): void {
    if (this.encoded.length < 3 * text.length) this.encoded = new Uint8Array(6 * text.length);
    const { written } = encoder.encodeInto(text, this.encoded);
    this.add(this.encoded, 0, written);
  }

  /** The sets of all texts added. To be called once, at the end. */
  finish(): TokenSets {
    const { count, length } = this;
    const { table } = this.reader;
    const frequencies = this.frequencies.subarray(0, table.count);
    const byRank = rarestFirst(frequencies);
    const ranks = new Uint32Array(table.count);
    for (let rank = 0; rank < byRank.length; rank += 1) ranks[byRank[rank] ?? 0] = rank;
    const tokens = this.tokens.slice(0, length);
    for (let i = 0; i < length; i += 1) tokens[i] = ranks[tokens[i] ?? 0] ?? 0;
    const offsets = this.offsets.slice(0, count + 1);
    for (let i = 0; i < count; i += 1) sortTokens(tokens, offsets[i] ?? 0, offsets[i + 1] ?? 0);
    return { count, offsets, tokens, vocabulary: vocabularyOf(table, frequencies, byRank) };
  }
}

/** Tokens by frequency; those of the same frequency in their order. */
function rarestFirst(frequencies: Uint32Array): Uint32Array {
  let most = 0;
  for (const frequency of frequencies) if (frequency > most) most = frequency;
  const next = new Uint32Array(most + 2);
  for (const frequency of frequencies) next[frequency + 1] = (next[frequency + 1] ?? 0) + 1;
  for (let i = 1; i < next.length; i += 1) next[i] = (next[i] ?? 0) + (next[i - 1] ?? 0);
  const order = new Uint32Array(frequencies.length);
  for (let token = 0; token < frequencies.length; token += 1) {
    const frequency = frequencies[token] ?? 0;
    const place = next[frequency] ?? 0;
    order[place] = token;
    next[frequency] = place + 1;
  }
  return order;
}

function vocabularyOf(table: TokenNumbers, frequencies: Uint32Array, byRank: Uint32Array): Vocabulary {
  const size = table.count;
  const bytes = new Uint8Array(table.startOf(size));
  const starts = new Uint32Array(size + 1);
  let n = 0;
  for (let rank = 0; rank < size; rank += 1) {
    const token = byRank[rank] ?? 0;
    const end = table.startOf(token + 1);
    for (let i = table.startOf(token); i < end; i += 1) {
      bytes[n] = table.bytes[i] ?? 0;
      n += 1;
    }
    starts[rank + 1] = n;
  }
  return { size, frequencies: Uint32Array.from(byRank, (token) => frequencies[token] ?? 0), bytes, starts };
}

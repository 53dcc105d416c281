import type { TokenChoice } from '../model/dedup.ts';
import { badInput } from '../model/fault.ts';
import { grown } from '../personas/search-index/token-table.ts';
import { leastOverlap, smallestPartner } from './exact-bounds.ts';
import { TokenReader } from './tokens-reader.ts';
import { sortTokens } from './tokens-sort.ts';

export interface LiveLikeness {
  /** Index of the earlier text, in the order of adding. */
  readonly of: number;
  /** Jaccard, from the threshold to 1. */
  readonly similarity: number;
}

const encoder = new TextEncoder();

/**
 * Texts as they come, each compared with all before it; exact. Every token has a list of the texts that hold it. A text
 * that is alike enough holds one at least of a new text's rarest tokens (the prefix filter), so only their lists are
 * read; what is left is compared token by token, or, where that is much, by reading all other lists as well.
 */
export class LiveJoin {
  private readonly reader: TokenReader;
  private readonly threshold: number;
  private readonly lists: number[][] = [];
  /** Text i has `tokens[offsets[i]..offsets[i + 1])`, ascending. */
  private tokens = new Uint32Array(1 << 12);
  private offsets = new Uint32Array(1 << 8);
  private count = 0;
  /** By earlier text: tokens shared with the new one so far; zeros between calls. */
  private shared = new Uint32Array(1 << 8);
  private encoded = new Uint8Array(1 << 12);

  /** @param threshold above 0, up to 1, else a bad-input fault */
  constructor(choice: TokenChoice, threshold: number) {
    if (!(threshold > 0 && threshold <= 1)) throw badInput(`A threshold is above 0 and at most 1, not ${threshold}.`);
    this.reader = new TokenReader(choice);
    this.threshold = threshold;
  }

  /** Texts added. */
  get size(): number {
    return this.count;
  }

  /** Adds a text, and answers which earlier one is most like it (of equally like ones the first), if any is enough. */
  add(text: string): LiveLikeness | null {
    const { reader } = this;
    if (this.encoded.length < 3 * text.length) this.encoded = new Uint8Array(6 * text.length);
    reader.read(this.encoded, 0, encoder.encodeInto(text, this.encoded).written);
    const tokens = reader.tokens.slice(0, reader.count);
    const likeness = this.mostAlike(tokens);
    this.keep(tokens);
    return likeness;
  }

  private mostAlike(tokens: Uint32Array): LiveLikeness | null {
    const size = tokens.length;
    const rarestFirst = Array.from(tokens, (token) => this.lists[token] ?? []).sort((a, b) => a.length - b.length);
    const prefix = size - smallestPartner(size, this.threshold) + 1;
    const found: number[] = [];
    for (const list of rarestFirst.slice(0, prefix)) this.countShared(list, found);
    const rest = rarestFirst.slice(prefix);
    const possible = found.filter((text) => {
      const most = Math.min((this.shared[text] ?? 0) + rest.length, this.sizeOf(text));
      return most / (size + this.sizeOf(text) - most) >= this.threshold;
    });
    // Reading a list costs a step for each text in it, comparing two texts one for each token of both.
    const byLists = rest.reduce((sum, list) => sum + list.length, 0);
    const byTokens = possible.reduce((sum, text) => sum + size + this.sizeOf(text), 0);
    let overlapOf = (text: number, least: number) => this.compare(sorted, text, least);
    const sorted = tokens.slice();
    if (byLists < byTokens) {
      for (const list of rest) this.countShared(list, found);
      overlapOf = (text) => this.shared[text] ?? 0;
    } else sortTokens(sorted, 0, size);
    const best = this.bestOf(possible, size, overlapOf);
    for (const text of found) this.shared[text] = 0;
    return best;
  }

  /** @param found gets each text that is met for the first time */
  private countShared(list: readonly number[], found: number[]): void {
    const { shared } = this;
    for (const text of list) {
      const before = shared[text] ?? 0;
      if (before === 0) found.push(text);
      shared[text] = before + 1;
    }
  }

  private bestOf(
    possible: readonly number[],
    size: number,
    overlapOf: (text: number, least: number) => number,
  ): LiveLikeness | null {
    let of = -1;
    let similarity = this.threshold;
    for (const text of possible) {
      const sum = size + this.sizeOf(text);
      const overlap = overlapOf(text, leastOverlap(sum, similarity));
      const alike = overlap / (sum - overlap);
      if (alike < similarity || (alike === similarity && of >= 0 && of < text)) continue;
      of = text;
      similarity = alike;
    }
    return of < 0 ? null : { of, similarity };
  }

  /** How many of the tokens (ascending) a text has; 0 where they are fewer than `least`. */
  private compare(sorted: Uint32Array, text: number, least: number): number {
    const { tokens } = this;
    const end = this.offsets[text + 1] ?? 0;
    let j = this.offsets[text] ?? 0;
    let i = 0;
    let misses = sorted.length - least;
    let otherMisses = end - j - least;
    let overlap = 0;
    while (i < sorted.length && j < end) {
      const a = sorted[i] ?? 0;
      const b = tokens[j] ?? 0;
      if (a === b) {
        overlap += 1;
        i += 1;
        j += 1;
      } else if (a < b) {
        i += 1;
        misses -= 1;
        if (misses < 0) return 0;
      } else {
        j += 1;
        otherMisses -= 1;
        if (otherMisses < 0) return 0;
      }
    }
    return overlap >= least ? overlap : 0;
  }

  private sizeOf(text: number): number {
    return (this.offsets[text + 1] ?? 0) - (this.offsets[text] ?? 0);
  }

  private keep(tokens: Uint32Array): void {
    const start = this.offsets[this.count] ?? 0;
    const end = start + tokens.length;
    if (end > this.tokens.length) this.tokens = grown(this.tokens, new Uint32Array(2 * end));
    this.tokens.set(tokens, start);
    sortTokens(this.tokens, start, end);
    for (const token of tokens) (this.lists[token] ??= []).push(this.count);
    this.count += 1;
    if (this.count >= this.shared.length) {
      this.shared = new Uint32Array(2 * this.count);
      this.offsets = grown(this.offsets, new Uint32Array(2 * this.count));
    }
    this.offsets[this.count] = end;
  }
}

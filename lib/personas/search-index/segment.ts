import type { RowSet } from './row-set.ts';
import { CONTENT_AT, HEADER_BYTES, MAGIC } from './segment-layout.ts';

/** Reads the bytes of a segment where they are; nothing is unpacked. Tokens are numbered in the order of their bytes. */
export class Segment {
  private constructor(
    readonly rows: number,
    readonly tokens: number,
    /** For each row how many different tokens it has (65,535 for more). */
    readonly lengths: Uint16Array,
    private readonly tokenStarts: Uint32Array,
    private readonly postingStarts: Uint32Array,
    private readonly dictionary: Uint8Array,
    private readonly postings: Uint8Array,
  ) {}

  /**
   * Null for bytes that are no segment, or one of other texts.
   * @param content the 32 bytes that the builder was given
   */
  static open(bytes: Uint8Array<ArrayBuffer>, content: Uint8Array): Segment | null {
    if (bytes.length < HEADER_BYTES) return null;
    const own = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const [magic = 0, rows = 0, tokens = 0, dictionaryBytes = 0, postingBytes = 0] = new Uint32Array(
      own.buffer,
      own.byteOffset,
      5,
    );
    const arrays = HEADER_BYTES + 8 * (tokens + 1) + 2 * rows;
    if (magic !== MAGIC || own.length !== arrays + dictionaryBytes + postingBytes) return null;
    for (let i = 0; i < 32; i += 1) if (own[CONTENT_AT + i] !== content[i]) return null;
    const at = own.byteOffset + HEADER_BYTES;
    const tokenStarts = new Uint32Array(own.buffer, at, tokens + 1);
    const postingStarts = new Uint32Array(own.buffer, at + 4 * (tokens + 1), tokens + 1);
    if (!ascends(tokenStarts, dictionaryBytes) || !ascends(postingStarts, postingBytes)) return null;
    const lengths = new Uint16Array(own.buffer, at + 8 * (tokens + 1), rows);
    const dictionary = own.subarray(arrays, arrays + dictionaryBytes);
    const postings = own.subarray(arrays + dictionaryBytes);
    return new Segment(rows, tokens, lengths, tokenStarts, postingStarts, dictionary, postings);
  }

  /** The token's number, -1 when no row has it. */
  find(token: Uint8Array): number {
    const at = this.lowest(token, 0);
    return at < this.tokens && this.length(at) === token.length && this.compare(at, token) === 0 ? at : -1;
  }

  /** Tokens that begin with these bytes: from the first to before the second number. */
  beginning(bytes: Uint8Array): readonly [from: number, to: number] {
    const from = this.lowest(bytes, 0);
    return [from, this.lowest(bytes, 1)];
  }

  /** The first token that is not below the bytes (`past` 0), or not below everything that begins with them (1). */
  private lowest(bytes: Uint8Array, past: 0 | 1): number {
    let low = 0;
    let high = this.tokens;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, bytes) < past) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Below 0 when the token is before the bytes, 0 when it begins with them. */
  private compare(token: number, bytes: Uint8Array): number {
    const start = this.tokenStarts[token] ?? 0;
    const length = Math.min(bytes.length, this.length(token));
    for (let i = 0; i < length; i += 1) {
      const difference = (this.dictionary[start + i] ?? 0) - (bytes[i] ?? 0);
      if (difference !== 0) return difference;
    }
    return length < bytes.length ? -1 : 0;
  }

  private length(token: number): number {
    return (this.tokenStarts[token + 1] ?? 0) - (this.tokenStarts[token] ?? 0);
  }

  /** Tokens that have these bytes (one or more) anywhere, or at their end: reads the whole dictionary. */
  containing(bytes: Uint8Array, atEnd: boolean): readonly number[] {
    const { dictionary, tokenStarts } = this;
    const found: number[] = [];
    const first = bytes[0] ?? 0;
    let token = 0;
    for (let at = dictionary.indexOf(first); at >= 0; at = dictionary.indexOf(first, at + 1)) {
      while ((tokenStarts[token + 1] ?? 0) <= at) token += 1;
      const end = tokenStarts[token + 1] ?? 0;
      if (at + bytes.length > end || (atEnd && at + bytes.length !== end)) continue;
      let i = 1;
      while (i < bytes.length && dictionary[at + i] === bytes[i]) i += 1;
      if (i < bytes.length) continue;
      found.push(token);
      at = end - 1;
    }
    return found;
  }

  /** In how many rows the token is. */
  frequency(token: number): number {
    return this.readVarint(this.postingStarts[token] ?? 0) >>> 1;
  }

  // Where the varint read last ends.
  private next = 0;
  private readVarint(at: number): number {
    let i = at;
    let shift = 0;
    let n = 0;
    for (;;) {
      const byte = this.postings[i] ?? 0;
      i += 1;
      n |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
      shift += 7;
    }
    this.next = i;
    return n >>> 0;
  }

  /** Adds the token's rows to a set of this segment's rows. */
  collect(token: number, into: RowSet): void {
    const { postings, rows } = this;
    const end = this.postingStarts[token + 1] ?? 0;
    const header = this.readVarint(this.postingStarts[token] ?? 0);
    let at = this.next;
    if (header % 2 === 1) {
      const { bytes } = into;
      for (let i = 0; at + i < end; i += 1) bytes[i] = (bytes[i] ?? 0) | (postings[at + i] ?? 0);
      return;
    }
    const { words } = into;
    let row = -1;
    while (at < end) {
      let step = postings[at] ?? 0;
      at += 1;
      if (step >= 0x80) {
        step = this.readVarint(at - 1);
        at = this.next;
      }
      row += step + 1;
      if (row >= rows) return; // damaged
      words[row >> 5] = (words[row >> 5] ?? 0) | (1 << (row & 31));
    }
  }

  /** Adds 1 for each of the token's rows. */
  tally(token: number, counts: Uint16Array, scratch: RowSet): void {
    scratch.words.fill(0);
    this.collect(token, scratch);
    scratch.forEach((row) => void (counts[row] = (counts[row] ?? 0) + 1));
  }
}

function ascends(offsets: Uint32Array, last: number): boolean {
  for (let i = 1; i < offsets.length; i += 1) if ((offsets[i] ?? 0) < (offsets[i - 1] ?? 0)) return false;
  return offsets[0] === 0 && offsets.at(-1) === last;
}

import { CONTENT_AT, HEADER_BYTES, MAGIC, varintSize, writeVarint } from './segment-layout.ts';
import { grown, TokenTable } from './token-table.ts';
import { hashOf, UnitReader } from './unit-reader.ts';

/** Parts of a full segment: 262,144 rows, whose bitmaps are 32 kB and whose postings are a few megabytes. */
export const SEGMENT_PARTS = 64;

/**
 * A segment also ends with the part that brings it to this many (row, token) pairs, so that long texts don't take
 * more memory than short ones: 4 bytes each, and one part adds some 6 million at most.
 */
const FULL_PAIRS = 8_000_000;

/** Rows whose postings are written between two breaths: some 10 ms. */
const ROWS_A_SLICE = 32_768;

const STRIDE = 4;
/** 1 + the last row that has the token. */
const LAST = 0;
/** How many rows have it. */
const ROWS = 1;
/** Bytes that its steps take. */
const STEPS = 2;

/** What a builder reads of a part. */
export interface TextRows {
  readonly count: number;
  readonly text: Uint8Array;
  readonly offsets: Uint32Array;
}

/**
 * Builds the index of some consecutive parts. Tokens are words, single signs, and pairs of consecutive signs. Memory:
 * 4 bytes for each token of each row, and a few megabytes.
 */
export class SegmentBuilder {
  rows = 0;
  parts = 0;
  private pairs = 0;
  private readonly reader = new UnitReader();
  private readonly tokens = new TokenTable();
  /** Tokens of all rows, each once a row. */
  private ids = new Uint32Array(1 << 16);
  private lengths = new Uint32Array(1 << 12);
  /** STRIDE numbers for each token, side by side because they are used together; see LAST, ROWS and STEPS. */
  private state = new Int32Array(STRIDE << 13);

  get full(): boolean {
    return this.parts >= SEGMENT_PARTS || this.pairs >= FULL_PAIRS;
  }

  add(part: TextRows): void {
    if (this.lengths.length < this.rows + part.count) {
      this.lengths = grown(this.lengths, new Uint32Array(2 * (this.rows + part.count)));
    }
    for (let i = 0; i < part.count; i += 1) {
      this.addRow(part.text, part.offsets[i] ?? 0, part.offsets[i + 1] ?? 0);
    }
    this.parts += 1;
  }

  private addRow(text: Uint8Array, from: number, to: number): void {
    const { reader } = this;
    reader.read(text, from, to);
    const { bytes, starts, signs, hashes, count } = reader;
    const before = this.pairs;
    if (this.ids.length < before + 2 * count) this.ids = grown(this.ids, new Uint32Array(2 * (before + 2 * count)));
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] ?? 0;
      this.addToken(this.tokens.intern(hashes[i] ?? 0, bytes, start, starts[i + 1] ?? 0));
      if (signs[i] !== 1 || i + 1 === count || signs[i + 1] !== 1) continue;
      const end = starts[i + 2] ?? 0;
      this.addToken(this.tokens.intern(hashOf(bytes, start, end), bytes, start, end));
    }
    this.lengths[this.rows] = this.pairs - before;
    this.rows += 1;
  }

  private addToken(token: number): void {
    const at = STRIDE * token;
    if (at >= this.state.length) this.state = grown(this.state, new Int32Array(2 * this.state.length));
    const { state } = this;
    const step = this.rows - (state[at + LAST] ?? 0);
    if (step < 0) return; // the row has it already
    state[at + LAST] = this.rows + 1;
    state[at + ROWS] = (state[at + ROWS] ?? 0) + 1;
    state[at + STEPS] = (state[at + STEPS] ?? 0) + varintSize(step);
    this.ids[this.pairs] = token;
    this.pairs += 1;
  }

  /**
   * Writes the segment in slices of some 10 ms: the caller may do other things between two steps, but add nothing.
   * @param content 32 bytes that say which texts these are
   */
  *finish(content: Uint8Array): Generator<undefined, Uint8Array<ArrayBuffer>, undefined> {
    const { tokens, rows } = this;
    const order = tokens.sorted();
    yield;
    const bitmapBytes = Math.ceil(rows / 8);
    const { state } = this;
    const stepBytes = (token: number) => state[STRIDE * token + STEPS] ?? 0;
    const isBitmap = (token: number) => stepBytes(token) > bitmapBytes;
    const header = (token: number) => 2 * (state[STRIDE * token + ROWS] ?? 0) + (isBitmap(token) ? 1 : 0);

    const dictionaryBytes = tokens.starts[tokens.count] ?? 0;
    let postingBytes = 0;
    for (const token of order) {
      postingBytes += varintSize(header(token)) + (isBitmap(token) ? bitmapBytes : stepBytes(token));
    }
    const arrays = HEADER_BYTES + 8 * (tokens.count + 1) + 2 * rows;
    const out = new Uint8Array(arrays + dictionaryBytes + postingBytes);
    out.set(content.subarray(0, 32), CONTENT_AT);
    new Uint32Array(out.buffer, 0, 5).set([MAGIC, rows, tokens.count, dictionaryBytes, postingBytes]);
    const tokenStarts = new Uint32Array(out.buffer, HEADER_BYTES, tokens.count + 1);
    const postingStarts = new Uint32Array(out.buffer, HEADER_BYTES + 4 * (tokens.count + 1), tokens.count + 1);
    const lengths = new Uint16Array(out.buffer, HEADER_BYTES + 8 * (tokens.count + 1), rows);
    for (let row = 0; row < rows; row += 1) lengths[row] = Math.min(0xffff, this.lengths[row] ?? 0);

    // Where each token's next byte goes; the first byte of its rows for a bitmap.
    const cursors = new Uint32Array(tokens.count);
    const postingsAt = arrays + dictionaryBytes;
    let dictionaryAt = 0;
    let at = postingsAt;
    for (const [place, token] of order.entries()) {
      const word = tokens.bytes.subarray(tokens.starts[token] ?? 0, tokens.starts[token + 1] ?? 0);
      out.set(word, arrays + dictionaryAt);
      dictionaryAt += word.length;
      tokenStarts[place + 1] = dictionaryAt;
      cursors[token] = writeVarint(out, at, header(token));
      at = (cursors[token] ?? 0) + (isBitmap(token) ? bitmapBytes : stepBytes(token));
      postingStarts[place + 1] = at - postingsAt;
    }
    yield;

    // LAST starts anew, and ROWS tells from here on whether it is a bitmap.
    for (let token = 0; token < tokens.count; token += 1) {
      state[STRIDE * token + ROWS] = isBitmap(token) ? 1 : 0;
      state[STRIDE * token + LAST] = 0;
    }
    let pair = 0;
    for (let row = 0; row < rows; row += 1) {
      if (row % ROWS_A_SLICE === ROWS_A_SLICE - 1) yield;
      const end = pair + (this.lengths[row] ?? 0);
      for (; pair < end; pair += 1) {
        const token = this.ids[pair] ?? 0;
        const cursor = cursors[token] ?? 0;
        if (state[STRIDE * token + ROWS] === 1) {
          out[cursor + (row >> 3)] = (out[cursor + (row >> 3)] ?? 0) | (1 << (row & 7));
          continue;
        }
        const step = row - (state[STRIDE * token + LAST] ?? 0);
        state[STRIDE * token + LAST] = row + 1;
        if (step < 0x80) {
          out[cursor] = step;
          cursors[token] = cursor + 1;
        } else cursors[token] = writeVarint(out, cursor, step);
      }
    }
    return out;
  }
}

/** Builds a segment of these parts at one go. */
export function buildSegment(parts: Iterable<TextRows>, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const builder = new SegmentBuilder();
  for (const part of parts) builder.add(part);
  const steps = builder.finish(content);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

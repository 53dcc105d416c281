import type { TokenChoice } from '../model/dedup.ts';
import { badInput } from '../model/fault.ts';
import { grown } from '../personas/search-index/token-table.ts';
import { hashOf } from '../personas/search-index/unit-reader.ts';
import type { Cutter } from './tokens-runs.ts';
import { TokenNumbers } from './tokens-table.ts';
import { TextUnits } from './tokens-units.ts';

/**
 * Reads texts into numbers of tokens, each once for a text. Numbers count from 0 in the order of first appearance over
 * all texts read.
 *
 * Tokens are runs of `size` words with a space between them, or of `size` characters (code points) of the folded text,
 * where what separates words is one space. A text shorter than that is one token. A text without any word has its own
 * bytes behind a zero byte as its only token (no other token holds one): it equals texts of the same bytes alone.
 */
export class TokenReader {
  readonly table = new TokenNumbers();
  /** The tokens of the last text are `tokens[0..count)`, in order of appearance. */
  tokens = new Uint32Array(1 << 10);
  count = 0;
  /** Whether the last text had no word. */
  tokenless = false;
  private readonly choice: TokenChoice;
  private readonly units: TextUnits;
  private characterStarts = new Uint32Array(1 << 10);

  /** @param choice its size is 1 to 8, else a bad-input fault */
  constructor(choice: TokenChoice, cutter?: Cutter) {
    if (!Number.isInteger(choice.size) || choice.size < 1 || choice.size > 8) {
      throw badInput(`A token has 1 to 8 words or characters, not ${choice.size}.`);
    }
    this.choice = choice;
    this.units = new TextUnits(choice.kind === 'characters', cutter);
  }

  /** @param bytes holds whole, valid UTF-8 between `from` and `to` */
  read(bytes: Uint8Array, from: number, to: number): void {
    const { units, choice } = this;
    units.read(bytes, from, to);
    this.table.beginText();
    this.count = 0;
    this.tokenless = units.count === 0;
    if (this.tokenless) this.readBytes(bytes, from, to);
    else if (choice.kind === 'characters') this.readCharacters(choice.size);
    else if (choice.size === 1) this.readWords();
    else this.readRuns(units.starts, units.ends, units.count, choice.size);
  }

  private readWords(): void {
    const { bytes, starts, ends, hashes, count } = this.units;
    for (let i = 0; i < count; i += 1) this.take(hashes[i] ?? 0, bytes, starts[i] ?? 0, ends[i] ?? 0);
  }

  private readCharacters(size: number): void {
    const { bytes, length } = this.units;
    if (this.characterStarts.length < length + 1) this.characterStarts = new Uint32Array(2 * length);
    const starts = this.characterStarts;
    let count = 0;
    for (let i = 0; i < length; i += 1) {
      // Bytes that continue a character are 10xxxxxx.
      if (((bytes[i] ?? 0) & 0xc0) === 0x80) continue;
      starts[count] = i;
      count += 1;
    }
    starts[count] = length;
    this.readRuns(starts, starts.subarray(1), count, size);
  }

  private readRuns(starts: Uint32Array, ends: Uint32Array, count: number, size: number): void {
    const { bytes } = this.units;
    for (let i = 0; i <= Math.max(0, count - size); i += 1) {
      const start = starts[i] ?? 0;
      const end = ends[Math.min(i + size, count) - 1] ?? 0;
      this.take(hashOf(bytes, start, end), bytes, start, end);
    }
  }

  private readBytes(bytes: Uint8Array, from: number, to: number): void {
    const token = new Uint8Array(to - from + 1);
    token.set(bytes.subarray(from, to), 1);
    this.take(hashOf(token, 0, token.length), token, 0, token.length);
  }

  private take(hash: number, from: Uint8Array, start: number, end: number): void {
    const token = this.table.take(hash, from, start, end);
    if (token < 0) return;
    if (this.count === this.tokens.length) this.tokens = grown(this.tokens, new Uint32Array(2 * this.count));
    this.tokens[this.count] = token;
    this.count += 1;
  }
}

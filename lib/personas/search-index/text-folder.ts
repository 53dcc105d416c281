import { fold } from '../fold.ts';
import { FoldTable, MOVABLE, MOVES } from './fold-table.ts';

// One for all folders: what a code point folds to never changes.
const table = new FoldTable();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** What an ASCII byte folds to; other bytes as they are. */
export const upper = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte));

/** Folds UTF-8 into UTF-8 without a string for each text. `bytes[0..length)` is what the last call gave. */
export class TextFolder {
  bytes = new Uint8Array(4096);
  length = 0;
  /** Whether the last text held ASCII alone. */
  ascii = true;

  /** Folds `text[from..to)`: whole, valid UTF-8 (what stands for a damaged byte is not defined). */
  fold(text: Uint8Array, from: number, to: number): void {
    if (this.bytes.length < to - from) this.bytes = new Uint8Array(2 * (to - from));
    const out = this.bytes;
    let n = 0;
    for (let i = from; i < to; i += 1) {
      const byte = text[i] ?? 0;
      if (byte >= 0x80) {
        this.ascii = false;
        this.foldRest(text, from, i, to, n);
        return;
      }
      out[n] = upper[byte] ?? 0;
      n += 1;
    }
    this.ascii = true;
    this.length = n;
  }

  private foldRest(text: Uint8Array, from: number, at: number, to: number, done: number): void {
    let n = done;
    let i = at;
    let loose = false; // the last mark could still be moved
    while (i < to) {
      if (this.bytes.length < n + 64) this.grow();
      const byte = text[i] ?? 0;
      if (byte < 0x80) {
        this.bytes[n] = upper[byte] ?? 0;
        n += 1;
        i += 1;
        loose = false;
        continue;
      }
      const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      const entry = table.at(codePointAt(text, i));
      const forms = table.bytes;
      const length = forms[entry] ?? 0;
      i += size;
      if (length === 0) continue;
      const flags = forms[entry + 1] ?? 0;
      if (loose && (flags & MOVES) !== 0) {
        this.foldAsText(text, from, to);
        return;
      }
      loose = (flags & MOVABLE) !== 0;
      for (let k = 0; k < length; k += 1) this.bytes[n + k] = forms[entry + 2 + k] ?? 0;
      n += length;
    }
    this.length = n;
  }

  private foldAsText(text: Uint8Array, from: number, to: number): void {
    const folded = encoder.encode(fold(decoder.decode(text.subarray(from, to))));
    if (this.bytes.length < folded.length) this.bytes = new Uint8Array(2 * folded.length);
    this.bytes.set(folded);
    this.length = folded.length;
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** The code point that starts at `i` of valid UTF-8; never above U+10FFFF, whatever the bytes. */
export function codePointAt(text: Uint8Array, i: number): number {
  const first = text[i] ?? 0;
  if (first < 0x80) return first;
  const second = (text[i + 1] ?? 0) & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = (text[i + 2] ?? 0) & 0x3f;
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
  const codePoint = ((first & 0x07) << 18) | (second << 12) | (third << 6) | ((text[i + 3] ?? 0) & 0x3f);
  return codePoint > 0x10_ffff ? 0xfffd : codePoint;
}

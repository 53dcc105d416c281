import { characterClass, SEPARATOR, SIGN, SIGN_MARK, WORD } from './characters.ts';
import { codePointAt, TextFolder } from './text-folder.ts';

/** Not ASCII. */
const OTHER = 0xff;
/** What a byte of a word folds to; 0 for what separates, 255 for what is not ASCII. */
export const wordByte = new Uint8Array(256).fill(OTHER);
for (let byte = 0; byte < 128; byte += 1) {
  const upper = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
  wordByte[byte] = characterClass(upper) === WORD ? upper : 0;
}

/** FNV-1a, one byte further; begins with HASH_START. */
const HASH_START = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

/** Reads the units of texts (see characters.ts) on bytes, into arrays that are used again for the next text. */
export class UnitReader {
  readonly folder = new TextFolder();
  /** The units' bytes without what separates them: unit i is `bytes[starts[i]..starts[i + 1])`. */
  bytes = new Uint8Array(4096);
  starts = new Uint32Array(4096);
  /** 1 where the unit is a sign, 0 where it is a word. */
  signs = new Uint8Array(4096);
  /** FNV-1a of each unit: made on the way, because a second walk over the bytes costs as much as the first. */
  hashes = new Int32Array(4096);
  count = 0;

  /** Folds `text[from..to)` (valid UTF-8) and reads its units. */
  read(text: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    if (this.readAscii(text, from, to)) return;
    this.folder.fold(text, from, to);
    this.reserve(this.folder.length);
    this.readFolded();
  }

  private reserve(length: number): void {
    if (this.bytes.length < length) this.bytes = new Uint8Array(2 * length);
    // A unit has a byte at least.
    if (this.starts.length >= length + 2) return;
    this.starts = new Uint32Array(2 * length + 2);
    this.signs = new Uint8Array(2 * length + 2);
    this.hashes = new Int32Array(2 * length + 2);
  }

  /** False as soon as something is not ASCII. */
  private readAscii(text: Uint8Array, from: number, to: number): boolean {
    const { bytes, starts, signs, hashes } = this;
    let n = 0;
    let count = 0;
    let i = from;
    while (i < to) {
      let byte = wordByte[text[i] ?? 0] ?? 0;
      i += 1;
      if (byte === 0) continue;
      starts[count] = n;
      let hash = HASH_START;
      while (byte !== 0) {
        if (byte === OTHER) return false;
        bytes[n] = byte;
        n += 1;
        hash = Math.imul(hash ^ byte, HASH_PRIME);
        if (i === to) break;
        byte = wordByte[text[i] ?? 0] ?? 0;
        i += 1;
      }
      hashes[count] = hash;
      signs[count] = 0;
      count += 1;
    }
    starts[count] = n;
    this.count = count;
    return true;
  }

  private readFolded(): void {
    const { length, bytes: from } = this.folder;
    const { bytes, starts, signs, hashes } = this;
    let n = 0;
    let count = 0;
    let last = SEPARATOR;
    let i = 0;
    while (i < length) {
      const byte = from[i] ?? 0;
      if (byte < 0x80) {
        i += 1;
        if (wordByte[byte] === 0) {
          last = SEPARATOR;
          continue;
        }
        if (last !== WORD) {
          starts[count] = n;
          signs[count] = 0;
          hashes[count] = HASH_START;
          count += 1;
          last = WORD;
        }
        bytes[n] = byte;
        n += 1;
        hashes[count - 1] = Math.imul((hashes[count - 1] ?? 0) ^ byte, HASH_PRIME);
        continue;
      }
      const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      let kind = characterClass(codePointAt(from, i));
      if (kind === SIGN_MARK) kind = last === SIGN ? SIGN_MARK : SEPARATOR;
      if (kind === SEPARATOR) {
        last = SEPARATOR;
        i += size;
        continue;
      }
      if (kind === SIGN || (kind === WORD && last !== WORD)) {
        starts[count] = n;
        signs[count] = kind === SIGN ? 1 : 0;
        hashes[count] = HASH_START;
        count += 1;
      }
      let hash = hashes[count - 1] ?? 0;
      for (let k = 0; k < size; k += 1) {
        const next = from[i + k] ?? 0;
        bytes[n + k] = next;
        hash = Math.imul(hash ^ next, HASH_PRIME);
      }
      hashes[count - 1] = hash;
      n += size;
      i += size;
      last = kind === WORD ? WORD : SIGN;
    }
    starts[count] = n;
    this.count = count;
  }
}

/** FNV-1a of `from[start..end)`. */
export function hashOf(from: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (from[i] ?? 0), HASH_PRIME);
  return hash;
}

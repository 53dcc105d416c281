import { characterClass, SEPARATOR, SIGN, SIGN_MARK, WORD } from '../personas/search-index/characters.ts';
import { codePointAt, TextFolder } from '../personas/search-index/text-folder.ts';
import { hashOf, wordByte } from '../personas/search-index/unit-reader.ts';
import { RunCutter, type Cutter } from './tokens-runs.ts';

const NOT_ASCII = 0xff;
const SPACE = 0x20;
/** FNV-1a; the same numbers as in hashOf. */
const HASH_START = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;
const isLetter = /^[\p{L}\p{N}]$/u;

/** Whether a sign (see search-index/characters.ts) belongs to a script; the others are pictographs. */
const lettersKnown = new Map<number, boolean>();
function isScriptSign(codePoint: number): boolean {
  const known = lettersKnown.get(codePoint);
  if (known !== undefined) return known;
  const found = isLetter.test(String.fromCodePoint(codePoint));
  lettersKnown.set(codePoint, found);
  return found;
}

/**
 * The words of a text, folded (see lib/personas/fold.ts), in buffers that are used again for the next text: unit i is
 * `bytes[starts[i]..ends[i])`. Units are runs of letters, digits and marks; words of runs of scripts without spaces;
 * pictographs. Between two units lies one space, so several in a row are one slice.
 *
 * With `whole` nothing is cut but at what separates (spaces, punctuation): `bytes[0..length)` is then the folded text
 * with one space for each run of separators, none at its ends.
 */
export class TextUnits {
  bytes = new Uint8Array(1 << 12);
  length = 0;
  starts = new Uint32Array(1 << 10);
  ends = new Uint32Array(1 << 10);
  /** FNV-1a of each unit, made on the way. */
  hashes = new Int32Array(1 << 10);
  count = 0;
  private readonly whole: boolean;
  private readonly folder = new TextFolder();
  private readonly runs: RunCutter;

  constructor(whole: boolean, cutter?: Cutter) {
    this.whole = whole;
    this.runs = new RunCutter(cutter);
  }

  /** @param text holds whole, valid UTF-8 between `from` and `to` */
  read(text: Uint8Array, from: number, to: number): void {
    this.count = 0;
    this.length = 0;
    this.reserve(to - from);
    let { bytes, starts, ends, hashes } = this;
    let n = 0;
    let count = 0;
    let i = from;
    while (i < to) {
      let byte = wordByte[text[i] ?? 0] ?? 0;
      if (byte === 0) {
        i += 1;
        continue;
      }
      const begin = i;
      const start = n;
      let hash = HASH_START;
      while (byte !== 0 && byte !== NOT_ASCII) {
        bytes[n] = byte;
        n += 1;
        hash = Math.imul(hash ^ byte, HASH_PRIME);
        i += 1;
        if (i === to) break;
        byte = wordByte[text[i] ?? 0] ?? 0;
      }
      if (byte === NOT_ASCII && i < to) {
        // Folding never reaches across an ASCII separator, so only what lies between two of them goes the long way.
        while (i < to && wordByte[text[i] ?? 0] !== 0) i += 1;
        this.count = count;
        this.length = start;
        this.readOther(text, begin, i, to - i);
        ({ count, length: n, bytes, starts, ends, hashes } = this);
        continue;
      }
      starts[count] = start;
      ends[count] = n;
      hashes[count] = hash;
      count += 1;
      bytes[n] = SPACE;
      n += 1;
    }
    this.count = count;
    this.length = Math.max(0, n - 1);
  }

  /** Room for `more` bytes after `length`, each of them a unit with a space. */
  private reserve(more: number): void {
    const length = this.length + 2 * more + 2;
    if (this.bytes.length < length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    const units = this.count + more + 1;
    if (this.starts.length >= units) return;
    this.starts = enlarged(this.starts, new Uint32Array(2 * units), this.count);
    this.ends = enlarged(this.ends, new Uint32Array(2 * units), this.count);
    this.hashes = enlarged(this.hashes, new Int32Array(2 * units), this.count);
  }

  private readOther(text: Uint8Array, from: number, to: number, rest: number): void {
    const { folder, whole } = this;
    folder.fold(text, from, to);
    this.reserve(folder.length + rest);
    const folded = folder.bytes;
    let last = SEPARATOR;
    // What is being read: a word or a run of signs, as it stands in `folded`; or several of them where `whole`.
    let open = 0;
    let i = 0;
    while (i < folder.length) {
      const byte = folded[i] ?? 0;
      const size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      const codePoint = codePointAt(folded, i);
      let kind = byte < 0x80 ? (wordByte[byte] === 0 ? SEPARATOR : WORD) : characterClass(codePoint);
      if (kind === SIGN && !isScriptSign(codePoint)) kind = PICTOGRAPH;
      if (kind === SIGN_MARK) kind = last === SIGN ? SIGN : SEPARATOR;
      if (kind !== last || kind === PICTOGRAPH) {
        if (!whole || kind === SEPARATOR) {
          this.close(folded, open, i, last);
          open = i;
        } else if (last === SEPARATOR) open = i;
        last = kind;
      }
      i += size;
    }
    this.close(folded, open, folder.length, last);
  }

  private close(folded: Uint8Array, start: number, end: number, kind: number): void {
    if (kind === SEPARATOR) return;
    const hash = hashOf(folded, start, end);
    if (kind !== SIGN || this.whole) {
      this.push(hash, folded, start, end);
      return;
    }
    for (const word of this.runs.wordsOf(hash, folded, start, end)) {
      this.push(hashOf(word, 0, word.length), word, 0, word.length);
    }
  }

  private push(hash: number, from: Uint8Array, start: number, end: number): void {
    const { bytes, count } = this;
    let n = this.length;
    this.starts[count] = n;
    for (let i = start; i < end; i += 1) {
      bytes[n] = from[i] ?? 0;
      n += 1;
    }
    this.ends[count] = n;
    this.hashes[count] = hash;
    bytes[n] = SPACE;
    this.length = n + 1;
    this.count = count + 1;
  }
}

/** Beside the classes of characters.ts. */
const PICTOGRAPH = 4;

function enlarged<T extends Uint32Array | Int32Array>(from: T, into: T, count: number): T {
  into.set(from.subarray(0, count));
  return into;
}

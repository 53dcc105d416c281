import { upper } from '../search-index/text-folder.ts';
import { wordByte } from '../search-index/unit-reader.ts';

/** Bytes to look for: units one after the other, or a single piece of text. */
export interface Needle {
  readonly bytes: Uint8Array;
  /** Where each unit starts, and the end. */
  readonly starts: readonly number[];
  readonly ascii: boolean;
  /** Which byte of the first unit is looked for first. */
  readonly anchor: number;
}

// Letters by how often they are in English text; others are rarer. Whatever is rare is found sooner.
const FREQUENT = ' ETAOINSRHLDCUMFPGWYBVKXJQZ';

export function needleOf(units: readonly Uint8Array[]): Needle {
  const starts = [0];
  for (const unit of units) starts.push((starts.at(-1) ?? 0) + unit.length);
  const bytes = new Uint8Array(starts.at(-1) ?? 0);
  for (const [i, unit] of units.entries()) bytes.set(unit, starts[i]);
  let anchor = 0;
  let rarest = -1;
  for (const [i, byte] of (units[0] ?? new Uint8Array(0)).entries()) {
    const place = FREQUENT.indexOf(String.fromCharCode(byte));
    const rarity = place < 0 ? FREQUENT.length : place;
    if (rarity > rarest) {
      rarest = rarity;
      anchor = i;
    }
  }
  return { bytes, starts, ascii: bytes.every((byte) => byte < 0x80), anchor };
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/**
 * Whether folded `text[from..to)` holds the bytes, without folding it first. Null when that cannot be told because
 * the text or the needle is not all ASCII.
 */
export function insideAscii(text: Uint8Array, from: number, to: number, needle: Needle): boolean | null {
  if (!needle.ascii) return null;
  const { bytes, anchor } = needle;
  const wanted = bytes[anchor] ?? 0;
  const small = lower(wanted);
  const length = bytes.length;
  let seen = 0;
  for (let i = from; i < to; i += 1) {
    const byte = text[i] ?? 0;
    seen |= byte;
    if (byte !== small && byte !== wanted) continue;
    const at = i - anchor;
    if (at < from || at + length > to) continue;
    let k = 0;
    while (k < length && upper[text[at + k] ?? 0] === bytes[k]) k += 1;
    if (k === length) return true;
  }
  return seen >= 0x80 ? null : false;
}

/** The same for units with nothing but ASCII separators around and between them; of a prefix the last may go on. */
export function phraseAscii(
  text: Uint8Array,
  from: number,
  to: number,
  needle: Needle,
  prefix: boolean,
): boolean | null {
  if (!needle.ascii) return null;
  const { bytes, anchor } = needle;
  const wanted = bytes[anchor] ?? 0;
  const small = lower(wanted);
  let seen = 0;
  for (let i = from; i < to; i += 1) {
    const byte = text[i] ?? 0;
    seen |= byte;
    if (byte !== small && byte !== wanted) continue;
    const at = i - anchor;
    if (at < from || (at > from && wordByte[text[at - 1] ?? 0] !== 0)) continue;
    if (unitsFrom(text, at, to, needle, prefix)) return true;
  }
  return seen >= 0x80 ? null : false;
}

function unitsFrom(text: Uint8Array, from: number, to: number, { bytes, starts }: Needle, prefix: boolean): boolean {
  let at = from;
  const last = starts.length - 2;
  for (let unit = 0; unit <= last; unit += 1) {
    const end = starts[unit + 1] ?? 0;
    for (let k = starts[unit] ?? 0; k < end; k += 1) {
      if (at >= to || wordByte[text[at] ?? 0] !== bytes[k]) return false;
      at += 1;
    }
    if (unit === last && prefix) return true;
    if (at < to && wordByte[text[at] ?? 0] !== 0) return false;
    if (unit < last) while (at < to && wordByte[text[at] ?? 0] === 0) at += 1;
  }
  return true;
}

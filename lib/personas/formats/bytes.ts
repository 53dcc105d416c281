import { normalisePersona } from '../normalise.ts';
import { EXCERPT, EXCERPT_BYTES } from './limits.ts';

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** Null for bytes that are not UTF-8. */
export function decodeStrictly(bytes: Uint8Array, from: number, to: number): string | null {
  try {
    return strict.decode(bytes.subarray(from, to));
  } catch {
    return null;
  }
}

/** The start of a row as one line for people, whatever its bytes are. */
export function excerptOf(bytes: Uint8Array, from: number, to: number): string {
  return shorten(lenient.decode(bytes.subarray(from, Math.min(to, from + EXCERPT_BYTES))));
}

/** The start of a text as one line. */
export function shorten(text: string): string {
  // Cutting before normalising keeps this cheap for long texts; cutting again never splits a character.
  return cut(normalisePersona(text.slice(0, EXCERPT_BYTES)), EXCERPT);
}

/** At most `length` UTF-16 units, never half a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** White space of JSON: space, tab, line feed, carriage return. */
export function isJsonSpace(byte: number): boolean {
  return byte === SPACE || byte === 0x09 || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isJsonSpace(bytes[at] as number)) return false;
  return true;
}

export function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 0x7f) return false;
  return true;
}

/** Whether the bytes are a text that normalising leaves as it is, as far as ASCII goes; see RowSink.plain. */
export function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  let before = SPACE;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte < SPACE || byte > 0x7e || (byte === SPACE && before === SPACE)) return false;
    before = byte;
  }
  return before !== SPACE;
}

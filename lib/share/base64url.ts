const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map(Array.from(ALPHABET).map((char, value) => [char.charCodeAt(0), value]));

/** Bytes as base64url (RFC 4648, section 5) without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0x3fff; // at most 5 bits wait when 8 more arrive
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += ALPHABET.charAt((bits >>> held) & 63);
    }
  }
  return held === 0 ? text : text + ALPHABET.charAt((bits << (6 - held)) & 63);
}

/** The bytes of base64url without padding; null for anything else, such as bits left over that are not zero. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = values.get(text.charCodeAt(i));
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0x3fff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >>> held) & 0xff;
    at += 1;
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}

/**
 * Bytes of a segment, numbers as the machine writes them (they never leave it):
 *
 * - HEADER_BYTES: words of 32 bits: MAGIC, rows, tokens, bytes of the dictionary, bytes of the postings; then the
 *   32 bytes that say which texts it was made of.
 * - tokens + 1 offsets into the dictionary, tokens + 1 into the postings: 32 bits each.
 * - for each row how many different tokens it has: 16 bits.
 * - the dictionary: folded tokens in the order of their bytes.
 * - the postings of each token: a varint (2 x rows, + 1 for a bitmap), then either a bitmap of all rows or the steps
 *   from row to row (from -1; a step of 1 is written 0) as varints.
 */
export const MAGIC = 0x31584950; // "PIX1"
export const HEADER_BYTES = 64;
/** Where the 32 bytes about the texts stand. */
export const CONTENT_AT = 32;

export const varintSize = (n: number): number =>
  n < 0x80 ? 1 : n < 0x4000 ? 2 : n < 0x20_0000 ? 3 : n < 0x1000_0000 ? 4 : 5;

/** Writes `n` (0 to 2^32 - 1) and answers where the next byte goes. */
export function writeVarint(into: Uint8Array, at: number, n: number): number {
  let rest = n;
  let i = at;
  while (rest >= 0x80) {
    into[i] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
    i += 1;
  }
  into[i] = rest;
  return i + 1;
}

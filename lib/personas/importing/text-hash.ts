/**
 * 128 bits of a byte sequence as four words. Fast, spread evenly, and not made against somebody who looks for two texts
 * with the same hash.
 */
export type HashWords = Uint32Array<ArrayBuffer>;

const C1 = 0x239b961b;
const C2 = 0xab0e9789 | 0;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93 | 0;

function last(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * MurmurHash3 (x86, 128 bits, seed 0) of the bytes `from` to `to` (not included), into `into`. In one function and without
 * an object: it runs once for each row of a file. A view reads four bytes at once.
 */
export function hashBytes(bytes: DataView, from: number, to: number, into: HashWords): void {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const length = to - from;
  const blocksEnd = from + (length & ~15);
  for (let i = from; i < blocksEnd; i += 16) {
    let k = bytes.getInt32(i, true);
    k = Math.imul(k, C1);
    k = (k << 15) | (k >>> 17);
    h1 ^= Math.imul(k, C2);
    h1 = (h1 << 19) | (h1 >>> 13);
    h1 = (Math.imul(h1 + h2, 5) + 0x561ccd1b) | 0;
    k = Math.imul(bytes.getInt32(i + 4, true), C2);
    k = (k << 16) | (k >>> 16);
    h2 ^= Math.imul(k, C3);
    h2 = (h2 << 17) | (h2 >>> 15);
    h2 = (Math.imul(h2 + h3, 5) + 0x0bcaa747) | 0;
    k = Math.imul(bytes.getInt32(i + 8, true), C3);
    k = (k << 17) | (k >>> 15);
    h3 ^= Math.imul(k, C4);
    h3 = (h3 << 15) | (h3 >>> 17);
    h3 = (Math.imul(h3 + h4, 5) + 0x96cd1c35) | 0;
    k = Math.imul(bytes.getInt32(i + 12, true), C4);
    k = (k << 18) | (k >>> 14);
    h4 ^= Math.imul(k, C1);
    h4 = (h4 << 13) | (h4 >>> 19);
    h4 = (Math.imul(h4 + h1, 5) + 0x32ac3b17) | 0;
  }
  // The rest, as if zeros followed: a word of zeros changes nothing.
  let k = Math.imul(wordBefore(bytes, blocksEnd + 12, to), C4);
  k = (k << 18) | (k >>> 14);
  h4 ^= Math.imul(k, C1);
  k = Math.imul(wordBefore(bytes, blocksEnd + 8, to), C3);
  k = (k << 17) | (k >>> 15);
  h3 ^= Math.imul(k, C4);
  k = Math.imul(wordBefore(bytes, blocksEnd + 4, to), C2);
  k = (k << 16) | (k >>> 16);
  h2 ^= Math.imul(k, C3);
  k = Math.imul(wordBefore(bytes, blocksEnd, to), C1);
  k = (k << 15) | (k >>> 17);
  h1 ^= Math.imul(k, C2);
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = last(h1);
  h2 = last(h2);
  h3 = last(h3);
  h4 = last(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  into[0] = h1;
  into[1] = h2 + h1;
  into[2] = h3 + h1;
  into[3] = h4 + h1;
}

/** The word at `at` of bytes that are followed by zeros from `to` on. */
function wordBefore(bytes: DataView, at: number, to: number): number {
  if (at >= to) return 0;
  let value = 0;
  const end = Math.min(at + 4, to);
  for (let i = at; i < end; i += 1) value |= bytes.getUint8(i) << ((i - at) * 8);
  return value;
}

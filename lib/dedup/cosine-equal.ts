/** Vectors with equal ones counted once. */
export interface DistinctVectors {
  /** The first text of each different vector, ascending. Vectors of zeros are in no group: they are like nothing. */
  readonly firsts: Uint32Array<ArrayBuffer>;
  /** Texts whose vector an earlier text has, ascending, and the first of those texts. */
  readonly repeats: Uint32Array<ArrayBuffer>;
  readonly repeated: Uint32Array<ArrayBuffer>;
}

// Multipliers of xxHash32, whose products spread small numbers over all 32 bits.
const MIX_WORD = 0x85ebca77;
const MIX_STATE = 0x9e3779b1;

/** Groups vectors that are equal bit by bit: a million equal texts are one vector, not half a billion thousand pairs. */
export function distinctVectors(vectors: Float32Array<ArrayBuffer>, dimensions: number): DistinctVectors {
  const count = vectors.length / dimensions;
  const words = new Int32Array(vectors.buffer, vectors.byteOffset, vectors.length);
  // Open addressing at half load at most; a slot is an index into `firsts` + 1.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  const firsts = new Uint32Array(count);
  const repeats = new Uint32Array(count);
  const repeated = new Uint32Array(count);
  let length = 0;
  let again = 0;
  for (let item = 0; item < count; item += 1) {
    const at = item * dimensions;
    let hash = 0;
    let any = 0;
    for (let i = at; i < at + dimensions; i += 1) {
      const word = words[i] ?? 0;
      any |= word;
      hash = Math.imul(hash ^ Math.imul(word, MIX_WORD), MIX_STATE);
      hash ^= hash >>> 15;
    }
    if (any << 1 === 0) continue; // zeros and minus zeros
    let slot = hash & mask;
    for (;;) {
      const held = slots[slot] ?? 0;
      if (held === 0) {
        firsts[length] = item;
        length += 1;
        slots[slot] = length;
        break;
      }
      const first = firsts[held - 1] ?? 0;
      if (same(words, first * dimensions, at, dimensions)) {
        repeats[again] = item;
        repeated[again] = first;
        again += 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { firsts: firsts.slice(0, length), repeats: repeats.slice(0, again), repeated: repeated.slice(0, again) };
}

function same(words: Int32Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (words[a + i] !== words[b + i]) return false;
  return true;
}

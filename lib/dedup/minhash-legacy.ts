import type { Signer } from './minhash-signer.ts';
import { EMPTY } from './minhash-signer.ts';
import { Twister } from './minhash-twister.ts';

/** The upper bits of 2^61 - 1; the lower word is all ones. */
const TOP = 0x1fffffff;
const ONES = 0xffffffff;
const TWO_32 = 0x1_0000_0000;
/** Of kept permutations, in bytes: 131,072 tokens of 128, more than a million personas use often. */
const ROOM = 64 * 2 ** 20;
/** A typed array of 16 MB is made without a long pause. */
const CHUNK_BYTES = 16 * 2 ** 20;

/**
 * Signatures as datasketch made them before version 2.0 (its scheme `legacy`). Permuting costs some twenty operations, so
 * the permuted hashes of the commonest tokens are kept; those of others are made again for each text that has them.
 */
export class LegacySigner implements Signer {
  private readonly factors: PermutationWords;
  /** Tokens from this number on (rare ones have small numbers) are kept, in chunks, made when they are first met. */
  private readonly firstKept: number;
  private readonly perChunk: number;
  private readonly chunks: Int32Array[] = [];
  private readonly made: Uint8Array;
  private readonly scratch: Int32Array;

  /**
   * @param hashes of the tokens by their number, 32 bits
   * @param room bytes for kept permutations
   */
  constructor(
    readonly permutations: number,
    seed: number,
    private readonly hashes: Uint32Array,
    room = ROOM,
  ) {
    this.factors = drawPermutations(permutations, seed);
    this.firstKept = Math.max(0, hashes.length - Math.floor(room / (4 * permutations)));
    this.perChunk = Math.floor(CHUNK_BYTES / (4 * permutations));
    this.made = new Uint8Array(hashes.length - this.firstKept);
    this.scratch = new Int32Array(permutations);
  }

  sign(tokens: Uint32Array, from: number, to: number, into: Int32Array, at: number): void {
    const { permutations } = this;
    into.fill(EMPTY, at, at + permutations);
    for (let i = from; i < to; i += 1) {
      const token = tokens[i] ?? 0;
      const kept = token - this.firstKept;
      let row = this.scratch;
      let start = 0;
      if (kept >= 0) {
        row = this.chunkOf(Math.floor(kept / this.perChunk));
        start = (kept % this.perChunk) * permutations;
      }
      if (kept < 0 || this.made[kept] === 0) {
        this.permute(this.hashes[token] ?? 0, row, start);
        if (kept >= 0) this.made[kept] = 1;
      }
      for (let k = 0; k < permutations; k += 1) {
        const value = row[start + k] ?? 0;
        if (value < (into[at + k] ?? 0)) into[at + k] = value;
      }
    }
  }

  private chunkOf(index: number): Int32Array {
    const chunk = this.chunks[index];
    if (chunk) return chunk;
    const rows = Math.min(this.perChunk, this.made.length - index * this.perChunk);
    return (this.chunks[index] = new Int32Array(rows * this.permutations));
  }

  private permute(hash: number, into: Int32Array, at: number): void {
    const { aHigh, aLow, bHigh, bLow } = this.factors;
    for (let k = 0; k < this.permutations; k += 1) {
      into[at + k] = permuted(hash, aHigh[k] ?? 0, aLow[k] ?? 0, bHigh[k] ?? 0, bLow[k] ?? 0) ^ 0x80000000;
    }
  }
}

/** Numbers of 61 bits as upper 29 and lower 32. */
interface PermutationWords {
  readonly aHigh: Uint32Array;
  readonly aLow: Uint32Array;
  readonly bHigh: Uint32Array;
  readonly bLow: Uint32Array;
}

/** a from 1 and b from 0, below 2^61 - 1, in turns, as numpy draws them: 61 bits of two words until they are in range. */
export function drawPermutations(count: number, seed: number): PermutationWords {
  const random = new Twister(seed);
  const words = [0, 1, 2, 3].map(() => new Uint32Array(count)) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const [aHigh, aLow, bHigh, bLow] = words;
  const draw = (highest: number): readonly [number, number] => {
    for (;;) {
      const high = random.nextUint32() & TOP;
      const low = random.nextUint32();
      if (high < TOP || low <= highest) return [high, low];
    }
  };
  for (let k = 0; k < count; k += 1) {
    const [high, low] = draw(ONES - 2);
    // Counted from 1.
    aLow[k] = low + 1;
    aHigh[k] = low === ONES ? high + 1 : high;
    [bHigh[k], bLow[k]] = draw(ONES - 1) as [number, number];
  }
  return { aHigh, aLow, bHigh, bLow };
}

/**
 * The lower 32 bits of ((a * hash + b) mod 2^64) mod (2^61 - 1). The first modulus is no slip: numpy's product wraps, and
 * signatures are the same only if this one does. In limbs of 16 bits, because doubles are exact to 2^53.
 */
export function permuted(hash: number, aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const h0 = hash & 0xffff;
  const h1 = hash >>> 16;
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const middle = a0 * h1 + a1 * h0;
  const low = a0 * h0 + (middle % 0x10000) * 0x10000 + bLow;
  const carried = Math.floor(low / TWO_32) + Math.floor(middle / 0x10000);
  // A product of 16-bit limbs, the carry, 32 bits and 29: below 2^34.
  const high = (a1 * h1 + carried + (Math.imul(aHigh, hash) >>> 0) + bHigh) >>> 0;
  // x mod (2^61 - 1) is the lower 61 bits plus those above, less the modulus if that reaches it.
  const folded = (low >>> 0) + (high >>> 29);
  const rest = (high & TOP) + (folded >= TWO_32 ? 1 : 0);
  const whole = folded >>> 0;
  return rest > TOP || (rest === TOP && whole === ONES) ? (whole + 1) >>> 0 : whole;
}

import type { Signer } from './minhash-signer.ts';
import { EMPTY } from './minhash-signer.ts';
import { Twister } from './minhash-twister.ts';

/** Permutations at a time: one reading of a hash serves all, which takes a third off the time. */
const LANES = 4;

/**
 * Signatures by h -> a * h + b (mod 2^32), a odd, over hashes that MurmurHash3's finaliser has mixed: datasketch's scheme
 * `affine32`, its own since version 2.0. A permutation costs one multiplication, so none is kept.
 */
export class AffineSigner implements Signer {
  private readonly a: Int32Array;
  /** Plus 2^31: the sum then has its top bit flipped, and signed comparison orders unsigned numbers. */
  private readonly b: Int32Array;
  private readonly mixed: Int32Array;
  private near = new Int32Array(1024);
  /** A signature, with room for whole lanes. */
  private readonly least: Int32Array;

  /** @param hashes of the tokens by their number, 32 bits */
  constructor(
    readonly permutations: number,
    seed: number,
    hashes: Uint32Array,
  ) {
    const random = new Twister(seed);
    // numpy draws an integer below 2^31 as a word without its top bit.
    this.a = Int32Array.from({ length: permutations }, () => ((random.nextUint32() & 0x7fffffff) << 1) | 1);
    this.b = Int32Array.from({ length: permutations }, () => random.nextUint32() ^ 0x80000000);
    this.mixed = Int32Array.from(hashes, mix);
    this.least = new Int32Array(permutations + LANES);
  }

  sign(tokens: Uint32Array, from: number, to: number, into: Int32Array, at: number): void {
    const { permutations, mixed } = this;
    const count = to - from;
    if (this.near.length < count) this.near = new Int32Array(2 * count);
    const { near, a, b, least } = this;
    for (let i = 0; i < count; i += 1) near[i] = mixed[tokens[from + i] ?? 0] ?? 0;
    for (let k = 0; k < permutations; k += LANES) {
      const [a0, a1, a2, a3] = [a[k] ?? 0, a[k + 1] ?? 0, a[k + 2] ?? 0, a[k + 3] ?? 0];
      const [b0, b1, b2, b3] = [b[k] ?? 0, b[k + 1] ?? 0, b[k + 2] ?? 0, b[k + 3] ?? 0];
      let [m0, m1, m2, m3] = [EMPTY, EMPTY, EMPTY, EMPTY];
      for (let i = 0; i < count; i += 1) {
        const hash = near[i] ?? 0;
        const v0 = (Math.imul(a0, hash) + b0) | 0;
        const v1 = (Math.imul(a1, hash) + b1) | 0;
        const v2 = (Math.imul(a2, hash) + b2) | 0;
        const v3 = (Math.imul(a3, hash) + b3) | 0;
        if (v0 < m0) m0 = v0;
        if (v1 < m1) m1 = v1;
        if (v2 < m2) m2 = v2;
        if (v3 < m3) m3 = v3;
      }
      least[k] = m0;
      least[k + 1] = m1;
      least[k + 2] = m2;
      least[k + 3] = m3;
    }
    for (let k = 0; k < permutations; k += 1) into[at + k] = least[k] ?? 0;
  }
}

/** MurmurHash3's 32-bit finaliser (Appleby): a bijection in which each bit reaches all others. */
function mix(hash: number): number {
  let x = hash | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

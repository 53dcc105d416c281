import { sha1 } from '@noble/hashes/legacy.js';
import { badInput } from '../model/fault.ts';
import { AffineSigner } from './minhash-affine.ts';
import { LegacySigner } from './minhash-legacy.ts';
import type { Signer } from './minhash-signer.ts';
import type { Vocabulary } from './token-sets.ts';

export interface MinHashOptions {
  /** Numbers in a signature, 16 to 256; the paper's is 128. */
  readonly permutations: number;
  /** Chooses the permutations, 0 to 2^32 - 1; datasketch's own is 1. */
  readonly seed: number;
  /** As datasketch names them; `affine32` if left out, as there. `legacy` is what it was before version 2.0. */
  readonly scheme?: 'affine32' | 'legacy';
}

/** @throws bad-input for permutations or a seed out of range */
export function createSigner(vocabulary: Vocabulary, options: MinHashOptions): Signer {
  const { permutations, seed } = options;
  if (!Number.isInteger(permutations) || permutations < 16 || permutations > 256) {
    throw badInput(`A signature has 16 to 256 numbers, not ${permutations}.`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw badInput(`A seed is a whole number from 0 to 2^32 - 1, not ${seed}.`);
  }
  const hashes = hashTokens(vocabulary);
  return options.scheme === 'legacy'
    ? new LegacySigner(permutations, seed, hashes)
    : new AffineSigner(permutations, seed, hashes);
}

/** The first four bytes, little-endian, of the SHA-1 of each token's UTF-8: what datasketch hashes with. */
export function hashTokens({ size, bytes, starts }: Vocabulary): Uint32Array {
  const hashes = new Uint32Array(size);
  for (let token = 0; token < size; token += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = sha1(bytes.subarray(starts[token], starts[token + 1]));
    hashes[token] = a | (b << 8) | (c << 16) | (d << 24);
  }
  return hashes;
}

/**
 * Makes signatures of sets of tokens: for each permutation the least of the tokens' permuted hashes. Two signatures have
 * the same number at a share of places that is on average the Jaccard similarity of the sets (Broder 1997).
 *
 * Numbers are kept with their top bit flipped, so that signed comparison orders them as unsigned ones.
 */
export interface Signer {
  readonly permutations: number;
  /** Writes the signature of `tokens[from..to)` to `into[at .. at + permutations)`; an empty set's is all `EMPTY`. */
  sign(tokens: Uint32Array, from: number, to: number, into: Int32Array, at: number): void;
}

/** 2^32 - 1 with its top bit flipped. */
export const EMPTY = 0x7fffffff;

/** At how many of the places two signatures are equal: the estimate of the Jaccard similarity, 0 to 1. */
export function estimate(left: Int32Array, from: number, right: Int32Array, at: number, permutations: number): number {
  let same = 0;
  for (let k = 0; k < permutations; k += 1) if (left[from + k] === right[at + k]) same += 1;
  return same / permutations;
}

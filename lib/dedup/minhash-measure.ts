import { estimate, type Signer } from './minhash-signer.ts';
import type { TokenSets } from './token-sets.ts';

/** How alike two sets are, 0 to 1. */
export type Measure = (left: number, right: number) => number;

/**
 * Jaccard similarity of two sets; 0 where it is below `least`, which is known early from their sizes. For sets
 * that are not empty.
 */
export function jaccardMeasure({ tokens, offsets }: TokenSets, least: number): Measure {
  return (left, right) => {
    let i = offsets[left] ?? 0;
    let j = offsets[right] ?? 0;
    const endI = offsets[left + 1] ?? 0;
    const endJ = offsets[right + 1] ?? 0;
    const sum = endI - i + (endJ - j);
    const most = Math.min(endI - i, endJ - j);
    if (most / (sum - most) < least) return 0;
    let same = 0;
    while (i < endI && j < endJ) {
      const a = tokens[i] ?? 0;
      const b = tokens[j] ?? 0;
      if (a === b) same += 1;
      if (a <= b) i += 1;
      if (b <= a) j += 1;
    }
    const similarity = same / (sum - same);
    return similarity >= least ? similarity : 0;
  };
}

/** Signatures held at a time: 32 MB of 128 numbers. */
const HELD = 2 ** 16;

/** The share of equal places in the signatures of two sets; signatures are made again when their place was taken. */
export function estimateMeasure(sets: TokenSets, signer: Signer): Measure {
  const { permutations } = signer;
  const slots = Math.min(HELD, sets.count);
  const held = new Int32Array(slots * permutations);
  const owners = new Int32Array(slots).fill(-1);
  const left = new Int32Array(permutations);
  let leftOf = -1;
  return (a, b) => {
    if (leftOf !== a) {
      signer.sign(sets.tokens, sets.offsets[a] ?? 0, sets.offsets[a + 1] ?? 0, left, 0);
      leftOf = a;
    }
    const slot = b % slots;
    if (owners[slot] !== b) {
      signer.sign(sets.tokens, sets.offsets[b] ?? 0, sets.offsets[b + 1] ?? 0, held, slot * permutations);
      owners[slot] = b;
    }
    return estimate(left, 0, held, slot * permutations, permutations);
  };
}

import type { SizeBounds } from './exact-bounds.ts';

/** With more tokens that may be missing, a set has too many pairs and triples of tokens to be filed under each. */
const MISSES_WITH_TRIPLES = 4;
const MISSES_WITH_PAIRS = 10;

/**
 * How many tokens together the keys of sets have at most (see JoinKeys), by size, as a bit: 0b10 for one, 0b100, 0b1000.
 */
export interface Depths {
  readonly filed: Uint8Array;
  /** All bits of smaller or equal partners. */
  readonly sought: Uint8Array;
}

/** @param present whether there are sets of that size */
export function depthsOf(bounds: SizeBounds, present: (size: number) => boolean): Depths {
  const { missesAsSmaller, smallestPartner, largestPartner } = bounds;
  const largest = missesAsSmaller.length - 1;
  const filed = new Uint8Array(largest + 1);
  const sought = new Uint8Array(largest + 1);
  // The last size at which sets were filed at each depth.
  const last = [0, 0, 0, 0];
  for (let size = 1; size <= largest; size += 1) {
    const misses = missesAsSmaller[size] ?? 0;
    const wanted = misses <= MISSES_WITH_TRIPLES ? 3 : misses <= MISSES_WITH_PAIRS ? 2 : 1;
    // Partners must have that many tokens in common.
    const depth = Math.max(1, Math.min(wanted, size - misses));
    filed[size] = 1 << depth;
    const seek = () => {
      for (let d = 1; d <= 3; d += 1) {
        if ((last[d] ?? 0) >= (smallestPartner[size] ?? 0)) sought[size] = (sought[size] ?? 0) | (1 << d);
      }
    };
    if ((largestPartner[size] ?? 0) < size) seek();
    if (present(size)) last[depth] = size;
    if ((largestPartner[size] ?? 0) === size) seek();
  }
  return { filed, sought };
}

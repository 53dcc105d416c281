/**
 * Bounds on sizes and overlaps, without rounding errors: a pair counts when `overlap / union >= threshold` in floating
 * point. Division is rounded correctly, so a similarity of nine tenths counts at 0.9.
 */

/** The least overlap that counts for two sets that have `sum` tokens together (those in both counted twice; 2 or more). */
export function leastOverlap(sum: number, threshold: number): number {
  const counts = (overlap: number) => overlap / (sum - overlap) >= threshold;
  let overlap = Math.max(1, Math.min(sum - 1, Math.ceil((threshold / (1 + threshold)) * sum)));
  while (!counts(overlap)) overlap += 1;
  while (overlap > 1 && counts(overlap - 1)) overlap -= 1;
  return overlap;
}

/** The size of the smallest set that can be alike a set of `size` tokens (1 or more). */
export function smallestPartner(size: number, threshold: number): number {
  let n = Math.max(1, Math.floor(threshold * size));
  while (n / size < threshold) n += 1;
  while (n > 1 && (n - 1) / size >= threshold) n -= 1;
  return n;
}

/** What holds for different sets by their size, from 1 to `largest`. */
export class SizeBounds {
  /** Least overlaps by the sum of the two sizes. */
  readonly overlaps: Int32Array;
  /** Sizes of partners that are smaller or equal; none where `largestPartner < smallestPartner`. */
  readonly smallestPartner: Int32Array;
  readonly largestPartner: Int32Array;
  /** How many tokens a set may have beside those of such a partner. */
  readonly missesAsLarger: Int32Array;
  /** How many tokens at most are in one of the two alone. */
  readonly difference: Int32Array;
  /** How many tokens a set may have beside those of a larger or equal partner; below 0 where there is none. */
  readonly missesAsSmaller: Int32Array;

  /** @param threshold above 0, up to 1 */
  constructor(largest: number, threshold: number) {
    const numbers = () => new Int32Array(largest + 1);
    const overlaps = new Int32Array(2 * largest + 2);
    for (let sum = 2; sum < overlaps.length; sum += 1) overlaps[sum] = leastOverlap(sum, threshold);
    const least = (n: number, m: number) => overlaps[n + m] ?? 0;
    this.overlaps = overlaps;
    this.smallestPartner = numbers();
    this.largestPartner = numbers();
    this.missesAsLarger = numbers().fill(-1);
    this.difference = numbers().fill(-1);
    this.missesAsSmaller = numbers();
    for (let size = 1; size <= largest; size += 1) {
      // Equal sets are one already: others of one size differ in a token of each at least.
      const equalSize = least(size, size) < size;
      const from = smallestPartner(size, threshold);
      const to = equalSize ? size : size - 1;
      this.smallestPartner[size] = from;
      this.largestPartner[size] = to;
      this.missesAsSmaller[size] = size - least(size, equalSize ? size : size + 1);
      if (to < from) continue;
      this.missesAsLarger[size] = size - least(from, size);
      // Least overlaps grow by one for two more tokens at most, so the maximum is at one of the two largest sums.
      const last = Math.max(from, to - 1);
      this.difference[size] = Math.max(size + to - 2 * least(to, size), size + last - 2 * least(last, size));
    }
  }
}

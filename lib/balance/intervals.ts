/** 97.5th percentile of the normal distribution: intervals of 95%. */
const Z = 1.959964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's interval of a share: keeps its coverage where the share is near 0 or 1 or n is small, unlike the plain one.
 * @param z how many standard deviations; 95% unless given
 * @returns 0 to 1 for n = 0
 */
export function wilson(count: number, n: number, z = Z): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = count / n;
  const bottom = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / bottom;
  const half = (z / bottom) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: count === 0 ? 0 : Math.max(0, middle - half), high: count === n ? 1 : Math.min(1, middle + half) };
}

/** Two-sided z by number of intervals that shall hold together with 95% (Bonferroni), from a table of the normal. */
const zTable: readonly (readonly [intervals: number, z: number])[] = [
  [1, 1.96],
  [2, 2.2414],
  [4, 2.4977],
  [6, 2.6383],
  [8, 2.7344],
  [10, 2.807],
  [20, 3.0233],
  [50, 3.2905],
];

/** Wilson intervals for the shares of k values, wide enough to hold all together in 95 of 100 samples. */
export function simultaneousZ(k: number): number {
  return zTable.find(([intervals]) => intervals >= k)?.[1] ?? 3.5;
}

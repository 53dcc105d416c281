/**
 * Pearson's statistic of hits spread over bins 0 to bins - 1, against equal expectations; bins - 1 degrees of freedom.
 */
export function chiSquare(bins: number, hits: readonly number[]): number {
  const counts = Array.from({ length: bins }, () => 0);
  for (const bin of hits) counts[bin] = (counts[bin] ?? NaN) + 1; // a hit outside spoils the sum
  const expected = hits.length / bins;
  return counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

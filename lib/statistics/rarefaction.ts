/**
 * Rarefaction: how many classes are expected among m of n texts drawn without repetition (Hurlbert 1971), for m = 1 to
 * n, with the standard deviation of that count over draws. Exact; nothing is drawn.
 * @param sizes texts in each class, 1 or more
 */
export function rarefaction(sizes: readonly number[]): {
  readonly expected: Float64Array;
  readonly deviation: Float64Array;
} {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const expected = new Float64Array(n);
  const deviation = new Float64Array(n);
  const logs = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) logs[k] = (logs[k - 1] ?? 0) + Math.log(k);
  /** The chance that none of `size` texts is among m of n. */
  const missed = (size: number, m: number) =>
    size > n - m
      ? 0
      : Math.exp((logs[n - size] ?? 0) + (logs[n - m] ?? 0) - (logs[n - size - m] ?? 0) - (logs[n] ?? 0));
  // Classes of one size behave alike: their number is small where n is large.
  const bySize = new Map<number, number>();
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1);
  const kinds = [...bySize];
  for (let m = 1; m <= n; m++) {
    let mean = 0;
    let variance = 0;
    for (const [size, count] of kinds) {
      const q = missed(size, m);
      mean += count * (1 - q);
      variance += count * q * (1 - q);
      for (const [other, others] of kinds) {
        const pairs = size === other ? count * (count - 1) : count * others;
        variance += pairs * (missed(size + other, m) - q * missed(other, m));
      }
    }
    expected[m - 1] = mean;
    deviation[m - 1] = Math.sqrt(Math.max(0, variance));
  }
  return { expected, deviation };
}

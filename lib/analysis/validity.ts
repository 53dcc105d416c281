import type { Estimate } from '../model/experiment-result.ts';

const NORMAL = 1.959963984540054;

/**
 * The difference of two shares over pairs, with Newcombe's 95% interval for paired proportions (1998, method 10): Wilson's
 * intervals of both shares, joined by the correlation that the pairs show. It stays within -1 to 1, and a share of 0 or 1
 * does not close it. Null without pairs.
 * @param pairs whether each was valid, in the first and the second arm
 */
export function validityDifference(pairs: readonly (readonly [boolean, boolean])[]): Estimate | null {
  const n = pairs.length;
  if (n === 0) return null;
  const count = (a: boolean, b: boolean) => pairs.filter(([left, right]) => left === a && right === b).length;
  const [both, first, second, none] = [count(true, true), count(true, false), count(false, true), count(false, false)];
  const a = wilson(both + first, n);
  const b = wilson(both + second, n);
  const product = (both + first) * (second + none) * (both + second) * (first + none);
  const cross = both * none - first * second;
  // Newcombe's correction for continuity, where the arms agree more than they differ.
  const corrected = cross > n / 2 ? cross - n / 2 : cross >= 0 ? 0 : cross;
  const phi = product === 0 ? 0 : corrected / Math.sqrt(product);
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
  const value = (first - second) / n;
  return {
    value,
    low: Math.max(-1, value - reach(a.value - a.low, b.high - b.value)),
    high: Math.min(1, value + reach(a.high - a.value, b.value - b.low)),
    n,
  };
}

/** Wilson's score interval of a share. */
function wilson(hits: number, n: number) {
  const value = hits / n;
  const square = NORMAL ** 2;
  const middle = (2 * hits + square) / (2 * (n + square));
  const reach = (NORMAL * Math.sqrt(square + 4 * hits * (1 - value))) / (2 * (n + square));
  return { value, low: middle - reach, high: middle + reach };
}

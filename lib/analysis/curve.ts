import type { CurvePoint, Rarefied } from '../model/experiment-result.ts';
import { rarefaction } from '../statistics/rarefaction.ts';

/** Enough for a smooth line at any width of a screen. */
const POINTS = 40;
/** "Saturated" looks this far ahead: one new class among ten more texts is where asking on hardly pays. */
const AHEAD = 10;
const NORMAL = 1.959963984540054;

/**
 * How many different answers are among n of them, on average over all ways to draw n, with a 95% band of such draws.
 * The band says how much a smaller experiment's count would vary; it closes at all texts by its nature.
 * @param sizes of the classes; null is returned without any
 */
export function curveOf(sizes: readonly number[]): Rarefied | null {
  const { expected, deviation } = rarefaction(sizes);
  const n = expected.length;
  if (n === 0) return null;
  const count = Math.min(POINTS, n);
  const places = Array.from({ length: count }, (_, i) =>
    count === 1 ? n : 1 + Math.round((i * (n - 1)) / (count - 1)),
  );
  const points = places.map((place): CurvePoint => {
    // Rounding may leave the first a little below one.
    const mean = Math.max(1, expected[place - 1] ?? 0);
    const reach = NORMAL * (deviation[place - 1] ?? 0);
    return { n: place, mean, low: Math.max(1, mean - reach), high: Math.min(place, sizes.length, mean + reach) };
  });
  const flat = expected.findIndex((mean, i) => i + AHEAD < n && (expected[i + AHEAD] ?? 0) - mean < 1);
  return { points, saturatedAt: flat === -1 ? null : flat + 1 };
}

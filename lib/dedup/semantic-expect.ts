import { createRandom } from '../sampling/random.ts';

/** Steps in which predicted cosines are counted. */
export const STEP = 0.025;
const RESAMPLES = 200;
const SEED = 5;

/** Pairs of texts by their predicted cosine: step i is from `floor + i * STEP` on. */
export interface PredictedPairs {
  readonly floor: number;
  readonly steps: number;
  /** Some texts, `steps` numbers each: how many others are in each step of it. */
  readonly neighbours: Float64Array;
  /** Pairs drawn, whose cosine was computed. */
  readonly drawn: readonly { readonly predicted: number; readonly cosine: number }[];
}

interface Line {
  readonly slope: number;
  readonly start: number;
  readonly spread: number;
}

/** Least squares, with the spread of what is left around the line. */
function fitLine(drawn: PredictedPairs['drawn']): Line {
  const n = drawn.length;
  const mean = (of: (pair: PredictedPairs['drawn'][number]) => number) => drawn.reduce((s, p) => s + of(p), 0) / n;
  const x = mean((pair) => pair.predicted);
  const y = mean((pair) => pair.cosine);
  const xx = mean((pair) => (pair.predicted - x) ** 2);
  const slope = xx === 0 ? 0 : mean((pair) => (pair.predicted - x) * (pair.cosine - y)) / xx;
  const start = y - slope * x;
  const square = mean((pair) => (pair.cosine - start - slope * pair.predicted) ** 2);
  // With two numbers fitted; and never so sure that one odd pair would be impossible.
  return { slope, start, spread: Math.max(0.01, Math.sqrt((square * n) / Math.max(1, n - 2))) };
}

/** The share of a normal distribution above z (Abramowitz and Stegun 26.2.17, wrong by less than 1e-7). */
export function above(z: number): number {
  if (z < 0) return 1 - above(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}

/**
 * By step: of the texts that have a neighbour at or above the threshold, the share for which a cut there leaves one.
 * Counted by texts, because a few hundred texts that are all alike have more pairs than all others together.
 */
function keptBy({ floor, steps, neighbours }: PredictedPairs, threshold: number, line: Line): Float64Array {
  const none = Float64Array.from({ length: steps }, (_, i) => {
    const middle = floor + (i + 0.5) * STEP;
    return Math.log1p(-Math.min(1 - 1e-9, above((threshold - line.start - line.slope * middle) / line.spread)));
  });
  const kept = new Float64Array(steps);
  for (let at = 0; at < neighbours.length; at += steps) {
    let missed = 0;
    for (let i = steps - 1; i >= 0; i -= 1) {
      missed += (neighbours[at + i] ?? 0) * (none[i] ?? 0);
      kept[i] = (kept[i] ?? 0) - Math.expm1(missed);
    }
  }
  const all = kept[0] ?? 0;
  return all === 0 ? kept.fill(1) : kept.map((part) => part / all);
}

/** @returns the largest cut of predicted cosines that keeps a neighbour for at least `aim` of the texts that have one */
export function chooseCut(pairs: PredictedPairs, threshold: number, aim: number): number {
  const kept = keptBy(pairs, threshold, fitLine(pairs.drawn));
  let step = kept.length - 1;
  while (step > 0 && (kept[step] ?? 0) < aim) step -= 1;
  return pairs.floor + step * STEP;
}

/**
 * The recall of a cut, with an interval (95%) from drawing the drawn pairs again and again. It trusts in a straight line
 * with normal deviations between the two cosines.
 */
export function expectRecall(pairs: PredictedPairs, threshold: number, cut: number) {
  const step = Math.round((cut - pairs.floor) / STEP);
  const recallOf = (drawn: PredictedPairs['drawn']) => keptBy(pairs, threshold, fitLine(drawn))[step] ?? 1;
  const random = createRandom(SEED);
  const n = pairs.drawn.length;
  const again = Array.from({ length: RESAMPLES }, () =>
    recallOf(pairs.drawn.flatMap(() => pairs.drawn[random.below(n)] ?? [])),
  ).sort((a, b) => a - b);
  const value = recallOf(pairs.drawn);
  const low = again[Math.floor(0.025 * RESAMPLES)] ?? 0;
  const high = again[Math.ceil(0.975 * RESAMPLES) - 1] ?? 1;
  return { value, low: Math.min(low, value), high: Math.max(high, value), n };
}

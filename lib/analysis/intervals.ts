import type { Estimate, MetricId } from '../model/experiment-result.ts';
import type { Random } from '../sampling/random.ts';
import { type Clusters, half, textsOf } from '../statistics/clusters.ts';
import { type Figure, halfSampleInterval } from '../statistics/compare.ts';
import type { Figures } from './figures.ts';
import { intervalRounds } from './rounds.ts';

export const unknown = (n: number): Estimate => ({ value: null, low: null, high: null, n });

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Of the halves, as many again are drawn to see how a figure's size depends on n: a mean is known well from few. */
const SCALE_SHARE = 0.25;

/**
 * A figure of an arm, or the difference of two, with its 95% interval by half-samples of clusters.
 *
 * Half-samples tell the spread of figures that are means. Counts of different things are not: half of the texts have
 * about half of the classes, so their spread would be told at half of its size. So each half's figure is first brought to
 * the size of the whole one, by the ratio of the whole's figure to the mean of halves; the same for both arms, so that a
 * difference keeps its sign.
 *
 * The interval is unknown below four clusters, and where every half is zero.
 *
 * @param b null for a figure of `a` alone
 */
export function estimated(
  { exact, quick }: Figures,
  a: Clusters,
  b: Clusters | null,
  metric: MetricId,
  random: Random,
): Estimate {
  const n = textsOf(a).length;
  if (exact === null || quick === null || n === 0) return unknown(n);
  const value = exact(textsOf(a)) - (b === null ? 0 : exact(textsOf(b)));
  const { low, high } = reachOf(quick, a, b, intervalRounds(metric, n), random);
  // The interval is around the figure that is shown, as wide as the quick one's.
  const wide = (high - low) / 2;
  return { value: known(value), low: known(value - wide), high: known(value + wide), n };
}

/** Half-samples of a figure whose size may depend on n. */
function reachOf(
  figure: Figure,
  a: Clusters,
  b: Clusters | null,
  rounds: number,
  random: Random,
): { readonly low: number; readonly high: number } {
  const arms = b === null ? [a] : [a, b];
  const numbers = a.map((_, i) => [i]);
  const whole = arms.reduce((sum, arm) => sum + figure(textsOf(arm)), 0);
  const draws = Math.ceil(rounds * SCALE_SHARE);
  let halves = 0;
  for (let round = 0; round < draws; round++) {
    const taken = half(numbers, random).flat();
    for (const arm of arms) halves += figure(taken.flatMap((i) => arm[i] ?? [])) / draws;
  }
  const ratio = whole / halves;
  if (!Number.isFinite(ratio)) return { low: NaN, high: NaN };
  const size = textsOf(a).length;
  const scaled: Figure = (among) => figure(among) * (among.length < size ? ratio : 1);
  return halfSampleInterval(scaled, a, b, rounds, random);
}

/** The least and the most that a metric can be. */
export function boundsOf(metric: MetricId, n: number): readonly [number, number] {
  switch (metric) {
    case 'ngram-diversity':
      return [0, 4];
    case 'classes':
    case 'vendi-0.5':
    case 'vendi-1':
    case 'vendi-2':
    case 'vendi-inf':
      return [1, n];
    case 'compression':
    case 'self-repetition':
      return [0, Infinity];
    case 'cosine':
      return [-1, 1];
    case 'nearest':
      return [0, 2];
    default:
      return [0, 1];
  }
}

/** An interval without what no set of texts can reach. */
export function bounded(estimate: Estimate, [least, most]: readonly [number, number]): Estimate {
  const inside = (value: number | null) => (value === null ? null : Math.max(least, Math.min(most, value)));
  return { ...estimate, low: inside(estimate.low), high: inside(estimate.high) };
}

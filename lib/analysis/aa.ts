import type { AaCheck, MetricId } from '../model/experiment-result.ts';
import { createRandom, type Random } from '../sampling/random.ts';
import { exactInterval } from '../statistics/binomial.ts';
import type { Clusters } from '../statistics/clusters.ts';
import { compareArms } from '../statistics/compare.ts';
import type { Measured } from './figures.ts';
import { clustersOf, type Group, groupName } from './groups.ts';
import { SPLIT_ROUNDS, splitsOf } from './rounds.ts';

/** Fewer in a half give too few different swaps for a p-value of 5%: 2 of 2^6. */
const LEAST_CLUSTERS = 12;
export const LEVEL = 0.05;

/**
 * Two halves of one arm, drawn many times: they come from the same source, so that a comparison of them may find a
 * difference in 5 of 100 splits and not more. Splits are drawn independently of each other given the answers, so the
 * exact interval of their share holds. Null where there are too few answers, or the metric is unknown.
 */
export async function aaCheck(
  group: Group,
  measured: Measured,
  metric: MetricId,
  seed: number,
  breathe: () => Promise<void>,
): Promise<AaCheck | null> {
  const { quick } = await measured.figures(metric);
  const clusters = clustersOf(group);
  if (quick === null || clusters.length < LEAST_CLUSTERS) return null;
  const random = createRandom(`analysis/${seed}/${groupName(group.key)}/${metric}/aa`);
  const splits = splitsOf(metric, group.answers.length);
  let hits = 0;
  for (let split = 0; split < splits; split++) {
    const order = shuffled(clusters, random);
    const middle = order.length >> 1;
    const { p } = compareArms(quick, order.slice(0, middle), order.slice(middle, 2 * middle), SPLIT_ROUNDS, random);
    if (p <= LEVEL) hits++;
    await breathe();
  }
  return { ...group.key, metric, splits, found: { hits, n: splits, ...exactInterval(hits, splits) } };
}

/**
 * Whether the check speaks against the comparison: the share lies above 5% even at the lower end of its 99.8% interval.
 * At 95% a sound comparison would fail the check, by chance alone, in one experiment of forty.
 */
export function aaFailed({ found }: AaCheck): boolean {
  return exactInterval(found.hits, found.n, 0.998).low > LEVEL;
}

function shuffled(clusters: Clusters, random: Random): Clusters {
  const order = [...clusters];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const moved = order[i] ?? [];
    order[i] = order[j] ?? [];
    order[j] = moved;
  }
  return order;
}

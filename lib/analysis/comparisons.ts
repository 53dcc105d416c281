import type { Vectors } from '../metrics/cosine.ts';
import { type Comparison, type Estimate, type MetricId, metricIds } from '../model/experiment-result.ts';
import { createRandom } from '../sampling/random.ts';
import type { Clusters } from '../statistics/clusters.ts';
import { compareArms } from '../statistics/compare.ts';
import { holm } from '../statistics/correction.ts';
import { type Figures, Measured } from './figures.ts';
import { type Group, groupName, pairsOf } from './groups.ts';
import { estimated, unknown } from './intervals.ts';
import { metricFacts } from './metric-facts.ts';
import { permutationRounds } from './rounds.ts';

/** What groups are measured by. */
export interface MeasuringWorld {
  /** The text of each answer as it is measured, cut to the budget. */
  readonly textsOf: (group: Group) => readonly string[];
  /** Vectors of such texts; null without an encoder. */
  readonly vectorsOf: (texts: readonly string[]) => Vectors | null;
  readonly breathe: () => Promise<void>;
  /** Swaps for metrics that decide. */
  readonly rounds: number;
  /** The experiment's; every draw is named after it. */
  readonly seed: number;
}

/** Two groups side by side: those of b are numbered behind those of a. */
export interface SideBySide {
  readonly measured: Measured;
  readonly pairs: number;
  readonly a: Clusters;
  readonly b: Clusters;
  /** Names the draws. */
  readonly name: string;
}

export function sideBySide(a: Group, b: Group, world: MeasuringWorld): SideBySide {
  const [ofA, ofB] = [world.textsOf(a), world.textsOf(b)];
  const texts = [...ofA, ...ofB];
  const pairs = pairsOf(a, b);
  return {
    measured: new Measured(texts, world.vectorsOf(texts), world.breathe),
    pairs: pairs.count,
    a: pairs.a,
    b: pairs.b.map((cluster) => cluster.map((place) => place + ofA.length)),
    name: `analysis/${world.seed}/${groupName(a.key)}/${groupName(b.key)}`,
  };
}

/** The difference a - b of one metric with its interval. */
export function differenceOf(figures: Figures, { a, b, name }: SideBySide, metric: MetricId): Estimate {
  return estimated(figures, a, b, metric, createRandom(`${name}/${metric}/interval`));
}

/** All metrics of one group against its control; p-values are not corrected yet. */
export async function compareWithControl(
  group: Group,
  control: Group,
  world: MeasuringWorld,
): Promise<readonly Comparison[]> {
  const both = sideBySide(group, control, world);
  const out: Comparison[] = [];
  for (const metric of metricIds) {
    const figures = await both.measured.figures(metric);
    const found = both.pairs === 0 ? unknown(0) : differenceOf(figures, both, metric);
    out.push({
      ...group.key,
      against: control.key,
      metric,
      pairs: both.pairs,
      difference: { ...found, n: both.pairs },
      p: found.value === null ? null : pOf(figures, both, metric, world.rounds),
      adjusted: null,
    });
    await world.breathe();
  }
  return out;
}

function pOf({ quick }: Figures, { a, b, pairs, name }: SideBySide, metric: MetricId, primary: number): number | null {
  const rounds = metricFacts[metric].primary ? primary : permutationRounds(metric, pairs);
  if (rounds === null || quick === null) return null;
  const { p } = compareArms(quick, a, b, rounds, createRandom(`${name}/${metric}/permutation`));
  return Number.isNaN(p) ? null : p;
}

/** Holm's correction over the primary metrics of all comparisons that have a p-value. */
export function corrected(comparisons: readonly Comparison[]): readonly Comparison[] {
  const primary = comparisons.filter(({ metric, p }) => metricFacts[metric].primary && p !== null);
  const adjusted = holm(primary.map(({ p }) => p ?? 1));
  return comparisons.map((comparison) => {
    const at = primary.indexOf(comparison);
    return at === -1 ? comparison : { ...comparison, adjusted: adjusted[at] ?? null };
  });
}

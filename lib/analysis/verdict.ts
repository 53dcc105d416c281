import { armFacts } from '../arms/facts.ts';
import type { ArmKind } from '../model/experiment.ts';
import type { AaCheck, Comparison, Estimate, GroupResult, MetricId, Verdict } from '../model/experiment-result.ts';
import { aaFailed, LEVEL } from './aa.ts';
import { tokensPerValid } from './cost.ts';
import { boundsOf } from './intervals.ts';

/**
 * Below it no verdict is given. Halves of eleven pairs have five texts, of which Self-BLEU or a Vendi Score says nothing;
 * and twelve pairs can be swapped in 2^12 ways, so that p can be 0.0005, small enough for all comparisons of an experiment.
 */
export const MINIMUM_PAIRS = 12;

/**
 * What counts as no difference: a tenth of the control's figure. Chosen before any experiment: of ten different answers,
 * one more or less is what nobody would ask personas for.
 */
export const MARGIN = 0.1;

/** An arm that may do as well. */
export interface Baseline {
  readonly group: GroupResult;
  readonly kind: ArmKind;
  /** The conditioned group less this one. */
  readonly difference: Estimate;
  /** Of the control over the same pairs; null is unknown. */
  readonly figure: number | null;
}

/** What a verdict is made of. */
export interface VerdictAsk {
  /** The conditioned group. */
  readonly group: GroupResult;
  /** Null where there is no control, or none with texts. */
  readonly control: GroupResult | null;
  /** Of the group with its control, on the metric that decides. */
  readonly comparison: Comparison | null;
  /** Clusters of pairs that could be swapped. */
  readonly clusters: number;
  /** Comparisons that Holm's correction is over. */
  readonly tests: number;
  readonly metric: MetricId;
  readonly aa: AaCheck | null;
  readonly validity: Estimate | null;
  /** Of the control over the same pairs, since figures grow with the number of texts; null is unknown. */
  readonly figure: number | null;
  /** Unconditioned groups of the same model, the control left out. */
  readonly baselines: readonly Baseline[];
}

/**
 * The verdict on one conditioned group: "did not" where the whole interval lies within the margin, whatever p says; else
 * "helped" or "hurt" where p, corrected, is at most 0.05; else it cannot be told.
 */
export function verdictOf(ask: VerdictAsk): Verdict {
  const { group, control, comparison, metric, validity, figure } = ask;
  const difference = comparison?.difference ?? null;
  const relative = difference === null || figure === null || figure <= 0 ? null : scaled(difference, 1 / figure);
  const why = reasonAgainst(ask, relative);
  const kind = why === null ? found(relative, comparison?.adjusted ?? null) : 'cannot-tell';
  return {
    arm: group.arm,
    model: group.model,
    kind,
    why: kind === 'cannot-tell' ? (why ?? 'unclear') : null,
    metric,
    pairs: comparison?.pairs ?? 0,
    difference,
    relative,
    adjusted: comparison?.adjusted ?? null,
    validity,
    asGood: asGood(ask),
    costRatio: costRatio(group, control),
  };
}

function reasonAgainst(
  { control, comparison, metric, aa, clusters, tests, figure }: VerdictAsk,
  relative: Estimate | null,
): Verdict['why'] {
  if (control === null || control.texts === 0 || comparison === null) return 'no-control';
  if (comparison.pairs < MINIMUM_PAIRS || clusters < leastClusters(tests)) return 'too-few';
  if (relative?.value == null || comparison.p === null) return 'not-measured';
  if (aa !== null && aaFailed(aa)) return 'aa-failed';
  // Where every answer of the control differs already, the metric has no room for more.
  if (figure === boundsOf(metric, comparison.pairs)[1] && relative.value >= 0) return 'unclear';
  return null;
}

/** Clusters that must be swapped, so that the least p of a two-sided test, 2 of 2^k, could pass Holm's correction at all. */
export function leastClusters(tests: number): number {
  return Math.ceil(Math.log2((2 * Math.max(1, tests)) / LEVEL));
}

function found(relative: Estimate | null, adjusted: number | null): Verdict['kind'] {
  const { value, low, high } = relative ?? { value: null, low: null, high: null };
  if (value === null) return 'cannot-tell';
  if (low !== null && high !== null && low >= -MARGIN && high <= MARGIN) return 'did-not';
  if (adjusted === null || adjusted > LEVEL) return 'cannot-tell';
  return value > 0 ? 'helped' : 'hurt';
}

/** As good: at most the margin below the group, with an interval to say so, and answers that are of use at all. */
function asGood({ baselines }: VerdictAsk): Verdict['asGood'] {
  return baselines
    .filter(({ group, figure, difference: { value, low, n } }) => {
      if (n < MINIMUM_PAIRS || value === null || low === null || figure === null) return false;
      return value <= MARGIN * figure && group.quality.valid.hits > 0;
    })
    .sort((a, b) => price(a.group) - price(b.group) || armFacts[a.kind].cheap - armFacts[b.kind].cheap)
    .map(({ group, difference }) => ({ arm: group.arm, model: group.model, difference }));
}

/** The same for all where it is unknown, which leaves the order to the kind of arm. */
const price = ({ cost, quality }: GroupResult): number => tokensPerValid(cost, quality.valid.hits) ?? Number.MAX_VALUE;

function costRatio(group: GroupResult, control: GroupResult | null): number | null {
  const own = tokensPerValid(group.cost, group.quality.valid.hits);
  const other = control === null ? null : tokensPerValid(control.cost, control.quality.valid.hits);
  return own === null || other === null || other === 0 ? null : own / other;
}

function scaled({ value, low, high, n }: Estimate, factor: number): Estimate {
  const times = (x: number | null) => (x === null ? null : x * factor);
  return { value: times(value), low: times(low), high: times(high), n };
}

import type { MetricId } from '../model/experiment-result.ts';
import { DIRECTIONS } from './leading.ts';

/**
 * Swaps for a metric that decides, by how many comparisons p is corrected for: with 999 the least p, 0.001, stays below 0.05
 * among 49 of them, with 1,999 among the 88 of twelve arms on four models.
 */
export function primaryRounds(tests: number): number {
  return tests <= 49 ? 999 : 1999;
}
/** For metrics that decide nothing: enough to read their p-values beside each other. */
const OTHER_ROUNDS = 199;
/** Below it "p under 0.05" cannot be told from p at the least; then there is none. */
const LEAST_ROUNDS = 39;
/** Halves drawn for an interval: its width is known within 5 of 100. */
const INTERVAL_ROUNDS = 200;
/** For metrics that cost much: within 15 of 100. */
const LEAST_INTERVAL_ROUNDS = 24;
/** Splits of the control for the A/A check. */
const SPLITS = 200;
/** Fewest: below it the exact interval of their share says next to nothing. */
const LEAST_SPLITS = 60;
/** Rounds within a split: 5 of 100 is 2 of 40, exactly. */
export const SPLIT_ROUNDS = 39;

/** What one metric of one comparison may take, in the microseconds below; so a report at n = 1,000 takes a minute. */
const MOST_WORK = 400_000;

/**
 * Microseconds of one call for n texts, roughly, on a laptop of 2020: it decides how often a metric is drawn, so it is
 * written down and not measured, and the same answers give the same report on any device.
 */
function costOf(metric: MetricId, n: number): number {
  const pairs = (n * n) / 2;
  switch (metric) {
    case 'compression':
      return 2000 + 100 * n;
    case 'self-bleu':
    case 'self-repetition':
      return 12 * n;
    case 'ngram-diversity':
      return 2 * n;
    case 'distinct-1':
    case 'distinct-2':
    case 'distinct-3':
      return n;
    case 'vendi-0.5':
    case 'vendi-1':
    case 'vendi-2':
    case 'vendi-inf':
      return n <= DIRECTIONS ? 0.005 * n ** 3 : 600 + 1.5 * n;
    default:
      return 0.004 * pairs + n;
  }
}

const within = (least: number, most: number, wanted: number) => Math.max(least, Math.min(most, Math.floor(wanted)));

/** Swaps of a comparison of n pairs, for metrics that decide nothing; null where too few could be had for a p-value. */
export function permutationRounds(metric: MetricId, n: number): number | null {
  const rounds = Math.min(OTHER_ROUNDS, Math.floor(MOST_WORK / (2 * costOf(metric, n))));
  return rounds < LEAST_ROUNDS ? null : rounds;
}

/** Halves of n texts that an interval is drawn from. */
export function intervalRounds(metric: MetricId, n: number): number {
  return within(LEAST_INTERVAL_ROUNDS, INTERVAL_ROUNDS, MOST_WORK / costOf(metric, n / 2));
}

/** Splits of n texts for the A/A check: primary metrics alone have one, so they may take longer. */
export function splitsOf(metric: MetricId, n: number): number {
  return within(LEAST_SPLITS, SPLITS, (6 * MOST_WORK) / (2 * SPLIT_ROUNDS * costOf(metric, n / 2)));
}

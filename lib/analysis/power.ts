import type { Estimate } from '../model/experiment-result.ts';

/** Normal quantiles of 97.5% and 80%: what a two-sided test at 5% needs to find a difference four times in five. */
const NEEDED = 1.959963984540054 + 0.8416212335729143;
const NORMAL = 1.959963984540054;

/**
 * The difference that an experiment of this spread and size would find four times in five, before correction for several
 * comparisons; in the unit of the estimate. Null without an interval.
 */
export function detectable({ low, high }: Estimate): number | null {
  return low === null || high === null ? null : (((high - low) / 2) * NEEDED) / NORMAL;
}

/**
 * How often a planted difference was found (p at most 0.05, one comparison) with the Vendi Score: vectors that have a part in
 * common and a part of their own, the arm's own part made larger. `relative` is the mean difference over the control's
 * figure. Made by `power.test.ts`, which makes two of the rows again. Real answers spread otherwise; `detectable` tells what
 * an experiment's own spread allows.
 */
export const plantedPower: readonly {
  readonly pairs: number;
  readonly relative: number;
  readonly found: number;
  readonly runs: number;
}[] = [
  { pairs: 12, relative: 0.008, found: 1, runs: 100 },
  { pairs: 12, relative: 0.095, found: 9, runs: 100 },
  { pairs: 12, relative: 0.216, found: 43, runs: 100 },
  { pairs: 12, relative: 0.302, found: 81, runs: 100 },
  { pairs: 30, relative: 0.005, found: 4, runs: 100 },
  { pairs: 30, relative: 0.135, found: 33, runs: 100 },
  { pairs: 30, relative: 0.295, found: 90, runs: 100 },
  { pairs: 30, relative: 0.417, found: 100, runs: 100 },
  { pairs: 100, relative: 0.002, found: 1, runs: 40 },
  { pairs: 100, relative: 0.085, found: 19, runs: 40 },
  { pairs: 100, relative: 0.18, found: 39, runs: 40 },
];

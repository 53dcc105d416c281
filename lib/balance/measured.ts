// Made by scripts/measure-attribution.ts; a test compares it with what the rules give today.
import type { LabelName } from '../model/persona.ts';

/** A share of n rows with its 95% interval (Wilson). */
export interface MeasuredShare {
  readonly share: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

export interface MeasuredLabel {
  readonly label: LabelName;
  /** Of the rows given this label, how many rightly. */
  readonly precision: MeasuredShare;
  /** Of the rows that have this label, how many were given it rightly. */
  readonly recall: MeasuredShare;
}

/** Labelled personas that no rule was made with, labelled from their text alone. */
export const measuredRows = 503;

// prettier-ignore
export const measured: readonly MeasuredLabel[] = [
  { label: 'region', precision: { share: 0.994, n: 344, low: 0.979, high: 0.998 }, recall: { share: 0.680, n: 503, low: 0.638, high: 0.719 } },
  { label: 'country', precision: { share: 0.988, n: 344, low: 0.970, high: 0.995 }, recall: { share: 0.676, n: 503, low: 0.634, high: 0.715 } },
  { label: 'age', precision: { share: 0.992, n: 261, low: 0.972, high: 0.998 }, recall: { share: 0.906, n: 286, low: 0.866, high: 0.934 } },
  { label: 'occupation', precision: { share: 0.953, n: 212, low: 0.915, high: 0.974 }, recall: { share: 0.586, n: 345, low: 0.533, high: 0.636 } },
  { label: 'gender', precision: { share: 0.996, n: 281, low: 0.980, high: 0.999 }, recall: { share: 0.946, n: 296, low: 0.914, high: 0.966 } },
  { label: 'language', precision: { share: 0.954, n: 65, low: 0.873, high: 0.984 }, recall: { share: 0.130, n: 477, low: 0.103, high: 0.163 } },
];

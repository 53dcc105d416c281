import type { LabelName } from '../../../lib/model/persona.ts';
import type { LabelCounts } from '../../providers/hub.tsx';

/** A value of a label and the share of the sample that it should have, in percent as people type it. */
export interface Share {
  readonly value: string;
  readonly percent: number;
  /** How many of the rows to draw from have the value. */
  readonly available: number;
}

type Available = readonly { readonly value: string | null; readonly count: number }[];

/** Two decimals are what references state, and what a field can show. */
const round = (percent: number) => Math.round(percent * 100) / 100;

function availableOf(counts: Available): ReadonlyMap<string, number> {
  return new Map(counts.flatMap(({ value, count }) => (value === null ? [] : [[value, count] as const])));
}

/** Shares as a reference has them; values that nobody here has stay, so that the shortfall is told. */
export function sharesOf(reference: Readonly<Record<string, number>>, counts: Available): readonly Share[] {
  const available = availableOf(counts);
  const sum = Object.values(reference).reduce((all, share) => all + share, 0);
  if (!(sum > 0)) return [];
  return Object.entries(reference).map(([value, share]) => ({
    value,
    percent: round((share / sum) * 100),
    available: available.get(value) ?? 0,
  }));
}

/** Shares as they are here, without the unknown. */
export function sharesHere(counts: Available): readonly Share[] {
  return sharesOf(Object.fromEntries(availableOf(counts)), counts).toSorted((a, b) => b.available - a.available);
}

/** The same share for every value that is here. */
export function sharesEven(counts: Available): readonly Share[] {
  const even = Object.fromEntries([...availableOf(counts).keys()].map((value) => [value, 1]));
  return sharesOf(even, counts).toSorted((a, b) => b.available - a.available);
}

/** What the fields begin with: the reference where there is one, else what is here; none until it is counted. */
export function firstShares(
  counts: LabelCounts | null,
  label: LabelName,
  referenceFor: (counts: LabelCounts) => Readonly<Record<string, number>> | null,
): readonly Share[] {
  if (counts === null) return [];
  const reference = referenceFor(counts);
  return reference ? sharesOf(reference, counts.labels[label]) : sharesHere(counts.labels[label]);
}

export function withPercent(shares: readonly Share[], value: string, percent: number): readonly Share[] {
  return shares.map((share) => (share.value === value ? { ...share, percent } : share));
}

export function sumOf(shares: readonly Share[]): number {
  return round(shares.reduce((sum, { percent }) => sum + percent, 0));
}

/** What the sampler takes: shares that need not sum to 1, without values of share 0. */
export function quotasOf(shares: readonly Share[]): Readonly<Record<string, number>> {
  return Object.fromEntries(shares.filter(({ percent }) => percent > 0).map(({ value, percent }) => [value, percent]));
}

import type { LabelName } from '../../../lib/model/persona.ts';
import type { LabelCounts } from '../../providers/hub.tsx';
import type { FilterValue } from './filters.ts';

export interface FacetValue {
  readonly value: FilterValue;
  /** Null where the list is narrowed by this very label, so that it counts the chosen values only. */
  readonly count: number | null;
  readonly chosen: boolean;
}

/** Values of a label that were seen, in their order: unknown first, then the most frequent. */
export type KnownValues = Readonly<Partial<Record<LabelName, readonly FilterValue[]>>>;

/** Unknown first, then as they come: the worker's order says nothing, so the frequent ones lead. */
export function sortedValues(counts: LabelCounts, label: LabelName) {
  return counts.labels[label].toSorted((one, other) => {
    if (one.value === null || other.value === null) return one.value === null ? -1 : 1;
    return other.count - one.count || (one.value < other.value ? -1 : 1);
  });
}

/**
 * What stands under a label. While it is chosen by, its other values stay, without a count: one can widen the choice
 * without taking it back first.
 */
export function facetOf(
  label: LabelName,
  counts: LabelCounts,
  chosen: readonly FilterValue[],
  known: readonly FilterValue[],
): readonly FacetValue[] {
  const now = sortedValues(counts, label);
  if (chosen.length === 0) return now.map(({ value, count }) => ({ value, count, chosen: false }));
  const countOf = new Map<FilterValue, number>(now.map(({ value, count }) => [value, count]));
  const all = [...new Set([...known, ...countOf.keys(), ...chosen])];
  return all.map((value) => {
    const isChosen = chosen.includes(value);
    return { value, count: isChosen ? (countOf.get(value) ?? 0) : null, chosen: isChosen };
  });
}

/** Remembers the values of labels that are not chosen by. */
export function learnValues(
  known: KnownValues,
  counts: LabelCounts,
  isChosen: (label: LabelName) => boolean,
): KnownValues {
  const next: Partial<Record<LabelName, readonly FilterValue[]>> = { ...known };
  for (const label of Object.keys(counts.labels) as LabelName[]) {
    if (!isChosen(label)) next[label] = sortedValues(counts, label).map(({ value }) => value);
  }
  return next;
}

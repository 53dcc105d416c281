import { measured, type MeasuredLabel } from '../../../lib/balance/measured.ts';
import { type Comparison } from '../../../lib/balance/compare.ts';
import { quotasFrom, referencesOf } from '../../../lib/balance/references.ts';
import type { LabelName } from '../../../lib/model/persona.ts';
import type { HubFilter, LabelCounts, Scope } from '../../providers/hub.tsx';
import { sortedValues } from '../browse/facets.ts';
import type { BrowseRequest } from '../hub-view.tsx';

/** One decimal where a point is much; never "0%" for what is there. */
export function percentText(share: number): string {
  const points = share * 100;
  if (points > 0 && points < 0.1) return '<0.1%';
  return `${points.toFixed(points < 10 && points > 0 ? 1 : 0)}%`;
}

/** How well the label is read from texts, as measured; undefined where it was not. */
export function measuredOf(label: LabelName): MeasuredLabel | undefined {
  return measured.find((one) => one.label === label);
}

/** Shares of a label's values in the world, parted by what is here where the source does not part them; null for none. */
export function worldShares(label: LabelName, counts: LabelCounts): Readonly<Record<string, number>> | null {
  const [reference] = referencesOf(label);
  return reference ? quotasFrom(reference, counts.labels[label]) : null;
}

/** Values of a label that has no reference: shares of the rows whose value is known, the frequent ones first. */
export function sharesOfKnown(counts: LabelCounts, label: LabelName) {
  const known = sortedValues(counts, label).flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]));
  const n = known.reduce((sum, { count }) => sum + count, 0);
  return { n, bars: known.map(({ value, count }) => ({ value, count, share: count / n })) };
}

/** Where bars end: the largest share or reference, rounded up to a tenth, so that bars of one label can be compared. */
export function scaleOf(comparison: Comparison): number {
  const largest = Math.max(...comparison.bars.flatMap(({ share, reference }) => [share, reference]), 0.1);
  return Math.min(1, Math.ceil(largest * 10) / 10);
}

/** Which rows of a scope Browse can show; null for rows by name, which no search finds. */
export function browseRequest(scope: Scope, query: BrowseRequest | null, filter: HubFilter): BrowseRequest | null {
  switch (scope.kind) {
    case 'shard':
      return { shards: [scope.shard], set: null, filters: [filter] };
    case 'set':
      return { shards: null, set: scope.set, filters: [filter] };
    case 'result': {
      if (query === null) return null;
      const others = query.filters.filter(({ by, name }) => by !== filter.by || name !== filter.name);
      return { ...query, filters: [...others, filter] };
    }
    case 'rows':
      return null;
  }
}

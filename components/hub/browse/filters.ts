import type { ShardId } from '../../../lib/model/ids.ts';
import type { HubFilter, HubQuery } from '../../providers/hub.tsx';

export type FilterValue = string | null;

function isOf(filter: HubFilter, by: HubFilter['by'], name: string): boolean {
  return filter.by === by && filter.name === name;
}

/** The values that a label or column is restricted to; empty where it is not. */
export function valuesOf(filters: readonly HubFilter[], by: HubFilter['by'], name: string): readonly FilterValue[] {
  return filters.find((filter) => isOf(filter, by, name))?.values ?? [];
}

/** Adds or takes away one value; a filter without values goes, since it would find nobody. */
export function toggleValue(
  filters: readonly HubFilter[],
  by: HubFilter['by'],
  name: string,
  value: FilterValue,
): readonly HubFilter[] {
  const old = valuesOf(filters, by, name);
  const values = old.includes(value) ? old.filter((other) => other !== value) : [...old, value];
  const at = filters.findIndex((filter) => isOf(filter, by, name));
  if (at < 0) return [...filters, { by, name, values }];
  return values.length === 0 ? filters.toSpliced(at, 1) : filters.with(at, { by, name, values });
}

/** Null stands for all shards: nothing is chosen. Shards that are gone are forgotten. */
export function toggleShard(
  chosen: readonly ShardId[] | null,
  shard: ShardId,
  all: readonly ShardId[],
): readonly ShardId[] | null {
  const old = chosen ?? [];
  const next = old.includes(shard) ? old.filter((other) => other !== shard) : [...old, shard];
  const kept = all.filter((other) => next.includes(other));
  return kept.length === 0 ? null : kept;
}

/** Whether anything narrows the list, so that "Show all" has something to do. */
export function isNarrowed(query: HubQuery): boolean {
  return query.text.trim() !== '' || query.shards !== null || query.filters.length > 0 || query.set !== null;
}

/** The same for queries that find the same rows in the same order. */
export function queryKey(query: HubQuery): string {
  return JSON.stringify([query.text.trim(), query.shards, query.filters, query.set, query.order]);
}

export interface Chip {
  readonly key: string;
  readonly kind: 'shard' | 'set' | 'label' | 'column';
  /** Of a label or column: its name; else empty. */
  readonly name: string;
  /** Null is unknown; a shard's or set's id otherwise. */
  readonly value: FilterValue;
  /** The query without it. */
  readonly without: HubQuery;
}

/** Everything that narrows the list but the words, each to be taken off alone. */
export function chipsOf(query: HubQuery, all: readonly ShardId[]): readonly Chip[] {
  const shards = (query.shards ?? []).map((shard): Chip => {
    const without = { ...query, shards: toggleShard(query.shards, shard, all) };
    return { key: `shard ${shard}`, kind: 'shard', name: '', value: shard, without };
  });
  const set: Chip[] =
    query.set === null
      ? []
      : [{ key: `set ${query.set}`, kind: 'set', name: '', value: query.set, without: { ...query, set: null } }];
  const values = query.filters.flatMap(({ by, name, values: chosen }) =>
    chosen.map((value): Chip => {
      const without = { ...query, filters: toggleValue(query.filters, by, name, value) };
      return { key: JSON.stringify([by, name, value]), kind: by, name, value, without };
    }),
  );
  return [...shards, ...set, ...values];
}

import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';

/** Rows that the user ticked, in that order. */
export type Ticks = ReadonlyMap<string, RowRef>;

export const noTicks: Ticks = new Map();

/** Names a row within this browser. */
export function refKey({ shard, row }: RowRef): string {
  return `${shard}/${row}`;
}

export function isTicked(ticks: Ticks, ref: RowRef): boolean {
  return ticks.has(refKey(ref));
}

export function toggleTick(ticks: Ticks, ref: RowRef): Ticks {
  const next = new Map(ticks);
  if (!next.delete(refKey(ref))) next.set(refKey(ref), ref);
  return next;
}

/** Ticks all of them, those that are ticked stay where they are. */
export function tickAll(ticks: Ticks, refs: readonly RowRef[]): Ticks {
  const next = new Map(ticks);
  for (const ref of refs) if (!next.has(refKey(ref))) next.set(refKey(ref), ref);
  return next;
}

/** Without rows of shards that are gone; the same object when none is. */
export function ticksIn(ticks: Ticks, shards: readonly ShardId[]): Ticks {
  const kept = [...ticks].filter(([, { shard }]) => shards.includes(shard));
  return kept.length === ticks.size ? ticks : new Map(kept);
}

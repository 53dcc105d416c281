import type { ScopeRows } from '../../../lib/protocol/shards.ts';
import type { RowList, ShardRow } from '../search/row-list.ts';
import type { Mask } from './mask.ts';

/** Positions of all rows that stay, in their order; null where all of them do. Made once for the same shards. */
export function keptPositions(mask: Mask, over: ShardRow): Uint32Array | null {
  if (over.shards.every((info) => mask.of(info) === null)) return null;
  return mask.ordered(over.shards, () => {
    const gone = over.shards.reduce((sum, info) => sum + (mask.of(info)?.size ?? 0), 0);
    const order = new Uint32Array(over.length - gone);
    let i = 0;
    for (const info of over.shards) {
      const start = over.start(info.id);
      const kept = mask.of(info)?.kept();
      const some = kept?.length ?? info.count;
      for (let k = 0; k < some; k += 1) order[i + k] = start + (kept ? (kept[k] ?? 0) : k);
      i += some;
    }
    return order;
  });
}

/** The positions without those of removed rows; the very same array where none is among them. */
export function withoutRemoved(mask: Mask, over: ShardRow, positions: Uint32Array): Uint32Array {
  const removed = new Map(over.shards.map((info) => [info.id, mask.of(info)]));
  if ([...removed.values()].every((rows) => rows === null)) return positions;
  const kept = positions.filter((position) => {
    const { shard, row } = over.ref(position);
    return removed.get(shard)?.has(row) !== true;
  });
  return kept.length === positions.length ? positions : kept;
}

/** The rows of a list by shard; shards without any are left out. */
export function rowsByShard(list: RowList): ScopeRows {
  const places = new Map(list.shards.map(({ id }, place) => [id, place]));
  const counts = new Uint32Array(list.shards.length);
  for (let i = 0; i < list.length; i += 1) {
    const place = places.get(list.at(i).shard) ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  const next = new Uint32Array(list.shards.length);
  for (let i = 0; i < list.length; i += 1) {
    const { shard, row } = list.at(i);
    const place = places.get(shard) ?? 0;
    const of = rows[place];
    const at = next[place] ?? 0;
    if (of) of[at] = row;
    next[place] = at + 1;
  }
  const held = list.shards.map(({ id }, place) => ({ id, rows: rows[place] ?? new Uint32Array() }));
  const some = held.filter((shard) => shard.rows.length > 0);
  return { shards: some.map(({ id }) => id), rows: some.map((shard) => shard.rows) };
}

import type { RemovedPersonas } from '../../../lib/model/dedup.ts';
import { badInput } from '../../../lib/model/fault.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { Mask } from './mask.ts';
import { RemovedRows } from './removed-rows.ts';

/**
 * What a decision must hold to before it is applied: its shards and rows are held, no row is removed twice, and every
 * row that stands for others stays.
 * @returns the hashes of its shards
 * @throws FaultError `bad-input`
 */
export function checkDecision(removed: RemovedPersonas, infos: readonly ShardInfo[], mask: Mask): readonly string[] {
  if (removed.rows.length === 0) throw badInput('There is nothing to remove.');
  if (new Set(removed.shards).size < removed.shards.length) throw badInput('A collection is named twice.');
  const byId = new Map(infos.map((info) => [info.id, info]));
  const shards = removed.shards.map((id) => {
    const info = byId.get(id);
    if (!info) throw badInput('Personas among these are not here (any more): compare again.');
    return { info, now: mask.of(info), next: new RemovedRows(info.count) };
  });
  const at = (place: number, row: number) => {
    const shard = shards[place];
    if (!shard || row >= shard.info.count) throw badInput('Rows among these are not here (any more): compare again.');
    return shard;
  };
  for (const [i, row] of removed.rows.entries()) {
    const { now, next } = at(removed.shard[i] ?? 0, row);
    if (now?.has(row)) throw badInput('Some of these were removed in the meantime: compare again.');
    if (next.has(row)) throw badInput('A persona would be removed twice.');
    next.add(row);
  }
  for (const [i, row] of removed.keptRows.entries()) {
    const { now, next } = at(removed.keptShard[i] ?? 0, row);
    if (now?.has(row)) throw badInput('A persona that would stay was removed in the meantime: compare again.');
    if (next.has(row)) throw badInput('A persona that stands for others would be removed itself.');
  }
  return shards.map(({ info }) => info.hash);
}

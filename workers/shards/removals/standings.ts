import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { RemovedRow } from './removed-rows.ts';

/** A decision that removed something of a row's cluster. */
export type Lineage = Pick<DedupDecision, 'id' | 'method' | 'threshold' | 'keep'>;

/** What the rows of one shard stand for. */
export interface ShardStandings {
  /** For each row how many others were removed in its favour, also by way of others that were removed later. */
  readonly counts: Uint32Array;
  /** By which decisions, newest first; for rows that stand for any. */
  readonly decisions: ReadonlyMap<number, readonly Lineage[]>;
}

interface Building {
  readonly counts: Uint32Array;
  readonly decisions: Map<number, readonly Lineage[]>;
  /** For each row 1 + the entry that removes it; 0 for one that stays. */
  readonly removedBy: Uint32Array;
}

interface Entry {
  readonly kept: Building;
  readonly keptRow: number;
  /** Its decision, as a list that all rows share which stand by no other one. */
  readonly alone: readonly [Lineage];
}

/**
 * Follows each removed row to the one that stayed: it counts for every row on that way. Arrays instead of maps of rows,
 * because with 200,000 removed rows of a million those would take seconds.
 * @param decisions newest first; of several that name a row the newest counts
 * @param rowsOf rows that a decision removes now, all of them in these shards
 */
export function standingsOf(
  decisions: readonly DedupDecision[],
  rowsOf: (decision: DedupDecision) => Iterable<RemovedRow>,
  infos: ReadonlyMap<ShardId, ShardInfo>,
): ReadonlyMap<ShardId, ShardStandings> {
  const shards = new Map<ShardId, Building>();
  const at = (id: ShardId): Building => {
    const known = shards.get(id);
    if (known) return known;
    const count = infos.get(id)?.count ?? 0;
    const made = { counts: new Uint32Array(count), decisions: new Map(), removedBy: new Uint32Array(count) };
    shards.set(id, made);
    return made;
  };
  const entries: Entry[] = [];
  for (const decision of decisions) {
    const alone = [lineageOf(decision)] as const;
    for (const { ref, kept } of rowsOf(decision)) {
      const { removedBy } = at(ref.shard);
      if (removedBy[ref.row] !== 0) continue;
      entries.push({ kept: at(kept.shard), keptRow: kept.row, alone });
      removedBy[ref.row] = entries.length;
    }
  }
  for (const { kept, keptRow, alone } of entries) {
    let [shard, row] = [kept, keptRow];
    // No way is longer than there are decisions: none keeps a row that it removes itself.
    for (let steps = 0; steps < decisions.length; steps += 1) {
      shard.counts[row] = (shard.counts[row] ?? 0) + 1;
      const lineages = shard.decisions.get(row);
      if (!lineages) shard.decisions.set(row, alone);
      // Entries come decision by decision, so one that is there is the last.
      else if (lineages.at(-1) !== alone[0]) shard.decisions.set(row, [...lineages, ...alone]);
      const next = entries[(shard.removedBy[row] ?? 0) - 1];
      if (!next) break;
      [shard, row] = [next.kept, next.keptRow];
    }
  }
  return shards;
}

export function lineageOf({ id, method, threshold, keep }: DedupDecision): Lineage {
  return { id, method, threshold, keep };
}

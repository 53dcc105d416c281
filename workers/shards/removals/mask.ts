import type { DedupDecision, RemovedPersonas } from '../../../lib/model/dedup.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { PersonaDetail } from '../../../lib/protocol/shards.ts';
import { type RemovedRow, RemovedRows } from './removed-rows.ts';
import { type Lineage, lineageOf, type ShardStandings, standingsOf } from './standings.ts';

/** What a row stands for: how many rows were removed in its favour, and by which decisions (newest first). */
export interface Standing {
  readonly count: number;
  readonly decisions: readonly Lineage[];
}

const noStanding: Standing = { count: 0, decisions: [] };
/** Orders of all kept rows that are remembered: of everything, and of what the user narrowed it down to. */
const ORDERS = 2;

/**
 * What the decisions remove of the shards that are held. A row is removed as long as a decision names it, its shard is
 * the one that the decision was made on (by hash), and the row kept in its favour is held too: where that one's shard
 * was deleted the row comes back, since otherwise nothing of the cluster would be left.
 */
export class Mask {
  private readonly byShard = new Map<ShardId, RemovedRows>();
  /** Decisions in force for each shard, newest first. */
  private readonly inForce = new Map<ShardId, Lineage[]>();
  private readonly infos: ReadonlyMap<ShardId, ShardInfo>;
  private standings: ReadonlyMap<ShardId, ShardStandings> | null = null;
  private readonly orders = new Map<string, Uint32Array>();

  /** @param decisions newest first */
  constructor(
    readonly decisions: readonly DedupDecision[],
    infos: readonly ShardInfo[],
  ) {
    this.infos = new Map(infos.map((info) => [info.id, info]));
    for (const decision of decisions) {
      for (const { ref } of this.rowsOf(decision)) {
        const info = this.infos.get(ref.shard);
        if (!info) continue;
        const removed = this.byShard.get(ref.shard) ?? new RemovedRows(info.count);
        this.byShard.set(ref.shard, removed);
        removed.add(ref.row);
        const lineages = this.inForce.get(ref.shard) ?? [];
        this.inForce.set(ref.shard, lineages);
        if (lineages.at(-1)?.id !== decision.id) lineages.push(lineageOf(decision));
      }
    }
  }

  /** Null when nothing of the shard is removed, and for another state of the shard: its rows are others. */
  of({ id, hash }: Pick<ShardInfo, 'id' | 'hash'>): RemovedRows | null {
    return this.infos.get(id)?.hash === hash ? (this.byShard.get(id) ?? null) : null;
  }

  has({ shard, row }: RowRef): boolean {
    return this.byShard.get(shard)?.has(row) ?? false;
  }

  /** Decisions that removed rows of any of the shards, newest first. */
  inForceFor(shards: Iterable<ShardId>): readonly DedupDecision[] {
    const ids = new Set([...shards].flatMap((shard) => (this.inForce.get(shard) ?? []).map(({ id }) => id)));
    return this.decisions.filter(({ id }) => ids.has(id));
  }

  /** The rows of a decision that it removes now. */
  *rowsOf({ removed }: DedupDecision): Generator<RemovedRow> {
    if (removed.kind !== 'personas') return;
    const held = removed.shards.map((_, place) => this.heldAs(removed, place));
    for (let i = 0; i < removed.rows.length; i += 1) {
      const [place, keptPlace] = [removed.shard[i] ?? 0, removed.keptShard[i] ?? 0];
      const [info, keptInfo] = [held[place], held[keptPlace]];
      const [row, keptRow] = [removed.rows[i] ?? 0, removed.keptRows[i] ?? 0];
      if (!info || !keptInfo || row >= info.count || keptRow >= keptInfo.count) continue;
      yield {
        ref: { shard: info.id, row },
        kept: { shard: keptInfo.id, row: keptRow },
        similarity: removed.similarity[i] ?? 0,
      };
    }
  }

  private heldAs({ shards, hashes }: RemovedPersonas, place: number): ShardInfo | null {
    const info = this.infos.get(shards[place] ?? ('' as ShardId));
    if (!info || (hashes && hashes[place] !== info.hash)) return null;
    return info;
  }

  /** The decision that removed a row (the newest of several), and in whose favour; null where none did. */
  removedBy(ref: RowRef): PersonaDetail['removedBy'] {
    if (!this.has(ref)) return null;
    for (const decision of this.decisions) {
      for (const { ref: one, kept, similarity } of this.rowsOf(decision)) {
        if (one.row !== ref.row || one.shard !== ref.shard) continue;
        return { decision: decision.id, decidedAt: decision.createdAt, kept, similarity };
      }
    }
    return null;
  }

  /** Rows removed in favour of this one, also by way of others that were removed later. */
  standsFor({ shard, row }: RowRef): Standing {
    if (this.decisions.length === 0) return noStanding;
    this.standings ??= standingsOf(this.decisions, (decision) => this.rowsOf(decision), this.infos);
    const of = this.standings.get(shard);
    const count = of?.counts[row] ?? 0;
    return count === 0 ? noStanding : { count, decisions: of?.decisions.get(row) ?? [] };
  }

  /** What `make` gives for these shards, remembered for the next call with the same ones. */
  ordered(shards: readonly ShardInfo[], make: () => Uint32Array): Uint32Array {
    const key = shards.map(({ id, hash }) => `${id} ${hash}`).join('\n');
    const known = this.orders.get(key) ?? make();
    this.orders.delete(key);
    this.orders.set(key, known);
    for (const oldest of this.orders.keys()) {
      if (this.orders.size <= ORDERS) break;
      this.orders.delete(oldest);
    }
    return known;
  }
}

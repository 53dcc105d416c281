import type { DedupDecision, RemovedPersonas } from '../../../lib/model/dedup.ts';
import type { ShardId } from '../../../lib/model/ids.ts';

/** A shard whose rows got other numbers. */
export interface Moved {
  readonly shard: ShardId;
  /** The new number of a row; null for one that is gone. */
  readonly rowOf: (row: number) => number | null;
  /** The shard's hash before and after; null when it is gone for good. */
  readonly hashes: readonly [from: string, to: string] | null;
}

/**
 * A decision once the rows of a shard have other numbers. What was removed in favour of a row that is gone is no longer
 * removed.
 * @returns the same object where it does not name these rows, null where nothing is left to remove
 */
export function movedDecision(decision: DedupDecision, { shard, rowOf, hashes: change }: Moved): DedupDecision | null {
  const { removed } = decision;
  if (removed.kind !== 'personas') return decision;
  const place = removed.shards.indexOf(shard);
  if (place < 0) return decision;
  // Rows of another state of the shard: they are none of these, and never were any again.
  if (change && removed.hashes && removed.hashes[place] !== change[0]) return decision;
  const left: number[] = [];
  const rows = removed.rows.slice();
  const keptRows = removed.keptRows.slice();
  for (let i = 0; i < rows.length; i += 1) {
    const [row, kept] = [rows[i] ?? 0, keptRows[i] ?? 0];
    const moved = removed.shard[i] === place ? rowOf(row) : row;
    const movedKept = removed.keptShard[i] === place ? rowOf(kept) : kept;
    if (moved === null || movedKept === null) continue;
    rows[i] = moved;
    keptRows[i] = movedKept;
    left.push(i);
  }
  if (left.length === 0) return null;
  const hashes = change ? removed.hashes?.with(place, change[1]) : removed.hashes;
  const moved: RemovedPersonas = {
    ...removed,
    ...(hashes && { hashes }),
    rows: Uint32Array.from(left, (i) => rows[i] ?? 0),
    keptRows: Uint32Array.from(left, (i) => keptRows[i] ?? 0),
    shard: Uint16Array.from(left, (i) => removed.shard[i] ?? 0),
    keptShard: Uint16Array.from(left, (i) => removed.keptShard[i] ?? 0),
    similarity: Float32Array.from(left, (i) => removed.similarity[i] ?? 0),
  };
  return { ...decision, removed: moved };
}

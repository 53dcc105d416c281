import { decisionHead } from '../../../lib/dedup/decision-head.ts';
import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { personaId } from '../../../lib/personas/normalise.ts';
import type { ShardsWorld, Shelves } from '../ports.ts';
import type { RemovedRow } from './removed-rows.ts';

/** Lines between two breaths: some milliseconds of hashing. */
const LINES = 512;
/** Decimals of a similarity: what 32-bit floats tell apart near 1. */
const DECIMALS = 6;

/**
 * A decision as JSONL: how and on what in the first line, then for each row that it removes the text, its id, and the
 * text and id of the one that was kept for it. Rows of shards that are not held (any more) are left out, which the
 * first line tells by its counts.
 * @throws FaultError `shard-corrupt` for a damaged part
 */
export async function decisionFile(
  world: Pick<ShardsWorld, 'breathe'>,
  shelves: Pick<Shelves, 'text'>,
  decision: DedupDecision,
  rows: Iterable<RemovedRow>,
  infos: readonly ShardInfo[],
): Promise<Blob> {
  const held = new Map(infos.map((info) => [info.id, info]));
  const lines: string[] = [];
  const pieces: Blob[] = [];
  let listed = 0;
  for (const { ref, kept, similarity } of rows) {
    const [text, keptText] = [await shelves.text(ref), await shelves.text(kept)];
    const line = {
      text,
      id: personaId(text),
      shard: held.get(ref.shard)?.name ?? '',
      kept_text: keptText,
      kept_id: personaId(keptText),
      kept_shard: held.get(kept.shard)?.name ?? '',
      similarity: Number(similarity.toFixed(DECIMALS)),
    };
    lines.push(`${JSON.stringify(line)}\n`);
    listed += 1;
    if (lines.length < LINES) continue;
    pieces.push(new Blob(lines.splice(0)));
    await world.breathe();
  }
  pieces.push(new Blob(lines));
  return new Blob([`${JSON.stringify(headOf(decision, listed, held))}\n`, ...pieces], { type: 'application/jsonl' });
}

function headOf(decision: DedupDecision, listed: number, held: ReadonlyMap<string, ShardInfo>): unknown {
  const { removed } = decision;
  const named = removed.kind === 'personas' ? removed : { shards: [], hashes: [] };
  return {
    ...decisionHead(decision, listed),
    shards: named.shards.map((shard, place) => {
      const info = held.get(shard);
      const { name = null, source = null, licence = null } = info ?? {};
      return { name, source, licence, hash: named.hashes?.[place] ?? info?.hash ?? null };
    }),
  };
}

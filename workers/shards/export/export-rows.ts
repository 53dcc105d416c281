import type { DedupDecision } from '../../../lib/model/dedup.ts';
import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowLabels, RowRef } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { personaId } from '../../../lib/personas/normalise.ts';
import { unpackAttributes, unpackText } from '../../../lib/personas/pack.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import type { Scope } from '../../../lib/protocol/shards.ts';
import type { LabelReader, Shelves, ShardsWorld } from '../ports.ts';
import type { Standing } from '../removals/mask.ts';
import type { Removals } from '../removals/removals.ts';
import { labelsOf } from '../rows.ts';
import type { RowList } from '../search/row-list.ts';

/** A row on its way into a file, with where it comes from: that travels along. */
export interface ExportedRow {
  readonly id: string;
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string | number>;
  readonly labels: RowLabels;
  readonly shard: ShardInfo;
  /** Near-duplicates that it stands for. */
  readonly standing: Standing;
}

/** Takes rows in batches and makes a file of them. */
export interface RowFile {
  readonly type: string;
  write(rows: readonly ExportedRow[]): BlobPart | Promise<BlobPart>;
  end(): BlobPart | Promise<BlobPart>;
}

export interface ExportWorld {
  readonly world: Pick<ShardsWorld, 'breathe'>;
  readonly shelves: Shelves;
  readonly labels: LabelReader;
  readonly removals: Pick<Removals, 'mask'>;
  readonly resolve: (scope: Scope) => Promise<Pick<RowList, 'length' | 'at'>>;
}

/** Rows of one batch: a row group in Parquet, which is read as a whole. */
const BATCH = 4096;

/**
 * Writes rows to a file; those that decisions removed are not among them, which the rows that stand for them tell. Batch by batch: what is finished is handed to the browser, which keeps large blobs on disk.
 * @param open begins the file: the shards, and the decisions about near-duplicates that removed rows of them, newest first
 * @throws FaultError `bad-input` for no rows, `shard-corrupt` for a damaged part
 */
export async function exportRows(
  { world, shelves, labels, removals, resolve }: ExportWorld,
  scope: Scope,
  open: (shards: readonly ShardInfo[], decisions: readonly DedupDecision[]) => Promise<RowFile>,
): Promise<Blob> {
  const rows = await resolve(scope);
  if (rows.length === 0) throw badInput('There are no personas to export.');
  const ids = new Set<ShardId>();
  for (let i = 0; i < rows.length; i += 1) ids.add(rows.at(i).shard);
  const infos = new Map<ShardId, ShardInfo>();
  for (const id of ids) infos.set(id, await shelves.info(id));
  const mask = await removals.mask();
  const file = await open([...infos.values()], mask.inForceFor(ids));
  const pieces: Blob[] = [];

  async function read(ref: RowRef): Promise<ExportedRow> {
    const index = Math.floor(ref.row / PART_SIZE);
    const i = ref.row % PART_SIZE;
    const part = shelves.partNow(ref.shard, index) ?? (await shelves.part(ref.shard, index));
    const text = unpackText(part, i);
    const shard = infos.get(ref.shard) ?? (await shelves.info(ref.shard));
    const made = labelsOf(await labels.part(ref.shard, index), i);
    const standing = mask.standsFor(ref);
    return { id: personaId(text), text, attributes: unpackAttributes(part, i), labels: made, shard, standing };
  }

  for (let from = 0; from < rows.length; from += BATCH) {
    const batch: ExportedRow[] = [];
    for (let i = from; i < Math.min(from + BATCH, rows.length); i += 1) batch.push(await read(rows.at(i)));
    pieces.push(new Blob([await file.write(batch)]));
    await world.breathe();
  }
  pieces.push(new Blob([await file.end()]));
  return new Blob(pieces, { type: file.type });
}

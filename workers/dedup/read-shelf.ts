import type { Steps } from '../../lib/dedup/steps.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import { soundPart } from '../shards/load-parts.ts';
import type { ShardReader } from './ports.ts';
import type { TextVisitor } from './texts.ts';

/** Rows of one shard, in the order in which they are compared. */
export interface Shelf {
  readonly info: ShardInfo;
  readonly rows: Uint32Array;
  /** Number of its first item. */
  readonly start: number;
}

// Parts of one request: some megabytes, as the shards worker reads them.
const BATCH = 16;

/** Parts as they were written, a batch at a time. @throws FaultError `shard-corrupt` for one that is not */
export async function* soundParts(
  store: ShardReader,
  info: ShardInfo,
  indexes: readonly number[],
): AsyncGenerator<PackedPart> {
  for (let from = 0; from < indexes.length; from += BATCH) {
    const batch = indexes.slice(from, from + BATCH);
    const read = await store.parts(info.id, batch);
    for (const [i, index] of batch.entries()) yield await soundPart(info, index, read[i] ?? null);
  }
}

/** Hands on the texts of a shelf. @param steps whose progress counts its rows */
export async function readShelf(store: ShardReader, shelf: Shelf, visit: TextVisitor, steps: Steps): Promise<void> {
  const { info, rows } = shelf;
  const ascending = rows.every((row, i) => i === 0 || row >= (rows[i - 1] ?? 0));
  const parts = [...new Set(rows.map((row) => Math.floor(row / PART_SIZE)))].sort((one, other) => one - other);
  // Rows in the order of a search jump between parts: then all texts of the shard are held until they are read.
  const held = new Map<number, PackedPart>();
  let at = 0;
  for await (const part of soundParts(store, info, parts)) {
    if (ascending) {
      const end = (part.index + 1) * PART_SIZE;
      for (; at < rows.length && (rows[at] ?? 0) < end; at += 1) visitRow(part, rows[at] ?? 0, visit);
      steps.progress(at, rows.length);
    } else held.set(part.index, { ...part, columns: [] });
    await steps.breathe();
    steps.signal.throwIfAborted();
  }
  for (; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const part = held.get(Math.floor(row / PART_SIZE));
    if (part) visitRow(part, row, visit);
    if ((at + 1) % PART_SIZE > 0) continue;
    steps.progress(at + 1, rows.length);
    await steps.breathe();
    steps.signal.throwIfAborted();
  }
}

function visitRow({ text, offsets }: PackedPart, row: number, visit: TextVisitor): void {
  const i = row % PART_SIZE;
  visit(text, offsets[i] ?? 0, offsets[i + 1] ?? 0);
}

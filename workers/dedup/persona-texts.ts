import { badInput, fault, FaultError } from '../../lib/model/fault.ts';
import type { RowRef } from '../../lib/model/persona.ts';
import type { PackedPart } from '../../lib/model/shard.ts';
import { partBytes, unpackText } from '../../lib/personas/pack.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import type { DedupTexts } from '../../lib/protocol/dedup.ts';
import { PartCache } from '../shards/part-cache.ts';
import type { ShardReader } from './ports.ts';
import { readShelf, type Shelf, soundParts } from './read-shelf.ts';
import type { JobTexts } from './texts.ts';

// Parts kept for pages of clusters; all texts of a million personas would be 100 MB, for as long as a review is open.
const BUDGET = 16 * 1024 * 1024;

/** Rows of shards, read when they are needed. @throws FaultError `bad-input` for shards or rows that are not held */
export async function personaTexts(
  store: ShardReader,
  { shards, rows }: DedupTexts & { readonly kind: 'personas' },
): Promise<JobTexts> {
  if (shards.length !== rows.length) throw badInput('The rows to compare do not fit their shards.');
  const shelves: Shelf[] = [];
  let count = 0;
  for (const [i, shard] of shards.entries()) {
    const info = await store.getShard(shard);
    if (info?.state !== 'whole' || info.deletedAt !== null) throw badInput('These personas are not here (any more).');
    const of = rows[i] ?? new Uint32Array();
    if (of.some((row) => row >= info.count)) throw badInput(`“${info.name}” has no such row.`);
    shelves.push({ info, rows: of, start: count });
    count += of.length;
  }
  const cache = new PartCache(BUDGET);
  function shelfOf(item: number): { readonly index: number; readonly shelf: Shelf; readonly row: number } {
    const index = shelves.findLastIndex(({ start, rows: of }) => start <= item && of.length > 0);
    const shelf = shelves[index];
    const row = shelf?.rows[item - shelf.start];
    if (!shelf || row === undefined) throw badInput('This text was not compared.');
    return { index, shelf, row };
  }

  async function texts(wanted: readonly ReturnType<typeof shelfOf>[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const shelf of new Set(wanted.map((one) => one.shelf))) {
      const { info } = shelf;
      const ofPart = new Map<number, number[]>();
      for (const [i, one] of wanted.entries()) {
        if (one.shelf !== shelf) continue;
        const index = Math.floor(one.row / PART_SIZE);
        const same = ofPart.get(index);
        if (same) same.push(i);
        else ofPart.set(index, [i]);
      }
      const take = (part: PackedPart) => {
        for (const i of ofPart.get(part.index) ?? []) found[i] = unpackText(part, (wanted[i]?.row ?? 0) % PART_SIZE);
      };
      const missing: number[] = [];
      for (const index of ofPart.keys()) {
        const held = cache.get(info.id, index);
        if (held) take(held);
        else missing.push(index);
      }
      for await (const part of soundParts(store, info, missing)) {
        cache.put(info.id, part.index, part, partBytes(part));
        take(part);
      }
    }
    return found;
  }

  async function mustBeSame(): Promise<void> {
    for (const { info } of shelves) {
      const now = await store.getShard(info.id);
      if (now?.hash === info.hash && now.deletedAt === null) continue;
      const message = `The personas “${info.name}” changed after they were compared.`;
      throw new FaultError(fault('bad-input', message, 'Look for duplicates again.'));
    }
  }

  return {
    count,
    async read(visit, steps) {
      let done = 0;
      const progress = (rowsRead: number) => steps.progress(done + rowsRead, count);
      for (const shelf of shelves) {
        await readShelf(store, shelf, visit, { ...steps, progress });
        done += shelf.rows.length;
      }
      steps.progress(count, count);
    },
    pick: (items) => texts(Array.from(items, shelfOf)),
    row(item): RowRef {
      const { shelf, row } = shelfOf(item);
      return { shard: shelf.info.id, row };
    },
    cell: () => null,
    vote: () => 0,
    async removed(items, kept, similarity) {
      await mustBeSame();
      const named = (list: Uint32Array) => {
        const shard = new Uint16Array(list.length);
        const refs = new Uint32Array(list.length);
        for (const [i, item] of list.entries()) {
          const { index, row } = shelfOf(item);
          shard[i] = index;
          refs[i] = row;
        }
        return { shard, rows: refs };
      };
      const gone = named(items);
      const staying = named(kept);
      return { kind: 'personas', shards, ...gone, keptShard: staying.shard, keptRows: staying.rows, similarity };
    },
  };
}

import { Dexie, type Collection, type Table } from 'dexie';
import type { ShardId } from '../model/ids.ts';
import { checkLimit, checkParts, checkShard, checkStep } from './check.ts';
import { decisionsOf, readPersonaDecision } from './decision-shapes.ts';
import type { PolyphonyDatabase } from './dexie-database.ts';
import { guarded, written } from './dexie-faults.ts';
import type { ImportStep, ShardStore } from './ports.ts';
import { readAll, readInfo, readJournal, readSet } from './shard-shapes.ts';

/** The shard store over IndexedDB. */
export function dexieShards(db: PolyphonyDatabase): ShardStore {
  const byShard = [db.parts, db.labels, db.segments, db.rejections] as const;
  const everything = [db.shards, db.journals, ...byShard];

  const removeAll = async (id: ShardId) => {
    await db.shards.delete(id);
    await db.journals.delete(id);
    for (const table of byShard) await ofShard(table as Table<unknown, [ShardId, number]>, id).delete();
  };
  const putStep = async ({ info, parts, rejections }: ImportStep) => {
    await db.parts.bulkPut(parts);
    await db.rejections.bulkPut(rejections);
    await db.shards.put(info);
  };

  return {
    async putShard(info, parts) {
      checkShard(info, parts);
      await written(db, everything, async () => {
        await removeAll(info.id);
        await db.parts.bulkPut(parts);
        await db.shards.put(info);
      });
    },
    async putInfo(info) {
      await written(db, [db.shards], async () => {
        if ((await db.shards.get(info.id)) !== undefined) await db.shards.put(info);
      });
    },
    async getShard(id) {
      return readInfo(await guarded(() => db.shards.get(id)));
    },
    async listShards() {
      return readAll(await guarded(() => db.shards.orderBy('id').toArray()), readInfo);
    },
    parts: (id, indexes) => inShard(db.parts, id, indexes),
    async replaceParts(info, parts) {
      checkParts(info.id, parts);
      await written(db, [db.shards, db.parts], async () => {
        await db.parts.bulkPut(parts);
        await db.shards.put(info);
      });
    },
    deleteShard: (id) => written(db, everything, () => removeAll(id)),

    async commit(step) {
      checkStep(step);
      await written(db, [db.shards, db.parts, db.rejections, db.journals], async () => {
        await putStep(step);
        await db.journals.put(step.journal);
      });
    },
    async getJournal(id) {
      return readJournal(await guarded(() => db.journals.get(id)));
    },
    async listJournals() {
      return readAll(await guarded(() => db.journals.orderBy('shard').toArray()), readJournal);
    },
    async finish(info, step) {
      checkStep({ ...step, info });
      await written(db, [db.shards, db.parts, db.rejections, db.journals], async () => {
        await putStep({ ...step, info });
        await db.journals.delete(info.id);
      });
    },
    async rejections(id, from, limit) {
      checkLimit(from);
      checkLimit(limit);
      return guarded(() => ofShard(db.rejections, id, from).limit(limit).toArray());
    },

    putLabels: (parts) => written(db, [db.labels], () => db.labels.bulkPut(parts)),
    labels: (id, indexes) => inShard(db.labels, id, indexes),
    putSegment: (segment) => written(db, [db.segments], () => db.segments.put(segment)),
    segments: (id) => guarded(() => ofShard(db.segments, id).toArray()),

    async listSets() {
      const sets = readAll(await guarded(() => db.sets.toArray()), readSet);
      return sets.sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
    },
    putSet: (set) => written(db, [db.sets], () => db.sets.put(set)),
    deleteSet: (id) => written(db, [db.sets], () => db.sets.delete(id)),

    async listDecisions() {
      return decisionsOf(await guarded(() => db.decisions.toArray()), readPersonaDecision);
    },
    putDecision: (decision) => written(db, [db.decisions], () => db.decisions.put(decision)),
    deleteDecision: (id) => written(db, [db.decisions], () => db.decisions.delete(id)),
  };
}

/** Records of a shard by index. */
function ofShard<T>(table: Table<T, [ShardId, number]>, id: ShardId, from = 0): Collection<T, [ShardId, number]> {
  return table.where('[shard+index]').between([id, from], [id, Dexie.maxKey]);
}

async function inShard<T>(
  table: Table<T, [ShardId, number]>,
  id: ShardId,
  indexes: readonly number[],
): Promise<readonly (T | null)[]> {
  const found = await guarded(() => table.bulkGet(indexes.map((index): [ShardId, number] => [id, index])));
  return found.map((record) => record ?? null);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

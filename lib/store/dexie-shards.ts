import type { ShardId } from '../model/ids.ts';
import { checkShard } from './check.ts';
import type { PolyphonyDatabase } from './dexie-database.ts';
import { guarded, written } from './dexie-faults.ts';
import type { ShardStore } from './ports.ts';

/** The shard store over IndexedDB. */
export function dexieShards(db: PolyphonyDatabase): ShardStore {
  const partsOf = (id: ShardId) => db.parts.where('shard').equals(id);
  return {
    async putShard(info, parts) {
      checkShard(info, parts);
      await written(db, [db.shards, db.parts], async () => {
        await partsOf(info.id).delete();
        await db.parts.bulkPut(parts);
        await db.shards.put(info);
      });
    },
    async getShard(id) {
      return (await guarded(() => db.shards.get(id))) ?? null;
    },
    listShards: () => guarded(() => db.shards.orderBy('id').toArray()),
    partsOf: (id) => guarded(() => partsOf(id).sortBy('index')),
    async deleteShard(id) {
      await written(db, [db.shards, db.parts], async () => {
        await db.shards.delete(id);
        await partsOf(id).delete();
      });
    },
  };
}

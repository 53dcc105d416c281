import { Dexie } from 'dexie';
import { readPack } from './decision-shapes.ts';
import type { PolyphonyDatabase } from './dexie-database.ts';
import { guarded, written } from './dexie-faults.ts';
import type { VectorPack, VectorStore } from './ports.ts';

/** The vector store over IndexedDB. */
export function dexieVectors(db: PolyphonyDatabase): VectorStore {
  return {
    async packs(model) {
      const found: Pick<VectorPack, 'index' | 'ids'>[] = [];
      const ofModel = db.vectors.where('[model+index]').between([model, Dexie.minKey], [model, Dexie.maxKey]);
      // One by one: all vectors of a million texts do not fit into memory beside each other.
      await guarded(() =>
        ofModel.each((record) => {
          const pack = readPack(record);
          if (pack) found.push({ index: pack.index, ids: pack.ids });
        }),
      );
      return found;
    },
    async read(model, indexes) {
      const found = await guarded(() => db.vectors.bulkGet(indexes.map((index): [string, number] => [model, index])));
      return found.map(readPack);
    },
    put: (pack) => written(db, [db.vectors], () => db.vectors.put(pack)),
    clear: () => written(db, [db.vectors], () => db.vectors.clear()),
  };
}

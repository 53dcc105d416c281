import type { Transaction } from 'dexie';
import { fault, FaultError, type Fault } from '../model/fault.ts';
import { PolyphonyDatabase, type BirthRecord } from './dexie-database.ts';
import { guarded } from './dexie-faults.ts';
import { dexieRuns } from './dexie-runs.ts';
import { dexieShards } from './dexie-shards.ts';
import { dexieVectors } from './dexie-vectors.ts';
import { lazyTrials } from './lazy-trials.ts';
import type { StorageMarker } from './marker.ts';
import type { Stores } from './ports.ts';

export interface DexieStoresOptions {
  /** For tests; the browser's own otherwise. */
  readonly idb?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange };
  /**
   * Where a loss is noticed. Only the page gives one: the worker's shards come from a file that is still there, and the
   * page must see a loss even when the worker opened the emptied database first.
   */
  readonly marker?: StorageMarker;
  /** Called with `storage-lost`, once for each loss: the browser emptied a database that held runs or settings. */
  readonly onLost?: (lost: Fault) => void;
}

/**
 * Opens the database `polyphony`. Rejects with a `storage-blocked` FaultError where IndexedDB is missing, forbidden or
 * broken, and when a tab with an older version does not let go of it: use `createMemoryStores` then. Closes itself when
 * another tab upgrades or deletes the database; calls after that reject with `storage-blocked`.
 */
export async function openDexieStores(options: DexieStoresOptions = {}): Promise<Stores> {
  const db = new PolyphonyDatabase(options.idb ?? {});
  const birth = watchBirth(db, options);
  db.on('versionchange', () => {
    db.close();
    return false; // else Dexie would open it again at the next call
  });
  const blocked = new Promise<never>((_, reject) => {
    db.on('blocked', () => {
      const message = 'Another tab with an older Polyphony holds the database.';
      reject(new FaultError(fault('storage-blocked', message, 'Close the other tabs of Polyphony, then reload.')));
    });
  });
  try {
    await guarded(() => Promise.race([db.open(), blocked]));
  } catch (thrown) {
    db.close();
    throw thrown;
  }
  return {
    runs: dexieRuns(db, birth.onWritten),
    shards: dexieShards(db),
    vectors: dexieVectors(db),
    // Not on the first page: only experiments need it.
    trials: lazyTrials(async () => (await import('./dexie-trials.ts')).dexieTrials(db, birth.onWritten)),
    close: () => db.close(),
  };
}

/** Gives a new database its mark, and compares marks whenever the database is opened. */
function watchBirth(db: PolyphonyDatabase, { marker, onLost }: DexieStoresOptions) {
  let mark: string | null = null;
  let marked = false;
  db.on('populate', (tx: Transaction) => {
    const record: BirthRecord = { key: 'birth', mark: `${Date.now()}-${Math.random().toString(36).slice(2)}` };
    // A failure aborts the creation and so rejects the opening.
    void tx.table<BirthRecord>('births').add(record);
  });
  // Sticky: also after Dexie has opened it again, as it does when the browser cleared the site's data under the page.
  db.on(
    'ready',
    async (vip) => {
      mark = (await vip.table<BirthRecord>('births').get('birth'))?.mark ?? null;
      const known = (await marker?.read()) ?? null;
      marked = known !== null && known === mark;
      if (known === null || marked) return;
      await marker?.write(null); // once is enough
      onLost?.(fault('storage-lost', 'The browser emptied the storage of this site.'));
    },
    true,
  );
  return {
    onWritten: async () => {
      if (marked) return;
      marked = true;
      await marker?.write(mark);
    },
  };
}

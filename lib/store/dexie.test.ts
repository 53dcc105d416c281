import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../model/fault.ts';
import type { RunId, ShardId } from '../model/ids.ts';
import { expectFault, someShard } from './contract-shards.ts';
import { someCell, someRun, testStores } from './contract.ts';
import { openDexieStores } from './dexie.ts';
import { localStorageMarker, type StorageMarker } from './marker.ts';

const fresh = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

testStores('Dexie stores', () => openDexieStores({ idb: fresh() }));

function memoryMarker(): StorageMarker & { value: string | null } {
  const marker = {
    value: null as string | null,
    read: () => Promise.resolve(marker.value),
    write: (birth: string | null) => {
      marker.value = birth;
      return Promise.resolve();
    },
  };
  return marker;
}

/** Deletes behind the back of everyone, as a browser does that finds its files damaged. */
async function wipe(indexedDB: IDBFactory): Promise<void> {
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('polyphony');
    request.onsuccess = resolve;
    request.onerror = () => reject(new Error('not deleted'));
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a database', () => {
  it('is still there when opened again', async () => {
    const idb = fresh();
    const first = await openDexieStores({ idb });
    await first.runs.putRun(someRun('a', 1));
    first.close();
    const second = await openDexieStores({ idb });
    expect(await second.runs.latestRun()).toEqual(someRun('a', 1));
    second.close();
  });

  it('is shared by page and worker', async () => {
    const idb = fresh();
    const [page, worker] = await Promise.all([openDexieStores({ idb }), openDexieStores({ idb })]);
    const { info, parts } = someShard('starter', 2);
    await worker.shards.putShard(info, parts);
    await page.runs.putCells([someCell('a', 0)]);
    expect(await page.shards.parts('starter' as ShardId, [0, 1])).toEqual(parts);
    expect(await worker.runs.cellsOf('a' as RunId)).toHaveLength(1);
    page.close();
    worker.close();
  });

  it('lets go when another tab upgrades it, and says so', async () => {
    const idb = fresh();
    const stores = await openDexieStores({ idb });
    await stores.runs.putRun(someRun('a', 1));
    const upgraded = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = idb.indexedDB.open('polyphony', 999);
      request.onblocked = () => reject(new Error('blocked'));
      request.onsuccess = () => resolve(request.result);
    });
    await expectFault(stores.runs.latestRun(), 'storage-blocked');
    upgraded.close();
  });
});

describe('storage that fails', () => {
  it('is blocked where IndexedDB is missing', async () => {
    const missing = { indexedDB: undefined as unknown as IDBFactory, IDBKeyRange };
    await expectFault(openDexieStores({ idb: missing }), 'storage-blocked');
    await expectFault(openDexieStores(), 'storage-blocked'); // Node has none of its own
  });

  it.each(['SecurityError', 'InvalidStateError', 'UnknownError'])(
    'is blocked where opening answers %s',
    async (name) => {
      const idb = fresh();
      vi.spyOn(idb.indexedDB, 'open').mockImplementation(() => {
        throw new DOMException('No.', name);
      });
      vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      await expectFault(openDexieStores({ idb }), 'storage-blocked');
    },
  );

  it('is blocked while an older tab does not let go', async () => {
    const idb = fresh();
    const older = await new Promise<IDBDatabase>((resolve) => {
      const request = idb.indexedDB.open('polyphony', 1);
      request.onsuccess = () => resolve(request.result);
    });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await expectFault(openDexieStores({ idb }), 'storage-blocked');
    older.close();
  });

  // As Chrome does it: no request reports the quota, the transaction aborts with it as its reason; requests that still
  // wait then fail with AbortError.
  it.each([
    ['after its last request', 3],
    ['while requests wait', 1],
  ])('is full when the transaction aborts for quota %s, and then keeps nothing of the call', async (_, after) => {
    const stores = await openDexieStores({ idb: fresh() });
    const held = someShard('starter', 1, 'held');
    await stores.shards.putShard(held.info, held.parts);
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
    const put = IDBObjectStore.prototype.put;
    let puts = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args);
      const transaction = this.transaction as unknown as { _abort(name: string): void };
      puts += 1;
      if (puts === after) request.addEventListener('success', () => transaction._abort('QuotaExceededError'));
      return request;
    });
    const { info, parts } = someShard('starter', 2);
    await expectFault(stores.shards.putShard(info, parts), 'storage-full');
    puts = after - 1;
    await expectFault(stores.runs.putRun(someRun('a', 1)), 'storage-full');
    puts = 0;
    const cells = [someCell('a', 0), someCell('a', 1), someCell('a', 2)];
    await expectFault(stores.runs.putCells(cells), 'storage-full');
    vi.restoreAllMocks();
    expect(await stores.shards.parts('starter' as ShardId, [0, 1])).toEqual([held.parts[0], null]);
    expect(await stores.runs.latestRun()).toBeNull();
    expect(await stores.runs.cellsOf('a' as RunId)).toEqual([]);
    stores.close();
  });
});

describe('a wiped database', () => {
  async function visit(idb: ReturnType<typeof fresh>, marker: StorageMarker, write: boolean): Promise<string[]> {
    const lost: Fault[] = [];
    const stores = await openDexieStores({ idb, marker, onLost: (fault) => lost.push(fault) });
    if (write) await stores.runs.putRun(someRun('a', 1));
    stores.close();
    return lost.map((fault) => fault.code);
  }

  it('is noticed once, when it held runs', async () => {
    const idb = fresh();
    const marker = memoryMarker();
    expect(await visit(idb, marker, true)).toEqual([]);
    expect(await visit(idb, marker, true)).toEqual([]);
    await wipe(idb.indexedDB);
    expect(await visit(idb, marker, false)).toEqual(['storage-lost']);
    expect(await visit(idb, marker, true)).toEqual([]);
    await wipe(idb.indexedDB);
    expect(await visit(idb, marker, true)).toEqual(['storage-lost']);
    expect(await visit(idb, marker, true)).toEqual([]);
  });

  it('is noticed when a worker opened the new one first', async () => {
    const idb = fresh();
    const marker = memoryMarker();
    await visit(idb, marker, true);
    await wipe(idb.indexedDB);
    const worker = await openDexieStores({ idb });
    const { info, parts } = someShard('starter', 1);
    await worker.shards.putShard(info, parts);
    expect(await visit(idb, marker, false)).toEqual(['storage-lost']);
    worker.close();
  });

  it('is no loss when nothing was kept in it', async () => {
    const idb = fresh();
    const marker = memoryMarker();
    await visit(idb, marker, false);
    await wipe(idb.indexedDB);
    expect(await visit(idb, marker, false)).toEqual([]);
  });

  it('goes unnoticed, without harm, where the marker cannot be kept', async () => {
    const marker = localStorageMarker(() => {
      throw new DOMException('No.', 'SecurityError');
    });
    const idb = fresh();
    expect(await visit(idb, marker, true)).toEqual([]);
    await wipe(idb.indexedDB);
    expect(await visit(idb, marker, true)).toEqual([]);
  });

  it('is marked in localStorage', async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    } as Storage;
    const marker = localStorageMarker(() => storage);
    const idb = fresh();
    await visit(idb, marker, true);
    expect(kept.size).toBe(1);
    await wipe(idb.indexedDB);
    expect(await visit(idb, marker, false)).toEqual(['storage-lost']);
    expect(kept.size).toBe(0);
  });
});

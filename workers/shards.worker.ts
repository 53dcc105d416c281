import type { ShardsWorkerApi } from '../lib/protocol/shards.ts';
import { openDexieStores } from '../lib/store/dexie.ts';
import { createMemoryStores } from '../lib/store/memory.ts';
import type { FileStore } from './models/ports.ts';
import { OpfsStore } from './models/opfs-store.ts';
import { serve } from './serve.ts';
import { createShardsCore } from './shards/core.ts';
import { allRooms } from './shards/rooms.ts';
import { browserWorld } from './shards/world.ts';

/** Parts kept in memory: a million personas of some 100 bytes fit, with room for their attributes. */
const BUDGET = 160 * 1024 * 1024;
/** On devices with little memory, where tabs are killed early. */
const SMALL_BUDGET = 48 * 1024 * 1024;
const SMALL_DEVICE_GB = 4;

/** Wiring only: the shards worker over this browser's database, or over memory where there is none. */
const core = open();

async function open(): Promise<ShardsWorkerApi> {
  const stored = await openDexieStores().catch(() => null);
  // The page tells the user that nothing is kept; the starter personas work all the same.
  const { shards } = stored ?? createMemoryStores();
  const world = browserWorld(shards);
  const files = stored ? await openFiles() : null;
  return createShardsCore(world, { files, budget: budget(), ...world }, allRooms);
}

function budget(): number {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return deviceMemory !== undefined && deviceMemory <= SMALL_DEVICE_GB ? SMALL_BUDGET : BUDGET;
}

/** Null where the browser has no private file system, or refuses it in a private window. */
async function openFiles(): Promise<FileStore | null> {
  const { storage } = navigator as { storage?: StorageManager };
  try {
    if (!storage) return null;
    const files = new OpfsStore(await storage.getDirectory());
    // Only a file that was written tells.
    await (await files.write('shards-probe', 0)).close();
    await files.remove('shards-probe');
    return files;
  } catch {
    return null;
  }
}

/** The methods of the core, which the page may call before the database is open. */
const api = new Proxy({} as ShardsWorkerApi, {
  get:
    (_, name) =>
    async (...given: readonly unknown[]): Promise<unknown> => {
      const methods: Record<string, unknown> = { ...(await core) };
      return (methods[String(name)] as (...given: readonly unknown[]) => unknown)(...given);
    },
});

void serve(api, 'personas');

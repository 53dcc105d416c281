import { faultOf } from '../model/fault.ts';
import { openDexieStores } from '../store/dexie.ts';
import { localStorageMarker } from '../store/marker.ts';
import { createMemoryStores } from '../store/memory.ts';
import { nextPaint } from './frames.ts';
import { EngineHost } from './host.ts';
import { PlaySession } from './play-session.ts';
import type { PlayActions, PlayState } from './play-state.ts';
import { ShardsClient } from './shards-client.ts';
import { randomId } from './random-id.ts';
import { spawnEngine, spawnShards } from './spawn.ts';

/** The Play session over this browser's workers and database. */
export function createPlayStore(): {
  readonly actions: PlayActions;
  getState(): PlayState;
  subscribe(listener: () => void): () => void;
  dispose(): void;
} {
  const base = new URL('/', location.href).href;
  const session: PlaySession = new PlaySession({
    host: new EngineHost({
      spawn: spawnEngine,
      onProgress: (progress) => session.engineProgress(progress),
      onLost: (why) => session.engineLost(why),
    }),
    shards: new ShardsClient(spawnShards, `${base}personas/starter.json`),
    openStore: async () => {
      try {
        const marker = localStorageMarker(() => localStorage);
        const stores = await openDexieStores({ marker, onLost: (why) => session.storageLost(why) });
        return { runs: stores.runs, kept: true, fault: null };
      } catch (thrown) {
        return { runs: createMemoryStores().runs, kept: false, fault: faultOf(thrown, 'storage-blocked') };
      }
    },
    loadOptions: { base, model: 'smollm2-135m', source: { kind: 'origin' }, threads: 0, width: 0 },
    model: { engine: 'chorus', model: 'smollm2-135m' },
    now: () => Date.now(),
    newId: randomId,
    nextPaint,
  });
  void session.start();
  return session;
}

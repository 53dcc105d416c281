import { fault, FaultError } from '../../lib/model/fault.ts';
import { CacheStore, FILES_CACHE } from './cache-store.ts';
import { LocalLocks } from './local-locks.ts';
import { OpfsStore } from './opfs-store.ts';
import type { ArtifactCaches, FileStore, Locks, World } from './ports.ts';

// A line that is silent for so long is dead; mobile networks may take half of it to come back.
const STALL_MS = 60_000;
// Said of what this worker put into a cache: it was verified. What an engine fetched by itself was not.
const MARK = 'x-kept-by';
// WebLLM's own caches, where such unverified files may lie.
const ENGINE_CACHE = /^webllm\//;

/** The ports of a worker in a browser. @throws FaultError `storage-blocked` where nothing can be kept */
export async function browserWorld(): Promise<World> {
  return {
    store: await openStore(),
    caches: browserCaches,
    locks: browserLocks(),
    fetch: (url, init) => fetch(url, init),
    free: async () => {
      const { quota, usage } = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
      return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
    },
    now: () => performance.now(),
    wait,
    stallMs: STALL_MS,
  };
}

async function openStore(): Promise<FileStore> {
  const { storage } = navigator as { storage?: StorageManager };
  try {
    if (!storage) throw new Error('no storage here');
    const store = new OpfsStore(await storage.getDirectory());
    // Only a file that was written tells: some browsers refuse it in private windows.
    const probe = await store.write('models-probe', 0);
    await probe.close();
    await store.remove('models-probe');
    return store;
  } catch {
    return openCacheStore();
  }
}

async function openCacheStore(): Promise<FileStore> {
  try {
    return new CacheStore(await caches.open(FILES_CACHE), self.location.origin);
  } catch {
    throw new FaultError(fault('storage-blocked', 'This browser keeps no files for this site (a private window?).'));
  }
}

const browserCaches: ArtifactCaches = {
  async size(cache, url) {
    const response = await (await caches.open(cache)).match(url);
    if (!response || (ENGINE_CACHE.test(cache) && !response.headers.has(MARK))) return null;
    return Number(response.headers.get('content-length') ?? 0);
  },
  async put(cache, url, body, type) {
    const headers = { 'content-length': String(body.size), 'content-type': type, [MARK]: 'models' };
    await (await caches.open(cache)).put(url, new Response(body, { headers }));
  },
  async delete(cache, url) {
    await (await caches.open(cache)).delete(url);
  },
};

function browserLocks(): Locks {
  // Missing on plain http, where tabs then do not wait for each other.
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return new LocalLocks();
  return {
    alone: (name, signal, work) => locks.request(name, { signal }, work),
    shared: (name, signal, work) => locks.request(name, { signal, mode: 'shared' }, work),
    ifFree: (name, work) =>
      locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock) await work();
        return lock !== null;
      }),
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Ended.', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

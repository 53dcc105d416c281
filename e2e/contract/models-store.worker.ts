import { CacheStore } from '../../workers/models/cache-store.ts';
import { fileStoreCases } from '../../workers/models/file-store-contract.ts';
import { OpfsStore } from '../../workers/models/opfs-store.ts';
import type { FileStore } from '../../workers/models/ports.ts';

/** Runs the store contract on the store that this worker's name asks for. */
async function emptyStore(): Promise<FileStore> {
  if (self.name === 'cache') {
    await caches.delete('store-cases');
    return new CacheStore(await caches.open('store-cases'), self.location.origin);
  }
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('store-cases', { recursive: true }).catch(() => undefined);
  return new OpfsStore(await root.getDirectoryHandle('store-cases', { create: true }));
}

const results: Record<string, string | null> = {};
for (const { name, run } of fileStoreCases) {
  try {
    await run(await emptyStore());
    results[name] = null;
  } catch (thrown) {
    results[name] = String(thrown);
  }
}
self.postMessage(results);

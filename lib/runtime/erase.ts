/** Another tab that does not let go of a database must not keep this one from opening. */
const PATIENCE_MS = 5_000;

/**
 * Removes all that this site keeps in the browser: databases, private files, caches, settings, and the offline copy with
 * its service worker. Call it before anything is opened. Never rejects: what cannot be removed stays.
 */
export async function eraseEverything(): Promise<void> {
  const { storage, serviceWorker } = navigator as { storage?: StorageManager; serviceWorker?: ServiceWorkerContainer };
  await Promise.allSettled([eraseDatabases(), eraseFiles(storage), eraseCaches(), eraseWorkers(serviceWorker)]);
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // Refused here, so nothing was kept there either.
  }
}

async function eraseDatabases(): Promise<void> {
  const listed = await indexedDB.databases();
  await Promise.all(listed.flatMap(({ name }) => (name === undefined ? [] : [eraseDatabase(name)])));
}

function eraseDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = () => resolve();
    // Blocked: the browser removes it as soon as the other tab lets go.
    setTimeout(resolve, PATIENCE_MS);
  });
}

async function eraseFiles(storage: StorageManager | undefined): Promise<void> {
  const root = await storage?.getDirectory();
  if (!root) return;
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  await Promise.allSettled(names.map((name) => root.removeEntry(name, { recursive: true })));
}

async function eraseCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function eraseWorkers(serviceWorker: ServiceWorkerContainer | undefined): Promise<void> {
  const registered = (await serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registered.map((one) => one.unregister()));
}

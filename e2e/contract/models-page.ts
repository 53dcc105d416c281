import * as Comlink from 'comlink';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { DownloadProgress, ModelsWorkerApi } from '../../lib/protocol/models.ts';

/** The test site's page: models workers by number, each as the app starts one. */
interface Held {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<ModelsWorkerApi>;
  readonly seen: DownloadProgress[];
}

const held = new Map<number, Held>();
const at = (id: number): Held => {
  const found = held.get(id);
  if (!found) throw new Error(`There is no worker ${id}.`);
  return found;
};

function value<T>(outcome: Outcome<T>): T {
  // Playwright carries an error's message alone; the tests look for the code.
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

const bench = {
  async start(id: number, script = '/worker.js') {
    // The worker holds a lock with its name, which all tabs of the site see.
    const worker = new Worker(script, { type: 'module', name: crypto.randomUUID() });
    const remote = Comlink.wrap<ModelsWorkerApi>(worker);
    const seen: DownloadProgress[] = [];
    held.set(id, { worker, remote, seen });
    await remote.ping();
    await remote.connect(Comlink.proxy((progress) => void seen.push(progress)));
  },
  kill: (id: number) => at(id).worker.terminate(),
  seen: (id: number) => at(id).seen,
  inspect: async (id: number, ...args: Parameters<ModelsWorkerApi['inspect']>) =>
    value(await at(id).remote.inspect(...args)),
  download: async (id: number, ...args: Parameters<ModelsWorkerApi['download']>) => {
    at(id).seen.length = 0;
    value(await at(id).remote.download(...args));
  },
  pause: (id: number, key: string) => at(id).remote.pause(key),
  kept: async (id: number) => value(await at(id).remote.kept()),
  remove: async (id: number, key: string) => value(await at(id).remote.remove(key)),
  offer: async (id: number, model: string) => value(await at(id).remote.offer(new URL('/', location.href).href, model)),
  keep: async (id: number, key: string, files: Readonly<Record<string, string>>) => {
    const blobs = Object.entries(files).map(([name, text]) => ({ name, blob: new Blob([text]) }));
    value(await at(id).remote.keep(key, blobs));
  },
  /** Names, sizes and hashes of a model's files, read on the page as an engine's would be. */
  async open(id: number, key: string) {
    const files = value(await at(id).remote.open(key));
    const sums = files.map(async ({ name, blob }) => ({ name, bytes: blob.size, sha256: await sum(blob) }));
    return Promise.all(sums);
  },
  async cached(cache: string, url: string) {
    const response = await (await caches.open(cache)).match(new Request(url));
    return response ? sum(await response.blob()) : null;
  },
  async cacheKeys(cache: string) {
    return (await (await caches.open(cache)).keys()).map(({ url }) => url);
  },
  /** Runs the store contract in a worker. @returns what failed, by case */
  storeCases: (kind: 'opfs' | 'cache') =>
    new Promise<Record<string, string | null>>((resolve) => {
      const worker = new Worker('/store.js', { type: 'module', name: kind });
      worker.onmessage = ({ data }: MessageEvent<Record<string, string | null>>) => resolve(data);
    }),
};

async function sum(blob: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type ModelsBench = typeof bench;

declare global {
  // Where the tests find it.
  var polyphonyModelsBench: ModelsBench;
}
globalThis.polyphonyModelsBench = bench;

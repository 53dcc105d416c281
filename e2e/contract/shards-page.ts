import * as Comlink from 'comlink';
import type { ShardId } from '../../lib/model/ids.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { ShardsEvent, ShardsWorkerApi } from '../../lib/protocol/shards.ts';

/** The test site's page: the shards worker as the app starts it, and hands on what lies in the browser. */
const STARTER = 'starter' as ShardId;

let worker: Worker | null = null;
let remote: Comlink.Remote<ShardsWorkerApi> | null = null;
const events: ShardsEvent['kind'][] = [];

function at(): Comlink.Remote<ShardsWorkerApi> {
  if (!remote) throw new Error('No worker was started.');
  return remote;
}

function value<T>(outcome: Outcome<T>): T {
  // Playwright carries an error's message alone; the tests look for the code.
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(String(request.error)));
  });
}

const bench = {
  async start() {
    worker = new Worker('/worker.js', { type: 'module', name: crypto.randomUUID() });
    remote = Comlink.wrap<ShardsWorkerApi>(worker);
    await remote.connect(Comlink.proxy((event: ShardsEvent) => void events.push(event.kind)));
    await remote.ping();
  },
  end: () => worker?.terminate(),
  starter: async () => value(await at().ensureStarter(new URL('/starter.json', location.href).href)),
  shards: async () =>
    value(await at().shards()).map((view) => ({
      ...view.info,
      damagedParts: view.damagedParts,
      removed: view.removed,
    })),
  texts: async (rows: readonly number[]) => {
    const read = value(await at().rows(rows.map((row) => ({ shard: STARTER, row }))));
    return read.map(({ text }) => text);
  },
  rename: async (name: string) => value(await at().describe(STARTER, { name })),
  verify: async () => value(await at().verify(STARTER)),
  repair: async () => value(await at().repair(STARTER)),
  exported: async (format: 'jsonl' | 'parquet') => {
    const blob = value(await at().exportRows({ kind: 'shard', shard: STARTER }, format));
    return format === 'jsonl' ? (await blob.text()).split('\n').length - 1 : blob.size;
  },
  /** Removes rows in favour of row 0. */
  decide: async (id: string, rows: readonly number[]) =>
    value(
      await at().applyDecision({
        version: 1,
        ...{ id, createdAt: 1, scope: 'Starters', threshold: 0.9, keep: 'first', byHand: 0, before: 9, clusters: 1 },
        method: { kind: 'exact', tokens: { kind: 'words', size: 1 } },
        removed: {
          kind: 'personas',
          shards: [STARTER],
          shard: new Uint16Array(rows.length),
          rows: Uint32Array.from(rows),
          keptShard: new Uint16Array(rows.length),
          keptRows: new Uint32Array(rows.length),
          similarity: new Float32Array(rows.length).fill(1),
        },
      }),
    ),
  undo: async (id: string) => value(await at().undoDecision(id)),
  decided: async (id: string) => (await value(await at().exportDecision(id)).text()).trimEnd().split('\n').length - 1,
  events: () => events,

  /** Files of the private file system, with their sizes. */
  async files() {
    const found: Record<string, number> = {};
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
        else {
          // The worker may have moved or removed it since it was listed.
          const file = await handle.getFile().catch(() => null);
          if (file) found[`${path}${name}`] = file.size;
        }
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return found;
  },
  /** As a browser does that finds its database damaged. */
  wipe: () => done(indexedDB.deleteDatabase('polyphony')).then(() => undefined),
  /** Flips a bit in the text of a part, as a bad disk does. */
  async damage(index: number) {
    const db = await done(indexedDB.open('polyphony'));
    const parts = db.transaction('parts', 'readwrite').objectStore('parts');
    const part = (await done(parts.get([STARTER, index]))) as { readonly text: Uint8Array };
    part.text[3] = (part.text[3] ?? 0) ^ 1;
    await done(parts.put(part));
    db.close();
  },
  /** Leaves a database as version 1 of the app did. @param shard as in lib/store/fixtures/shard.v1.json */
  async writeVersion1(shard: {
    readonly info: unknown;
    readonly parts: readonly {
      readonly text: readonly number[];
      readonly offsets: readonly number[];
      readonly columns: readonly { readonly codes: readonly number[] }[];
    }[];
  }) {
    const request = indexedDB.open('polyphony', 10); // Dexie counts in tens
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
      db.createObjectStore('cells', { keyPath: 'id' }).createIndex('run', 'run');
      db.createObjectStore('settings', { keyPath: 'key' });
      db.createObjectStore('shards', { keyPath: 'id' });
      db.createObjectStore('parts', { keyPath: ['shard', 'index'] });
      db.createObjectStore('births', { keyPath: 'key' });
    };
    const db = await done(request);
    const change = db.transaction(['shards', 'parts'], 'readwrite');
    change.objectStore('shards').put(shard.info);
    for (const part of shard.parts) {
      const columns = part.columns.map((column) => ({ ...column, codes: Uint16Array.from(column.codes) }));
      const text = Uint8Array.from(part.text);
      change.objectStore('parts').put({ ...part, text, offsets: Uint32Array.from(part.offsets), columns });
    }
    await new Promise((resolve) => (change.oncomplete = resolve));
    db.close();
  },
};

declare global {
  var polyphonyShardsBench: typeof bench;
}
globalThis.polyphonyShardsBench = bench;

export type ShardsBench = typeof bench;

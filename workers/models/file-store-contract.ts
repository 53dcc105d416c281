import type { FileStore } from './ports.ts';

/** What every file store promises; Node runs it on the store in memory, a real browser on its own. */
export interface StoreCase {
  readonly name: string;
  /** Throws when the promise is broken. The store is empty before. */
  readonly run: (store: FileStore) => Promise<void>;
}

export const fileStoreCases: readonly StoreCase[] = [
  {
    name: 'knows nothing of what was never written',
    run: async (store) => {
      same(await store.size('a/b'), null);
      same(await store.open('a/b'), null);
      same(await store.list('a'), []);
      await store.remove('a/b');
      await store.remove('a');
    },
  },
  {
    name: 'gives back what was written, in folders with any names',
    run: async (store) => {
      const path = 'models/wllama%2Fowner%2Fname/files/größe%20(1).gguf';
      await put(store, path, [1, 2, 3]);
      same(await get(store, path), [1, 2, 3]);
      same(await store.size(path), 3);
    },
  },
  {
    name: 'keeps an empty file',
    run: async (store) => {
      await put(store, 'empty', []);
      same(await store.size('empty'), 0);
    },
  },
  {
    name: 'goes on behind the bytes that are to stay, and cuts off the others',
    run: async (store) => {
      await put(store, 'f/part', [1, 2, 3, 4]);
      if (!store.resumable) return;
      await put(store, 'f/part', [9], 2);
      same(await get(store, 'f/part'), [1, 2, 9]);
    },
  },
  {
    name: 'starts a file again from nothing',
    run: async (store) => {
      await put(store, 'again', [1, 2, 3, 4]);
      await put(store, 'again', [5]);
      same(await get(store, 'again'), [5]);
    },
  },
  {
    name: 'takes many pieces',
    run: async (store) => {
      const sink = await store.write('pieces', 0);
      for (let i = 0; i < 100; i++) await sink.write(Uint8Array.of(i, i));
      await sink.close();
      same(await store.size('pieces'), 200);
      same((await get(store, 'pieces'))?.slice(198), [99, 99]);
    },
  },
  {
    name: 'does not keep the memory that it was given',
    run: async (store) => {
      const bytes = Uint8Array.of(1, 2, 3);
      const sink = await store.write('own', 0);
      await sink.write(bytes);
      bytes.fill(0);
      await sink.close();
      same(await get(store, 'own'), [1, 2, 3]);
    },
  },
  {
    name: 'moves a file over another and into a new folder',
    run: async (store) => {
      await put(store, 'x/new', [1]);
      await put(store, 'x/old', [2, 2]);
      await store.move('x/new', 'x/old');
      same(await get(store, 'x/old'), [1]);
      same(await store.size('x/new'), null);
      await store.move('x/old', 'y/z/there');
      same(await get(store, 'y/z/there'), [1]);
      same(await store.move('x/old', 'y').catch(() => 'refused'), 'refused');
    },
  },
  {
    name: 'lists and removes a folder, but not one whose name only begins like it',
    run: async (store) => {
      await put(store, 'm/a/1', [1]);
      await put(store, 'm/a/d/2', [1, 2]);
      await put(store, 'm/ab/3', [1, 2, 3]);
      const list = [...(await store.list('m'))].sort((a, b) => a.bytes - b.bytes);
      same(list, [
        { path: 'm/a/1', bytes: 1 },
        { path: 'm/a/d/2', bytes: 2 },
        { path: 'm/ab/3', bytes: 3 },
      ]);
      await store.remove('m/a');
      same(await store.list(''), [{ path: 'm/ab/3', bytes: 3 }]);
      await store.remove('m/ab/3');
      same(await store.list('m'), []);
    },
  },
];

async function put(store: FileStore, path: string, bytes: readonly number[], from = 0): Promise<void> {
  const sink = await store.write(path, from);
  if (bytes.length > 0) await sink.write(Uint8Array.from(bytes));
  await sink.close();
}

async function get(store: FileStore, path: string): Promise<number[] | null> {
  const blob = await store.open(path);
  return blob && [...new Uint8Array(await blob.arrayBuffer())];
}

function same(seen: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`Expected ${b}, got ${a}.`);
}

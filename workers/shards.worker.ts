import { fault, FaultError } from '../lib/model/fault.ts';
import type { ShardsWorkerApi } from '../lib/protocol/shards.ts';
import { openDexieStores } from '../lib/store/dexie.ts';
import { createMemoryStores } from '../lib/store/memory.ts';
import { serve } from './serve.ts';
import { createShardsCore } from './shards/core.ts';

/** Wiring only: the shards worker over this browser's database, or over memory where there is none. */
const core = openDexieStores()
  .catch(() => createMemoryStores()) // the page tells the user; the starter personas work all the same
  .then((stores) => createShardsCore(stores.shards, fetchText));

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok)
    throw new FaultError(fault('download-failed', `The server answered ${response.status} for ${url}.`));
  return response.text();
}

const api: ShardsWorkerApi = {
  ensureStarter: async (url) => (await core).ensureStarter(url),
  search: async (query) => (await core).search(query),
  sample: async (shard, count, seed, exclude) => (await core).sample(shard, count, seed, exclude),
};

void serve(api);

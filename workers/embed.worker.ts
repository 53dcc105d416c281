import type { EmbedWorkerApi } from '../lib/protocol/embed.ts';
import { openDexieStores } from '../lib/store/dexie.ts';
import { createEmbedCore, portOf } from './embed/core.ts';
import { browserEmbedWorld } from './embed/world.ts';
import { serve, servePort } from './serve.ts';

/** Wiring only: the sentence encoder, with vectors kept in this browser's database where there is one. */
const core = open();

async function open(): Promise<ReturnType<typeof createEmbedCore>> {
  const stored = await openDexieStores().catch(() => null);
  return createEmbedCore(browserEmbedWorld(stored?.vectors ?? null));
}

/** The methods that the page may call before the database is open. */
const api: EmbedWorkerApi = {
  connect: (options, onProgress) => void core.then((opened) => opened.connect(options, onProgress)),
  ping: async () => (await core).ping(),
  load: async () => (await core).load(),
  embed: async (call, texts) => (await core).embed(call, texts),
  embedStatic: async (call, texts) => (await core).embedStatic(call, texts),
  cancel: async (call) => (await core).cancel(call),
  held: async () => (await core).held(),
  clear: async () => (await core).clear(),
  serve: async (port) => servePort(portOf(await core), port),
};

void serve(api);

import type { DownloadProgress, ModelsWorkerApi } from '../lib/protocol/models.ts';
import { openPartCache, WEIGHTS_CACHE } from './engines/chorus/kept-parts.ts';
import { readOffer } from './engines/chorus/offer.ts';
import { browserWorld } from './models/browser-world.ts';
import { Models } from './models/models.ts';
import { outcome, serve } from './serve.ts';

/** Wiring only: the models worker reads indexes, and fetches, keeps and removes models' files. */
let progress: (report: DownloadProgress) => void = () => undefined;
let opened: Promise<Models> | null = null;

function models(): Promise<Models> {
  opened ??= browserWorld().then((world) => new Models(world, (report) => progress(report)));
  // A storage that refuses now may not later.
  opened.catch(() => (opened = null));
  return opened;
}

const api: ModelsWorkerApi = {
  connect(onProgress) {
    progress = onProgress;
  },
  offer: (base, model) =>
    outcome(async () => {
      const fetcher = (url: string) => fetch(url, { credentials: 'same-origin' });
      return readOffer(`${base}models/${model}/`, { fetch: fetcher, cache: await openPartCache() });
    }),
  removeEmbedded: () =>
    outcome(async () => {
      await (await models()).removeOrigin();
      // With what the embedded engine converted from a file or the hub.
      await caches.delete(WEIGHTS_CACHE);
    }),
  inspect: (key, source) => outcome(async () => (await models()).inspect(key, source)),
  listHub: (repository, revision) => outcome(async () => (await models()).listHub(repository, revision)),
  kept: () => outcome(async () => (await models()).kept()),
  download: (pack) => outcome(async () => (await models()).download(pack)),
  pause: async (key) => (await models()).pause(key),
  keep: (key, files) => outcome(async () => (await models()).keep(key, files)),
  open: (key) => outcome(async () => (await models()).open(key)),
  remove: (key) => outcome(async () => (await models()).remove(key)),
  ping: () => alive,
};

const alive = serve(api, 'models');

// Tests look for this worker among the others.
Object.assign(self, { polyphonyModels: true });

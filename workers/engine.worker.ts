import type { JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import type { EngineLoadOptions, EngineWorkerApi } from '../lib/protocol/engine.ts';
import { coalesce } from './coalesce.ts';
import { ChorusEngine, ortFromOrigin } from './engines/chorus/engine.ts';
import { openPartCache, WEIGHTS_CACHE } from './engines/chorus/kept-parts.ts';
import { readOffer } from './engines/chorus/offer.ts';
import { loadWeights } from './engines/chorus/weights.ts';
import { createBreathe, outcome, serve } from './serve.ts';

/** Wiring only: the engine worker holds one Chorus engine and its weights. */
let emit: JobListener = () => undefined;
let progress: (report: LoadProgress) => void = () => undefined;
let engine: ChorusEngine | null = null;
const breathe = createBreathe();
const fetcher = (url: string) => fetch(url, { credentials: 'same-origin' });
const modelFolder = (base: string, model: string) => `${base}models/${model}/`;

const api: EngineWorkerApi = {
  connect(onEvents, onProgress) {
    emit = coalesce(onEvents, () => performance.now());
    progress = onProgress;
  },
  offer: (base, model) =>
    outcome(async () => readOffer(modelFolder(base, model), { fetch: fetcher, cache: await openPartCache() })),
  load: (options) =>
    outcome(async () => {
      engine ??= chorus(options);
      try {
        return await engine.load((report) => progress(report));
      } catch (thrown) {
        // The next try may name another source.
        engine = null;
        throw thrown;
      }
    }),
  generate(jobs) {
    for (const job of jobs) engine?.generate(job);
  },
  cancel(ids) {
    for (const id of ids) engine?.cancel(id);
  },
  async removeStored() {
    await caches.delete(WEIGHTS_CACHE);
  },
  ping: () => alive,
};

function chorus({ base, model, source, threads, width }: EngineLoadOptions): ChorusEngine {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  return new ChorusEngine({
    facts: { cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated, memoryGiB: memory ?? null },
    wanted: { threads, width },
    factory: () => ortFromOrigin(base),
    weights: async (onProgress) =>
      loadWeights({
        base: modelFolder(base, model),
        source,
        cache: await openPartCache(),
        fetch: fetcher,
        // A load ends with its worker; nothing else stops it.
        signal: new AbortController().signal,
        onProgress,
      }),
    emit: (events) => emit(events),
    now: () => performance.now(),
    breathe,
  });
}

const alive = serve(api);

// Marks this worker among its own threads, which share its page; tests look for it.
Object.assign(self, { polyphonyEngine: true });

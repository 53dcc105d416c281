import type { JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import { fault, FaultError } from '../lib/model/fault.ts';
import type { ChorusLoad, EngineLoadOptions, EngineWorkerApi } from '../lib/protocol/engine.ts';
import { coalesce } from './coalesce.ts';
import { ChorusEngine, ortFromOrigin } from './engines/chorus/engine.ts';
import { openPartCache } from './engines/chorus/kept-parts.ts';
import { loadWeights } from './engines/chorus/weights.ts';
import { createBreathe, outcome, serve } from './serve.ts';

/** Wiring only: this worker holds one Chorus engine and its weights. */
let emit: JobListener = () => undefined;
let progress: (report: LoadProgress) => void = () => undefined;
let engine: ChorusEngine | null = null;
const breathe = createBreathe();

const api: EngineWorkerApi = {
  connect(onEvents, onProgress) {
    emit = coalesce(onEvents, () => performance.now());
    progress = onProgress;
  },
  load: (options) =>
    outcome(async () => {
      engine ??= engineFor(options);
      try {
        return await engine.load((report) => progress(report));
      } catch (thrown) {
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
  ping: () => alive,
};

function engineFor(options: EngineLoadOptions): ChorusEngine {
  if (options.engine === 'chorus') return embedded(options);
  throw new FaultError(fault('model-unsupported', 'This worker runs Chorus models only.'));
}

function embedded({ base, model, source, threads, width }: ChorusLoad): ChorusEngine {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  return new ChorusEngine({
    facts: { cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated, memoryGiB: memory ?? null },
    wanted: { threads, width },
    factory: () => ortFromOrigin(base),
    weights: async (onProgress) =>
      loadWeights({
        base: `${base}models/${model}/`,
        source,
        cache: await openPartCache(),
        fetch: (url: string) => fetch(url, { credentials: 'same-origin' }),
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

import type { JobEvent, JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import { fault, FaultError } from '../lib/model/fault.ts';
import type {
  ChorusFilesLoad,
  ChorusLoad,
  Engine,
  EngineLoadOptions,
  EngineWorkerApi,
} from '../lib/protocol/engine.ts';
import { coalesce } from './coalesce.ts';
import { ChorusFilesEngine } from './engines/chorus-files/engine.ts';
import { openGpuDecoder } from './engines/chorus-files/gpu-decoder.ts';
import { findGpu, ortWebgpuFromOrigin } from './engines/chorus-files/gpu-module.ts';
import { ChorusEngine, ortFromOrigin } from './engines/chorus/engine.ts';
import { openPartCache } from './engines/chorus/kept-parts.ts';
import { loadWeights } from './engines/chorus/weights.ts';
import { createBreathe, outcome, serve } from './serve.ts';

/** Wiring only: this worker holds one Chorus engine, with the embedded model or one from files. */
let emit: JobListener = () => undefined;
let progress: (report: LoadProgress) => void = () => undefined;
let engine: Engine | null = null;
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

function engineFor(options: EngineLoadOptions): Engine {
  if (options.engine === 'chorus') return embedded(options);
  if (options.engine === 'chorus-files') return fromFiles(options);
  throw new FaultError(fault('model-unsupported', 'This worker runs Chorus models only.'));
}

function surroundings() {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  return {
    facts: { cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated, memoryGiB: memory ?? null },
    emit: (events: readonly JobEvent[]) => emit(events),
    now: () => performance.now(),
    breathe,
  };
}

function embedded({ base, model, source, threads, width }: ChorusLoad): ChorusEngine {
  return new ChorusEngine({
    ...surroundings(),
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
  });
}

function fromFiles(options: ChorusFilesLoad): ChorusFilesEngine {
  const { base } = options;
  // Missing on plain http.
  const { gpu } = navigator as { gpu?: GPU };
  return new ChorusFilesEngine({
    ...surroundings(),
    options,
    gpu: () => findGpu(gpu),
    factory: () => ortFromOrigin(base),
    openGpu: async (plan) => openGpuDecoder(await ortWebgpuFromOrigin(base), plan),
  });
}

const alive = serve(api);

// Marks this worker among its own threads, which share its page; tests look for it.
Object.assign(self, { polyphonyEngine: true });

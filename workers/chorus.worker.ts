import type { JobListener } from '../lib/model/job.ts';
import type { ChorusFilesLoad, ChorusLoad } from '../lib/protocol/engine.ts';
import { ChorusFilesEngine } from './engines/chorus-files/engine.ts';
import { openGpuDecoder } from './engines/chorus-files/gpu-decoder.ts';
import { findGpu, ortWebgpuFromOrigin } from './engines/chorus-files/gpu-module.ts';
import { ChorusEngine } from './engines/chorus/engine.ts';
import { openPartCache } from './engines/chorus/kept-parts.ts';
import { ortFromOrigin } from './engines/chorus/ort-origin.ts';
import { loadWeights } from './engines/chorus/weights.ts';
import { notForThisWorker, serveEngine } from './serve-engine.ts';
import { createBreathe } from './serve.ts';

/** Wiring only: this worker holds one Chorus engine, with the embedded model or one from files. */
const breathe = createBreathe();

serveEngine((options, emit) => {
  if (options.engine === 'chorus') return embedded(options, emit);
  if (options.engine === 'chorus-files') return fromFiles(options, emit);
  throw notForThisWorker(options);
});

function surroundings(emit: JobListener) {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  return {
    facts: { cores: navigator.hardwareConcurrency, isolated: crossOriginIsolated, memoryGiB: memory ?? null },
    emit,
    now: () => performance.now(),
    breathe,
  };
}

function embedded({ base, model, source, threads, width }: ChorusLoad, emit: JobListener): ChorusEngine {
  return new ChorusEngine({
    ...surroundings(emit),
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

function fromFiles(options: ChorusFilesLoad, emit: JobListener): ChorusFilesEngine {
  const { base } = options;
  // Missing on plain http.
  const { gpu } = navigator as { gpu?: GPU };
  return new ChorusFilesEngine({
    ...surroundings(emit),
    options,
    gpu: () => findGpu(gpu),
    factory: () => ortFromOrigin(base),
    openGpu: async (plan) => openGpuDecoder(await ortWebgpuFromOrigin(base), plan),
  });
}

import type { JobListener } from '../lib/model/job.ts';
import type { WllamaLoad } from '../lib/protocol/engine.ts';
import { WllamaEngine } from './engines/wllama/engine.ts';
import { hasF16Gpu } from './engines/wllama/gpu.ts';
import { openWllama } from './engines/wllama/wllama-runtime.ts';
import { notForThisWorker, serveEngine } from './serve-engine.ts';

/** Wiring only: the worker holds one GGUF model in llama.cpp, which has a worker of its own below this one. */
serveEngine((options, emit) => {
  if (options.engine !== 'wllama') throw notForThisWorker(options);
  return wllama(options, emit);
});

function wllama(options: WllamaLoad, emit: JobListener): WllamaEngine {
  // Missing on plain http.
  const { gpu } = navigator as { gpu?: GPU };
  return new WllamaEngine({
    options,
    cores: navigator.hardwareConcurrency,
    isolated: crossOriginIsolated,
    hasGpu: () => hasF16Gpu(gpu),
    open: (plan) => openWllama(options.base, plan),
    emit,
    now: () => performance.now(),
  });
}

import { fault, FaultError } from '../lib/model/fault.ts';
import type { JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import type { EngineWorkerApi, WllamaLoad } from '../lib/protocol/engine.ts';
import { coalesce } from './coalesce.ts';
import { WllamaEngine } from './engines/wllama/engine.ts';
import { hasF16Gpu } from './engines/wllama/gpu.ts';
import { openWllama } from './engines/wllama/wllama-runtime.ts';
import { outcome, serve } from './serve.ts';

/** Wiring only: the worker holds one GGUF model in llama.cpp, which has a worker of its own below this one. */
let emit: JobListener = () => undefined;
let progress: (report: LoadProgress) => void = () => undefined;
let engine: WllamaEngine | null = null;

const api: EngineWorkerApi = {
  connect(onEvents, onProgress) {
    emit = coalesce(onEvents, () => performance.now());
    progress = onProgress;
  },
  load: (options) =>
    outcome(async () => {
      if (options.engine !== 'wllama')
        throw new FaultError(fault('internal', `This worker cannot load ${options.engine}.`));
      engine ??= wllama(options);
      try {
        return await engine.load((report) => progress(report));
      } catch (thrown) {
        // The next try may ask for less context.
        engine = null;
        throw thrown;
      }
    }),
  generate(jobs) {
    for (const job of jobs) {
      if (engine) engine.generate(job);
      else emit([{ type: 'failed', id: job.id, fault: fault('model-missing', 'The model is not loaded.') }]);
    }
  },
  cancel(ids) {
    for (const id of ids) engine?.cancel(id);
  },
  ping: () => alive,
};

function wllama(options: WllamaLoad): WllamaEngine {
  // Missing on plain http.
  const { gpu } = navigator as { gpu?: GPU };
  return new WllamaEngine({
    options,
    cores: navigator.hardwareConcurrency,
    isolated: crossOriginIsolated,
    hasGpu: () => hasF16Gpu(gpu),
    open: (plan) => openWllama(options.base, plan),
    emit: (events) => emit(events),
    now: () => performance.now(),
  });
}

const alive = serve(api);

// Marks this worker among its own threads, which share its page; tests look for it.
Object.assign(self, { polyphonyEngine: true });

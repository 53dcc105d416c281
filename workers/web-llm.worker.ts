import { fault, FaultError } from '../lib/model/fault.ts';
import type { JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import type { EngineWorkerApi, WebLlmLoad } from '../lib/protocol/engine.ts';
import { coalesce } from './coalesce.ts';
import { WebLlmEngine } from './engines/web-llm/engine.ts';
import { keptFiles } from './engines/web-llm/files.ts';
import { loadMlcModel } from './engines/web-llm/mlc-model.ts';
import { createBreathe, outcome, serve } from './serve.ts';

/** Wiring only: the worker holds one model in WebLLM. */
let emit: JobListener = () => undefined;
let progress: (report: LoadProgress) => void = () => undefined;
let engine: WebLlmEngine | null = null;
const breathe = createBreathe();

const api: EngineWorkerApi = {
  connect(onEvents, onProgress) {
    emit = coalesce(onEvents, () => performance.now());
    progress = onProgress;
  },
  load: (options) =>
    outcome(async () => {
      if (options.engine !== 'web-llm')
        throw new FaultError(fault('internal', `This worker cannot load ${options.engine}.`));
      engine ??= webLlm(options);
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

function webLlm(options: WebLlmLoad): WebLlmEngine {
  // Neither is there on plain http.
  const { gpu } = navigator as { gpu?: GPU };
  const { caches: storage } = self as { caches?: CacheStorage };
  if (!storage) throw new FaultError(fault('storage-blocked', 'The browser keeps no model files on this page.'));
  // Addresses below the app's own folder may be given without it.
  const absolute = (address: string) => new URL(address, options.base).href;
  return new WebLlmEngine({
    options: { ...options, weights: absolute(options.weights), library: absolute(options.library) },
    gpu,
    files: keptFiles(storage),
    loadModel: loadMlcModel,
    isolated: crossOriginIsolated,
    emit: (events) => emit(events),
    now: () => performance.now(),
    breathe,
  });
}

const alive = serve(api);

// Marks this worker among its own threads, which share its page; tests look for it.
Object.assign(self, { polyphonyEngine: true });

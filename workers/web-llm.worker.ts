import { fault, FaultError } from '../lib/model/fault.ts';
import type { JobListener } from '../lib/model/job.ts';
import type { WebLlmLoad } from '../lib/protocol/engine.ts';
import { WebLlmEngine } from './engines/web-llm/engine.ts';
import { keptFiles } from './engines/web-llm/files.ts';
import { loadMlcModel } from './engines/web-llm/mlc-model.ts';
import { notForThisWorker, serveEngine } from './serve-engine.ts';
import { createBreathe } from './serve.ts';

/** Wiring only: the worker holds one model in WebLLM. */
const breathe = createBreathe();

serveEngine((options, emit) => {
  if (options.engine !== 'web-llm') throw notForThisWorker(options);
  return webLlm(options, emit);
});

function webLlm(options: WebLlmLoad, emit: JobListener): WebLlmEngine {
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
    emit,
    now: () => performance.now(),
    breathe,
  });
}

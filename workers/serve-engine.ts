import { fault, FaultError } from '../lib/model/fault.ts';
import type { JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import type { Engine, EngineLoadOptions, EngineWorkerApi } from '../lib/protocol/engine.ts';
import type { LedgerAsker } from '../lib/protocol/ledger.ts';
import { coalesce } from './coalesce.ts';
import { outcome, serve } from './serve.ts';

/**
 * Serves one engine from this worker: made at the first load, again at the next one after a load that failed (which may
 * ask for less). Jobs given before it is loaded fail with `model-missing`.
 *
 * @param make throws a FaultError for options that are not for this worker; events go to `emit`
 * @param more methods that this worker has besides
 * @param asker for whom it asks other hosts
 */
export function serveEngine(
  make: (options: EngineLoadOptions, emit: JobListener) => Engine,
  more: object = {},
  asker: LedgerAsker = 'engine',
): void {
  let emit: JobListener = () => undefined;
  let progress: (report: LoadProgress) => void = () => undefined;
  let engine: Engine | null = null;
  const api: EngineWorkerApi = {
    ...more,
    connect(onEvents, onProgress) {
      emit = coalesce(onEvents, () => performance.now());
      progress = onProgress;
    },
    load: (options) =>
      outcome(async () => {
        engine ??= make(options, (events) => emit(events));
        try {
          return await engine.load((report) => progress(report));
        } catch (thrown) {
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
  const alive = serve(api, asker);
  // Marks this worker among its own threads, which share its page; tests look for it.
  Object.assign(self, { polyphonyEngine: true });
}

/** What a worker says to options that belong to another one. */
export function notForThisWorker(options: EngineLoadOptions): FaultError {
  return new FaultError(fault('internal', `This worker cannot load ${options.engine}.`));
}

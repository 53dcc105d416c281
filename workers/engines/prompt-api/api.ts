import { fault, FaultError, faultOf } from '../../../lib/model/fault.ts';
import type { JobListener } from '../../../lib/model/job.ts';
import type { LoadProgress } from '../../../lib/model/model-info.ts';
import type { EngineWorkerApi } from '../../../lib/protocol/engine.ts';
import { PromptApiEngine } from './engine.ts';
import type { LanguageModelStatic } from './language-model.ts';

/**
 * The methods of an engine worker without a worker: the browser offers its model to pages only. It computes in a
 * process of the browser's own, so the page stays free. `end` stands for the end of a worker.
 */
export function createPromptApiApi(): EngineWorkerApi & { end(): void } {
  let emit: JobListener = () => undefined;
  let progress: (report: LoadProgress) => void = () => undefined;
  let engine: PromptApiEngine | null = null;
  return {
    connect(onEvents, onProgress) {
      emit = onEvents;
      progress = onProgress;
    },
    async load(options) {
      try {
        if (options.engine !== 'prompt-api')
          throw new FaultError(fault('internal', 'This is the browser’s own model.'));
        engine ??= new PromptApiEngine({
          languageModel: (globalThis as { readonly LanguageModel?: LanguageModelStatic }).LanguageModel,
          emit: (events) => emit(events),
          now: () => performance.now(),
          crossOriginIsolated: globalThis.crossOriginIsolated,
        });
        return { ok: true, value: await engine.load((report) => progress(report)) };
      } catch (thrown) {
        engine = null;
        return { ok: false, fault: faultOf(thrown) };
      }
    },
    generate(jobs) {
      for (const job of jobs) engine?.generate(job);
    },
    cancel(ids) {
      for (const id of ids) engine?.cancel(id);
    },
    ping: () => Promise.resolve(),
    end() {
      void engine?.dispose();
      engine = null;
    },
  };
}

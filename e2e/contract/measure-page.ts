import type { ExperimentResult } from '../../lib/model/experiment-result.ts';
import type { EmbedWorkerApi } from '../../lib/protocol/embed.ts';
import type { MeasureProgress, MeasureWorkerApi } from '../../lib/protocol/measure.ts';
import { linkWorker } from '../../lib/runtime/link.ts';
import { MeasureClient } from '../../lib/runtime/measure-client.ts';
import { smallAsk } from '../../workers/measure/core.test-help.ts';

/** The test site's page: the app's own client over the app's own workers. */
const started: Worker[] = [];
const spawn = (script: string) => (name: string) => {
  const worker = new Worker(script, { type: 'module', name });
  started.push(worker);
  return worker;
};
const client = new MeasureClient({
  spawnMeasure: () => linkWorker<MeasureWorkerApi>(spawn('/measure.js')),
  spawnEmbed: () => linkWorker<EmbedWorkerApi>(spawn('/embed.js')),
  load: { base: new URL('/', location.href).href, threads: 0 },
});

/** Workers of this page that hold their lock: those that live. */
async function living(): Promise<number> {
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name?.startsWith('polyphony-')).length;
}

const bench = {
  /** @param abortAt ends the analysis when this stage is first told of */
  async measure(meaning: boolean, abortAt: string | null = null) {
    const heard: MeasureProgress[] = [];
    const stop = new AbortController();
    const onProgress = (progress: MeasureProgress) => {
      heard.push(progress);
      if (progress.stage === abortAt) stop.abort();
    };
    const outcome = await client.measure(smallAsk(meaning), { signal: stop.signal, onProgress });
    const result: ExperimentResult | null = outcome.ok ? outcome.value : null;
    return {
      code: outcome.ok ? 'ok' : outcome.fault.code,
      result,
      stages: [...new Set(heard.map(({ stage }) => stage))],
    };
  },
  /** Kills the newest worker as soon as the encoder is told of. */
  async killed() {
    const stop = new AbortController();
    let killed = false;
    const onProgress = ({ stage }: MeasureProgress) => {
      if (stage === 'loading' && !killed) started.at(-1)?.terminate();
      killed ||= stage === 'loading';
    };
    const outcome = await client.measure(smallAsk(true), { signal: stop.signal, onProgress });
    return outcome.ok ? 'ok' : outcome.fault.code;
  },
  living,
};

declare global {
  var polyphonyMeasureBench: typeof bench;
}
globalThis.polyphonyMeasureBench = bench;

export type MeasureBench = typeof bench;

import type { AnalysisWorld } from '../../lib/analysis/analyse.ts';
import { APP_VERSION } from '../../lib/model/app-version.ts';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { MeasureJobId, MeasureWorkerApi } from '../../lib/protocol/measure.ts';
import { type EncoderPort, openEncoders } from '../dedup/encoders.ts';
import { outcome, portRemote } from '../serve.ts';
import { createNews } from './news.ts';
import type { MeasureWorld } from './ports.ts';

/** The measure worker without its worker. Answers are data: faults of the encoder and of the input come as `{ok: false}`. */
export function createMeasureCore(world: MeasureWorld): Omit<MeasureWorkerApi, 'connect'> {
  const running = new Map<MeasureJobId, AbortController>();
  let port: EncoderPort | null = null;

  return {
    ping: () => Promise.resolve(),
    useEncoder: (given) => {
      port = portRemote(given);
      return Promise.resolve();
    },
    measure: (job, { experiment, trials, meaning }) =>
      outcome(async () => {
        if (running.has(job)) throw new FaultError(fault('internal', `The analysis ${job} is under way already.`));
        const end = new AbortController();
        running.set(job, end);
        const { signal } = end;
        const news = createNews(job, world, signal);
        try {
          const detect = await world.loadDetector();
          const encoder = meaning ? await openEncoder(port, news.tell, signal) : null;
          signal.throwIfAborted();
          return await world.analyse(
            { experiment, trials, app: APP_VERSION, at: world.date() },
            { encoder, detect, progress: news.tell, breathe: world.breathe, signal },
          );
        } finally {
          running.delete(job);
        }
      }),
    cancel: (job) => {
      running.get(job)?.abort(new FaultError(fault('cancelled', 'The analysis was cancelled.')));
      return Promise.resolve();
    },
  };
}

async function openEncoder(
  port: EncoderPort | null,
  tell: (stage: 'loading', done: number, total: number) => void,
  signal: AbortSignal,
): Promise<NonNullable<AnalysisWorld['encoder']>> {
  if (port === null) throw new FaultError(fault('internal', 'The measure worker was given no sentence encoder.'));
  tell('loading', 0, 1);
  const { info, full } = await openEncoders(port, signal);
  tell('loading', 1, 1);
  return {
    name: info.model,
    embed: async (texts, stop) => ({ values: await full.embed(texts, stop), dimensions: full.dimensions }),
  };
}

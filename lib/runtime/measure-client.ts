import * as Comlink from 'comlink';
import type { ExperimentResult } from '../model/experiment-result.ts';
import { fault, type Fault } from '../model/fault.ts';
import type { LoadProgress } from '../model/model-info.ts';
import type { EmbedLoad, EmbedWorkerApi } from '../protocol/embed.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { MeasureAsk, MeasureProgress, MeasureWorkerApi } from '../protocol/measure.ts';
import type { WorkerLink } from './link.ts';
import { failed } from './outcome.ts';

export interface MeasureWorkers {
  readonly spawnMeasure: () => WorkerLink<MeasureWorkerApi>;
  readonly spawnEmbed: () => WorkerLink<EmbedWorkerApi>;
  readonly load: EmbedLoad;
}

export interface MeasureOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: MeasureProgress) => void;
}

/**
 * The page's side of the measure worker. Every analysis has workers of its own, which end with it: the sentence encoder
 * and the pairs of a thousand texts are some hundred megabytes that nobody needs in between, and vectors are kept on
 * disk. Nothing here rejects.
 */
export class MeasureClient {
  private readonly running = new Set<AbortController>();
  private jobs = 0;

  constructor(private readonly workers: MeasureWorkers) {}

  /** Answers `cancelled` after the signal or `dispose`, `worker-crashed` when a worker died. */
  async measure(ask: MeasureAsk, { signal, onProgress }: MeasureOptions): Promise<Outcome<ExperimentResult>> {
    const end = new AbortController();
    const stop = () => end.abort();
    this.running.add(end);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const links: WorkerLink<unknown>[] = [];
    try {
      return await this.work(ask, end.signal, onProgress, links);
    } catch (thrown) {
      return failed(fault('internal', thrown instanceof Error ? thrown.message : String(thrown)));
    } finally {
      signal.removeEventListener('abort', stop);
      this.running.delete(end);
      // Also how a cancelled analysis stops: at once, wherever it is.
      end.abort();
      for (const link of links) link.end();
    }
  }

  dispose(): void {
    for (const end of this.running) end.abort();
  }

  private async work(
    ask: MeasureAsk,
    signal: AbortSignal,
    onProgress: (progress: MeasureProgress) => void,
    links: WorkerLink<unknown>[],
  ): Promise<Outcome<ExperimentResult>> {
    if (signal.aborted) return cancelled;
    this.jobs += 1;
    const job = `measure-${this.jobs}`;
    const hear = (progress: MeasureProgress) => {
      // A worker that was ended may still have something on its way.
      if (!signal.aborted && progress.job === job) onProgress(progress);
    };
    const ends: Promise<Fault>[] = [];
    const measure = this.workers.spawnMeasure();
    links.push(measure);
    ends.push(measure.died);
    measure.remote.connect(Comlink.proxy(hear)).catch(() => undefined); // its death says the rest
    const asked = async () => {
      if (ask.meaning) {
        const embed = this.workers.spawnEmbed();
        links.push(embed);
        ends.push(embed.died);
        const loading = ({ fraction }: LoadProgress) => hear({ job, stage: 'loading', done: fraction, total: 1 });
        embed.remote.connect(this.workers.load, Comlink.proxy(loading)).catch(() => undefined);
        const { port1, port2 } = new MessageChannel();
        // Whatever comes of this, the death of either worker is an answer of its own.
        void embed.remote.serve(Comlink.transfer(port1, [port1])).catch(() => undefined);
        await measure.remote.useEncoder(Comlink.transfer(port2, [port2]));
      }
      return measure.remote.measure(job, ask);
    };
    const answer = asked();
    return Promise.race([answer, ...ends.map((died) => died.then(failed)), whenAborted(signal)]);
  }
}

const cancelled = failed(fault('cancelled', 'The analysis was cancelled.'));

function whenAborted(signal: AbortSignal): Promise<Outcome<never>> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(cancelled), { once: true }));
}

import { renderChatml } from '../prompt/chatml.ts';
import type { JobId, Seed } from '../model/ids.ts';
import { type GenerateJob, isEnd, type JobEvent, type Sampling } from '../model/job.ts';
import { encodeChat } from './encode-chat.ts';
import { FakeModel, type FakeModelOptions } from './fake-model.test-help.ts';
import { BatchScheduler } from './scheduler.ts';
import { END, tinyTokenizer } from './tiny-tokenizer.test-help.ts';
import type { MaskFor } from './token-mask.ts';

export const tokenizer = tinyTokenizer();

export function encode(prompt: GenerateJob['prompt']) {
  return encodeChat(tokenizer, renderChatml(prompt));
}

export function job(
  id: string,
  ask: string,
  sampling: Partial<Sampling> = {},
  prompt: Partial<GenerateJob['prompt']> = {},
): GenerateJob {
  const off = { temperature: 1, topP: 0.9, topK: 0, minP: 0, repetitionPenalty: 1.1, maxTokens: 12, stop: [] };
  return {
    id: id as JobId,
    prompt: { messages: [{ role: 'user', content: ask }], answerPrefix: '', sharedChars: 0, ...prompt },
    sampling: { ...off, seed: 1 as Seed, ...sampling },
    format: { kind: 'text' },
  };
}

/** A job, the tick at which it arrives, and how many ticks later it is cancelled. */
export interface Visit {
  readonly job: GenerateJob;
  readonly at: number;
  readonly cancelAfter: number | null;
}

export interface WorldOptions extends Partial<Omit<FakeModelOptions, 'during'>> {
  /** Numbers of the model's calls that throw, counted from 0 over all of them. */
  readonly failing?: readonly number[];
  /** Numbers of the calls of `reserve` that throw. */
  readonly reserves?: readonly number[];
  readonly maskFor?: MaskFor;
}

/** A scheduler over the fake model. Time passes in ticks: one for each breath and in the middle of each model call. */
export class World {
  readonly events: JobEvent[] = [];
  readonly model: FakeModel;
  readonly modelOptions: FakeModelOptions;
  readonly scheduler: BatchScheduler;
  /** How many model calls were made to fail. */
  failures = 0;
  private tick = 0;
  private calls = 0;
  private reserves = 0;
  private visits: readonly Visit[] = [];
  private arrived = 0;
  private clock = 0;

  constructor(options: WorldOptions = {}) {
    const during: FakeModelOptions['during'] = (call) => {
      const planned = call === 'reserve' ? options.reserves?.includes(this.reserves++) : false;
      if (call === 'prefill' || call === 'decode') this.pass();
      if (!planned && !options.failing?.includes(this.calls++)) return;
      this.failures++;
      throw new Error(`no ${call}`);
    };
    const favour = { id: END, by: 4 };
    this.modelOptions = { vocab: END + 1, context: 512, budget: 4096, width: 4, favour, ...options, during };
    this.model = new FakeModel(this.modelOptions);
    this.scheduler = new BatchScheduler({
      model: this.model,
      tokenizer,
      encode,
      ...(options.maskFor && { maskFor: options.maskFor }),
      emit: (events) => this.events.push(...events),
      width: this.modelOptions.width,
      now: () => this.clock++,
      breathe: () => {
        this.pass();
        return Promise.resolve();
      },
    });
  }

  /** Resolves when all have arrived and nothing runs. */
  async run(visits: readonly Visit[]): Promise<void> {
    this.arrived = 0;
    this.visits = [...visits].sort((a, b) => a.at - b.at);
    while (this.arrived < visits.length || !this.scheduler.idle) {
      this.pass();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** All at once, never cancelled. */
  runAll(...jobs: readonly GenerateJob[]): Promise<void> {
    return this.run(jobs.map((one) => ({ job: one, at: this.tick, cancelAfter: null })));
  }

  of(id: string): JobEvent[] {
    return this.events.filter((event) => event.id === id);
  }

  text(id: string): string {
    return this.of(id)
      .map((event) => (event.type === 'delta' ? event.text : ''))
      .join('');
  }

  end(id: string): JobEvent | undefined {
    return this.of(id).find(isEnd);
  }

  private pass(): void {
    this.tick++;
    for (let visit = this.visits[this.arrived]; visit && visit.at <= this.tick; visit = this.visits[this.arrived]) {
      this.arrived++;
      this.scheduler.submit(visit.job);
    }
    for (const {
      job: { id },
      at,
      cancelAfter,
    } of this.visits)
      if (cancelAfter !== null && at + cancelAfter === this.tick) this.scheduler.cancel(id);
  }
}

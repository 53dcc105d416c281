import { fault, type Fault, FaultError } from '../../lib/model/fault.ts';
import type { JobId } from '../../lib/model/ids.ts';
import type { ChatPrompt, GenerateJob, JobEvent, JobListener } from '../../lib/model/job.ts';
import type { EngineAbilities, EngineInfo, LoadProgress } from '../../lib/model/model-info.ts';
import type { Usage } from '../../lib/model/run.ts';
import type { Engine } from '../../lib/protocol/engine.ts';
import { createRandom } from '../../lib/sampling/random.ts';

export interface ScriptedOptions {
  readonly emit: JobListener;
  /** One step of every running job follows each; the only clock there is. */
  readonly breathe: () => Promise<void>;
  /** Rows at most. */
  readonly width?: number;
  /** Words that answers to this prompt are made of. */
  readonly words?: (prompt: ChatPrompt) => readonly string[];
  /** A fault ends the job before its word number `step`, counted from 0. */
  readonly failAt?: (job: GenerateJob, step: number) => Fault | null;
  /** Fails every load. */
  readonly loadFault?: () => Fault | null;
  /** Breaths that a load takes. */
  readonly loadSteps?: number;
}

interface Running {
  readonly job: GenerateJob;
  readonly words: readonly string[];
  step: number;
}

const lexicon = 'harbour lantern seven bread loaves bridge radio honey tide counts a the how many of each'.split(' ');

/** It draws words from a list; nothing but the seed and the number of words changes them. */
export const scriptedAbilities: EngineAbilities = {
  seeds: 'exact',
  sampling: ['maxTokens'],
  formats: ['text'],
  answerPrefix: true,
};

/** An engine without a model: deterministic words, so that screens and hosts can be tested. Never in a build. */
export class ScriptedEngine implements Engine {
  private loaded: Promise<EngineInfo> | null = null;
  private ready = false;
  private disposed = false;
  private looping = false;
  private waiting: Running[] = [];
  private rows: Running[] = [];

  constructor(private readonly options: ScriptedOptions) {}

  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.loaded ??= this.start(onProgress).catch((thrown: unknown) => {
      this.loaded = null;
      throw thrown;
    });
    return this.loaded;
  }

  generate(job: GenerateJob): void {
    if (!this.ready) {
      this.say({ type: 'failed', id: job.id, fault: fault('model-missing', 'The model is not loaded.') });
      return;
    }
    if (job.format.kind !== 'text') {
      this.say({ type: 'failed', id: job.id, fault: fault('unsupported', 'Scripted answers are held to no format.') });
      return;
    }
    this.waiting.push({ job, words: this.answer(job), step: 0 });
    if (!this.looping) void this.loop();
  }

  cancel(id: JobId): void {
    const queued = this.waiting.some(({ job }) => job.id === id);
    const row = this.rows.find(({ job }) => job.id === id);
    this.waiting = this.waiting.filter(({ job }) => job.id !== id);
    this.rows = this.rows.filter((other) => other !== row);
    if (queued) this.say({ type: 'cancelled', id, usage: null });
    else if (row) this.say({ type: 'cancelled', id, usage: this.usage(row) });
  }

  dispose(): Promise<void> {
    this.ready = false;
    this.disposed = true;
    for (const { job } of [...this.waiting, ...this.rows]) this.cancel(job.id);
    return Promise.resolve();
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { loadSteps = 1, loadFault, breathe, width = 8 } = this.options;
    for (let step = 1; step <= loadSteps; step++) {
      await breathe();
      onProgress({ phase: 'start', fraction: step / loadSteps, doneBytes: step, totalBytes: loadSteps });
    }
    const why = loadFault?.() ?? (this.disposed ? fault('cancelled', 'Unloaded.') : null);
    if (why) throw new FaultError(why);
    this.ready = true;
    const model = { id: 'scripted', name: 'Scripted', licence: 'none', downloadBytes: 0, contextTokens: null };
    const abilities = scriptedAbilities;
    return { model, device: 'cpu', threads: 1, crossOriginIsolated: false, width, loadMs: 0, abilities };
  }

  private async loop(): Promise<void> {
    this.looping = true;
    await this.options.breathe();
    while (this.rows.length + this.waiting.length > 0) {
      while (this.rows.length < (this.options.width ?? 8)) {
        const next = this.waiting.shift();
        if (!next) break;
        this.rows.push(next);
        const { id, prompt } = next.job;
        this.say({ type: 'started', id, promptTokens: prompt.messages.length });
        if (prompt.answerPrefix !== '') this.say({ type: 'delta', id, text: prompt.answerPrefix, tokens: 0 });
      }
      for (const row of [...this.rows]) this.advance(row);
      await this.options.breathe();
    }
    this.looping = false;
  }

  private advance(row: Running): void {
    if (!this.rows.includes(row)) return; // cancelled by a listener
    const { id } = row.job;
    const why = this.options.failAt?.(row.job, row.step);
    const word = row.words[row.step];
    if (!why && word !== undefined) {
      row.step++;
      this.say({ type: 'delta', id, text: ` ${word}`, tokens: row.step });
      if (row.step < row.words.length) return;
    }
    if (!this.rows.includes(row)) return;
    this.rows = this.rows.filter((other) => other !== row);
    if (why) this.say({ type: 'failed', id, fault: why });
    else this.say({ type: 'done', id, finish: 'length', usage: this.usage(row) });
  }

  /** The job's own words, drawn with its seed. */
  private answer({ prompt, sampling }: GenerateJob): string[] {
    const words = this.options.words?.(prompt) ?? lexicon;
    const random = createRandom(`${sampling.seed} ${JSON.stringify(prompt.messages)}`);
    return Array.from({ length: sampling.maxTokens }, () => words[random.below(words.length)] ?? '');
  }

  private usage({ job, step }: Running): Usage {
    const promptTokens = job.prompt.messages.length;
    return { promptTokens, sharedTokens: 0, completionTokens: step, queueMs: 0, firstTokenMs: 0, decodeMs: 0, rows: 1 };
  }

  private say(event: JobEvent): void {
    this.options.emit([event]);
  }
}

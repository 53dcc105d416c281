import { fault, type Fault, FaultError } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobEvent, JobListener } from '../../../lib/model/job.ts';
import type { EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import type { Usage } from '../../../lib/model/run.ts';
import type { Engine } from '../../../lib/protocol/engine.ts';
import { browserFault, contextOverflow } from './faults.ts';
import {
  type LanguageModelSession,
  type LanguageModelStatic,
  measure,
  type PromptMessage,
  type SamplingParams,
  windowOf,
} from './language-model.ts';

export interface PromptApiWorld {
  /** Undefined where the browser has none. */
  readonly languageModel: LanguageModelStatic | undefined;
  readonly emit: JobListener;
  readonly now: () => number;
  readonly crossOriginIsolated: boolean;
}

interface Queued {
  readonly job: GenerateJob;
  readonly queuedAt: number;
}

interface Current extends Queued {
  readonly startedAt: number;
  readonly stop: AbortController;
  promptTokens: number | null;
  firstAt: number | null;
  lastAt: number | null;
  ended: boolean;
}

const missing = () => fault('engine-start-failed', 'This browser has no model of its own for pages.');

/**
 * The browser's own model behind the engine port. It cannot be chosen, takes no seed, and of the sampling at most the
 * temperature and top-k; how long an answer may be cannot be said either. Columns take turns.
 */
export class PromptApiEngine implements Engine {
  private loaded: Promise<EngineInfo> | null = null;
  private sampling: SamplingParams | null = null;
  /** Kept open so that the browser keeps the model in memory. */
  private held: LanguageModelSession | null = null;
  private waiting: Queued[] = [];
  private current: Current | null = null;
  private ending = new AbortController();

  constructor(private readonly world: PromptApiWorld) {}

  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.loaded ??= this.start(onProgress).catch((thrown: unknown) => {
      this.loaded = null;
      throw new FaultError(browserFault(thrown, 'load'));
    });
    return this.loaded;
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { languageModel, now } = this.world;
    const { signal } = this.ending;
    const began = now();
    if (!languageModel) throw new FaultError(missing());
    let highest = 0;
    const report = (phase: LoadProgress['phase'], fraction: number) => {
      highest = Math.max(highest, fraction);
      onProgress({ phase, fraction: highest, doneBytes: 0, totalBytes: 0 });
    };
    report('start', 0);
    // First of all: a download is allowed only while the browser remembers the user's click.
    const held = await languageModel.create({
      signal,
      monitor: (monitor) => monitor.addEventListener('downloadprogress', ({ loaded }) => report('download', loaded)),
    });
    const params = (await languageModel.params?.()) ?? null;
    if (signal.aborted) {
      held.destroy();
      throw new FaultError(fault('cancelled', 'Cancelled.'));
    }
    this.held = held;
    this.sampling = params;
    report('start', 1);
    return {
      model: {
        id: 'browser',
        name: 'The browser’s own model',
        licence: null,
        downloadBytes: null,
        contextTokens: windowOf(held),
      },
      device: 'browser',
      threads: null,
      crossOriginIsolated: this.world.crossOriginIsolated,
      width: 1,
      loadMs: now() - began,
      abilities: {
        seeds: 'none',
        sampling: params ? ['temperature', 'topK'] : [],
        formats: ['text', 'json'],
        answerPrefix: true,
      },
    };
  }

  generate(job: GenerateJob): void {
    const why = this.held ? checkJob(job) : fault('model-missing', 'The model is not loaded.');
    if (why) {
      this.say({ type: 'failed', id: job.id, fault: why });
      return;
    }
    this.waiting.push({ job, queuedAt: this.world.now() });
    this.next();
  }

  cancel(id: JobId): void {
    const at = this.waiting.findIndex(({ job }) => job.id === id);
    if (at >= 0) {
      this.waiting.splice(at, 1);
      this.say({ type: 'cancelled', id, usage: null });
      return;
    }
    const { current } = this;
    if (current?.job.id !== id) return;
    this.end(current, { type: 'cancelled', id, usage: this.usage(current) });
    current.stop.abort();
  }

  dispose(): Promise<void> {
    this.ending.abort();
    this.ending = new AbortController();
    for (const { job } of [...this.waiting]) this.cancel(job.id);
    if (this.current) this.cancel(this.current.job.id);
    this.held?.destroy();
    this.held = null;
    this.loaded = null;
    return Promise.resolve();
  }

  private next(): void {
    if (this.current) return;
    const queued = this.waiting.shift();
    if (!queued) return;
    const fresh = { promptTokens: null, firstAt: null, lastAt: null, ended: false };
    const current: Current = { ...queued, startedAt: this.world.now(), stop: new AbortController(), ...fresh };
    this.current = current;
    this.say({ type: 'started', id: queued.job.id, promptTokens: null });
    void this.answer(current);
  }

  private async answer(current: Current): Promise<void> {
    const { id, prompt, format } = current.job;
    const { signal } = current.stop;
    let session: LanguageModelSession | null = null;
    try {
      const { languageModel } = this.world;
      if (!languageModel) throw new FaultError(missing());
      // Sampling and what the model is told first belong to a session, so each job has one of its own.
      session = await languageModel.create({ ...this.sessionOf(current.job), signal });
      const input = inputOf(current.job);
      const constraint = format.kind === 'json' ? { responseConstraint: JSON.parse(format.schema) as object } : {};
      current.promptTokens = await measure(session, input, constraint);
      const room = windowOf(session);
      if (current.promptTokens !== null && room !== null && current.promptTokens >= room)
        throw new FaultError(contextOverflow());
      const reader = session.promptStreaming(input, { ...constraint, signal }).getReader();
      for (let begun = false; ;) {
        const { done, value } = await reader.read();
        if (current.ended) return;
        if (!done) this.tick(current);
        // Only now is it sure that the model went on from it.
        if (!begun && prompt.answerPrefix !== '')
          this.say({ type: 'delta', id, text: prompt.answerPrefix, tokens: null });
        begun = true;
        if (done) break;
        if (value !== '') this.say({ type: 'delta', id, text: value, tokens: null });
      }
      this.end(current, { type: 'done', id, finish: 'end', usage: this.usage(current) });
    } catch (thrown) {
      this.end(current, { type: 'failed', id, fault: browserFault(thrown, 'answer') });
    } finally {
      session?.destroy();
    }
  }

  private sessionOf({ prompt, sampling }: GenerateJob) {
    const first = prompt.messages[0];
    const limits = this.sampling;
    return {
      ...(first?.role === 'system' && { initialPrompts: [first] }),
      ...(limits && {
        temperature: Math.min(sampling.temperature, limits.maxTemperature),
        topK: sampling.topK === 0 ? limits.maxTopK : Math.min(sampling.topK, limits.maxTopK),
      }),
    };
  }

  private tick(current: Current): void {
    current.lastAt = this.world.now();
    current.firstAt ??= current.lastAt;
  }

  private end(current: Current, event: JobEvent): void {
    if (current.ended) return;
    current.ended = true;
    this.say(event);
    this.current = null;
    this.next();
  }

  private usage({ queuedAt, startedAt, promptTokens, firstAt, lastAt }: Current): Usage {
    const first = firstAt ?? this.world.now();
    return {
      promptTokens,
      sharedTokens: null,
      completionTokens: null,
      queueMs: startedAt - queuedAt,
      firstTokenMs: first - startedAt,
      decodeMs: (lastAt ?? first) - first,
      rows: 1,
    };
  }

  private say(event: JobEvent): void {
    this.world.emit([event]);
  }
}

/** What is asked after the system's message. */
function inputOf({ prompt }: GenerateJob): PromptMessage[] {
  const { messages, answerPrefix } = prompt;
  const asked: PromptMessage[] = messages[0]?.role === 'system' ? messages.slice(1) : [...messages];
  return answerPrefix === '' ? asked : [...asked, { role: 'assistant', content: answerPrefix, prefix: true }];
}

function checkJob({ prompt, format }: GenerateJob): Fault | null {
  if (!prompt.messages.some(({ role }) => role === 'user')) return fault('bad-input', 'There is nothing to answer.');
  if (format.kind === 'grammar')
    return fault('unsupported', 'The browser’s model holds answers to a JSON schema, not to a grammar.');
  if (format.kind === 'text') return null;
  try {
    const schema = JSON.parse(format.schema) as unknown;
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return null;
  } catch {
    // Said below.
  }
  return fault('bad-input', 'The schema is not a JSON object.');
}

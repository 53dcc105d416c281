import { fault, type Fault, FaultError, faultOf } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobEvent, JobListener } from '../../../lib/model/job.ts';
import type { EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import { ChatTemplate } from '../../../lib/prompt/chat-template/render.ts';
import type { Engine, WllamaLoad } from '../../../lib/protocol/engine.ts';
import { Answer } from './answer.ts';
import { llamaLimits, type LlamaLimits } from './limits.ts';
import type { LlamaRuntime, OpenLlama } from './llama-runtime.ts';
import { readModelFiles, refuseTooLarge } from './model-files.ts';
import { requestOf, wllamaAbilities } from './request.ts';

export { wllamaAbilities };

/** The outer world of the engine. */
export interface WllamaSurroundings {
  readonly options: WllamaLoad;
  readonly cores: number;
  readonly isolated: boolean;
  /** Whether there is a GPU that llama.cpp can use. */
  readonly hasGpu: () => Promise<boolean>;
  readonly open: OpenLlama;
  readonly emit: JobListener;
  readonly now: () => number;
}

/** What it takes to open the engine again. */
interface Opened {
  readonly files: readonly Blob[];
  readonly template: ChatTemplate;
  readonly limits: LlamaLimits;
  readonly gpu: boolean;
}

interface Waiting {
  readonly job: GenerateJob;
  readonly queuedAt: number;
}

/**
 * Any GGUF file in llama.cpp, compiled to WebAssembly. Every running job is a slot; the rest wait here, in their order.
 * An engine that dies takes its running jobs along and is opened again for those that wait.
 */
export class WllamaEngine implements Engine {
  private loaded: Promise<EngineInfo> | null = null;
  private opened: Opened | null = null;
  /** Null while it is opened, and after it was disposed. */
  private runtime: LlamaRuntime | null = null;
  private ready = false;
  private disposed = false;
  private waiting: Waiting[] = [];
  private readonly running = new Map<JobId, Answer>();

  constructor(private readonly world: WllamaSurroundings) {}

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
    this.waiting.push({ job, queuedAt: this.world.now() });
    this.pump();
  }

  cancel(id: JobId): void {
    const before = this.waiting.length;
    this.waiting = this.waiting.filter(({ job }) => job.id !== id);
    if (this.waiting.length < before) this.say({ type: 'cancelled', id, usage: null });
    const answer = this.running.get(id);
    if (!answer || answer.ended) return;
    this.end(answer, { type: 'cancelled', id, usage: answer.usage(this.world.now()) });
    // The slot is given to the next job when the engine has let go of this one.
    answer.controller.abort();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.ready = false;
    for (const { job } of this.waiting) this.cancel(job.id);
    for (const id of this.running.keys()) this.cancel(id);
    const { runtime } = this;
    this.runtime = null;
    await runtime?.close();
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { world } = this;
    const { options } = world;
    const began = world.now();
    onProgress({ phase: 'runtime', fraction: 0, doneBytes: 0, totalBytes: 0 });
    const model = await readModelFiles(options.files);
    const { bytes, facts } = model;
    const limits = llamaLimits({
      cores: world.cores,
      isolated: world.isolated,
      slots: options.slots,
      contextTokens: options.contextTokens,
      trainedTokens: facts.contextTokens,
    });
    const gpu = options.gpu && (await world.hasGpu());
    if (!gpu) refuseTooLarge(model, limits);
    this.opened = { files: model.blobs, template: new ChatTemplate(facts.chat), limits, gpu };
    const runtime = await this.open((read) =>
      onProgress({ phase: 'start', fraction: 0.99 * (read / bytes), doneBytes: read, totalBytes: bytes }),
    );
    onProgress({ phase: 'start', fraction: 1, doneBytes: bytes, totalBytes: bytes });
    this.ready = true;
    return {
      model: {
        id: options.model,
        name: options.name,
        licence: options.licence ?? facts.licence,
        downloadBytes: bytes,
        contextTokens: runtime.contextTokens,
      },
      device: gpu ? 'gpu' : 'cpu',
      threads: gpu ? null : runtime.threads,
      crossOriginIsolated: world.isolated,
      width: limits.slots,
      loadMs: world.now() - began,
      abilities: gpu ? { ...wllamaAbilities, seeds: 'best-effort' } : wllamaAbilities,
    };
  }

  /** @throws FaultError, also when it was disposed meanwhile. */
  private async open(onBytes: (bytes: number) => void): Promise<LlamaRuntime> {
    const { opened } = this;
    if (!opened || this.disposed) throw unloaded();
    const runtime = await this.world.open({
      files: opened.files,
      ...opened.limits,
      gpu: opened.gpu,
      embeddings: false,
      onBytes,
      onDeath: (why) => this.bury(why),
    });
    // `dispose` may have come while it opened.
    if (this.isDisposed()) {
      await runtime.close();
      throw unloaded();
    }
    this.runtime = runtime;
    return runtime;
  }

  private isDisposed(): boolean {
    return this.disposed;
  }

  private pump(): void {
    const width = this.opened?.limits.slots ?? 0;
    while (this.runtime && this.running.size < width) {
      const next = this.waiting.shift();
      if (!next) return;
      void this.run(next, this.runtime);
    }
  }

  private async run({ job, queuedAt }: Waiting, runtime: LlamaRuntime): Promise<void> {
    const { now } = this.world;
    const answer = new Answer(job, queuedAt, now());
    this.running.set(job.id, answer);
    try {
      if (!this.opened) throw unloaded();
      const { template, gpu } = this.opened;
      const request = requestOf(job, template, { contextTokens: runtime.contextTokens, gpu });
      this.say({ type: 'started', id: job.id, promptTokens: null });
      this.tell(answer, job.prompt.answerPrefix);
      const take = (text: string) => this.tell(answer, text);
      await runtime.complete(
        request,
        (step) => {
          if (answer.ended) return;
          take(answer.take(step, now(), this.running.size));
          if (answer.stopped()) this.finish(answer);
        },
        answer.controller.signal,
      );
      this.finish(answer);
    } catch (thrown) {
      this.end(answer, { type: 'failed', id: job.id, fault: faultOf(thrown) });
    } finally {
      if (this.running.get(job.id) === answer) this.running.delete(job.id);
      this.pump();
    }
  }

  private finish(answer: Answer): void {
    const { id } = answer.job;
    if (answer.ended) return;
    const reason = answer.reason();
    this.tell(answer, answer.rest());
    this.end(answer, { type: 'done', id, finish: reason, usage: answer.usage(this.world.now()) });
    answer.controller.abort();
  }

  private tell(answer: Answer, text: string): void {
    if (text !== '' && !answer.ended) this.say({ type: 'delta', id: answer.job.id, text, tokens: answer.tokens ?? 0 });
  }

  private end(answer: Answer, event: JobEvent): void {
    if (answer.ended) return;
    answer.ended = true;
    this.say(event);
  }

  /** The engine died: its answers are lost, and what waits gets a new one. */
  private bury(why: Fault): void {
    const { runtime } = this;
    if (!runtime || this.disposed) return;
    this.runtime = null;
    for (const answer of this.running.values()) this.end(answer, { type: 'failed', id: answer.job.id, fault: why });
    void this.reopen(runtime);
  }

  private async reopen(dead: LlamaRuntime): Promise<void> {
    try {
      await dead.close();
      await this.open(() => undefined);
      this.pump();
    } catch (thrown) {
      this.ready = false;
      for (const { job } of this.waiting.splice(0))
        this.say({ type: 'failed', id: job.id, fault: faultOf(thrown, 'engine-start-failed') });
    }
  }

  private say(event: JobEvent): void {
    this.world.emit([event]);
  }
}

function unloaded(): FaultError {
  return new FaultError(fault('cancelled', 'The model was unloaded.'));
}

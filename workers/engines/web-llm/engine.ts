import { type Fault, fault, FaultError } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobEvent, JobListener } from '../../../lib/model/job.ts';
import type { EngineAbilities, EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import type { Engine, WebLlmLoad } from '../../../lib/protocol/engine.ts';
import { Answering } from './answering.ts';
import { CONFIG_FILE, INDEX_FILE, libraryKey, weightsKey } from './cache-keys.ts';
import { type ChatConfig, readChatConfig, readWeightBytes } from './chat-config.ts';
import { engineFault } from './engine-faults.ts';
import type { ModelFiles } from './files.ts';
import { requireGpu, watchDevices } from './gpu.ts';
import { stagedProgress } from './load-progress.ts';
import type { LoadedModel, LoadModel } from './model-port.ts';
import { rawTemplate } from './template.ts';

/** The outer world of the engine, so that its logic runs in Node with a model of a few lines. */
export interface WebLlmSurroundings {
  readonly options: WebLlmLoad;
  readonly gpu: GPU | undefined;
  readonly files: ModelFiles;
  readonly loadModel: LoadModel;
  readonly isolated: boolean;
  readonly emit: JobListener;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

export const webLlmAbilities: EngineAbilities = {
  seeds: 'exact',
  sampling: ['temperature', 'topP', 'repetitionPenalty', 'maxTokens', 'stop'],
  formats: ['text', 'json', 'grammar'],
  answerPrefix: true,
};

/** A loaded model and what is known of it. */
interface Ready {
  readonly model: LoadedModel;
  readonly config: ChatConfig;
  readonly contextTokens: number | null;
}

/**
 * WebLLM behind the engine port. It answers one job at a time, so jobs wait in a queue of our own: its queue cannot be
 * cancelled. Once the GPU is gone every job fails, until the page builds a new worker.
 */
export class WebLlmEngine implements Engine {
  private loading: Promise<EngineInfo> | null = null;
  private ready: Ready | null = null;
  private waiting: Answering[] = [];
  private running: Answering | null = null;
  private working: Promise<void> = Promise.resolve();
  private busy = false;
  private lost: Fault | null = null;
  private tellLost: (why: Fault) => void = () => undefined;
  /** Settles when the GPU goes away. */
  private readonly gone = new Promise<Fault>((resolve) => {
    this.tellLost = resolve;
  });

  constructor(private readonly world: WebLlmSurroundings) {}

  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.loading ??= this.start(onProgress).catch((thrown: unknown) => {
      this.loading = null;
      throw new FaultError(this.lost ?? engineFault(thrown));
    });
    return this.loading;
  }

  generate(job: GenerateJob): void {
    const why = this.loading && this.ready ? this.lost : fault('model-missing', 'The model is not loaded.');
    if (why) {
      this.say({ type: 'failed', id: job.id, fault: why });
      return;
    }
    this.waiting.push(new Answering(job, this.world));
    if (!this.busy) this.working = this.work();
  }

  cancel(id: JobId): void {
    const queued = this.waiting.find(({ job }) => job.id === id);
    this.waiting = this.waiting.filter((other) => other !== queued);
    if (queued) this.say({ type: 'cancelled', id, usage: null });
    else if (this.running?.job.id === id) this.running.cancel();
  }

  async dispose(): Promise<void> {
    const { loading } = this;
    this.loading = null;
    for (const { job } of this.waiting) this.cancel(job.id);
    this.running?.cancel();
    // web-llm cannot leave a load half-way without leaking what it had; the page that is in a hurry ends the worker.
    await loading?.catch(() => undefined);
    const { ready } = this;
    this.ready = null;
    await this.working;
    if (!this.lost) await ready?.model.dispose();
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { options, gpu, files, now, isolated } = this.world;
    const began = now();
    onProgress({ phase: 'runtime', fraction: 0, doneBytes: 0, totalBytes: 0 });
    await requireGpu(gpu, options.f16);
    const config = await this.read(CONFIG_FILE, readChatConfig);
    const bytes = await this.read(INDEX_FILE, readWeightBytes);
    if (gpu) watchDevices(gpu, (why) => this.onLost(why));
    const report = stagedProgress(bytes, onProgress);
    const { model: id, weights, library, f16, contextTokens } = options;
    const template = rawTemplate(config.template, config.stopTokens);
    const loaded = this.world.loadModel({
      model: id,
      weights,
      library,
      f16,
      contextTokens,
      template,
      onProgress: report,
    });
    const model = await Promise.race([loaded, this.gone.then(refuse)]).catch(async (thrown: unknown) => {
      // A library that is something else would be found in the cache again.
      if (engineFault(thrown).code === 'model-corrupt') await files.forget(libraryKey(library));
      throw thrown;
    });
    const context = contextTokens ?? config.contextTokens;
    this.ready = { model, config, contextTokens: context };
    onProgress({ phase: 'start', fraction: 1, doneBytes: bytes, totalBytes: bytes });
    return {
      model: { id, name: options.name, licence: options.licence, downloadBytes: bytes, contextTokens: context },
      device: 'gpu',
      threads: null,
      crossOriginIsolated: isolated,
      width: 1,
      loadMs: now() - began,
      abilities: webLlmAbilities,
    };
  }

  private async read<T>(name: string, parse: (text: string) => T): Promise<T> {
    const key = weightsKey(this.world.options.weights, name);
    const text = await this.world.files.readText(key);
    try {
      return parse(text);
    } catch (thrown) {
      await this.world.files.forget(key);
      throw thrown;
    }
  }

  private onLost(why: Fault): void {
    // An unload destroys the device too.
    if (!this.loading || this.lost) return;
    this.lost = why;
    this.tellLost(why);
    this.running?.fail(why);
    for (const { job } of this.waiting.splice(0)) this.say({ type: 'failed', id: job.id, fault: why });
  }

  private async work(): Promise<void> {
    this.busy = true;
    // Jobs cancelled in the turn that gave them never start.
    await this.world.breathe();
    for (let next = this.waiting.shift(); next && this.ready; next = this.waiting.shift()) {
      this.running = next;
      await next.run(this.ready.model, this.ready.config, this.ready.contextTokens, this.gone);
      this.running = null;
    }
    this.busy = false;
  }

  private say(event: JobEvent): void {
    this.world.emit([event]);
  }
}

function refuse(why: Fault): never {
  throw new FaultError(why);
}

import { encodeChat } from '../../../lib/decoding/encode-chat.ts';
import { BatchScheduler } from '../../../lib/decoding/scheduler.ts';
import { ByteLevelTokenizer } from '../../../lib/decoding/tokenizer.ts';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobListener } from '../../../lib/model/job.ts';
import type { EngineAbilities, EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import { renderChatml } from '../../../lib/prompt/chatml.ts';
import type { Engine } from '../../../lib/protocol/engine.ts';
import { deviceLimits, type DeviceFacts } from './device.ts';
import { createMasks, loadXGrammar } from './grammars.ts';
import { OrtDecoder } from './ort-decoder.ts';
import { ORT_VERSION, type OrtFactory, startOrt } from './ort-module.ts';
import type { LoadedWeights, WeightsOptions } from './weights.ts';

/** The outer world of the engine, so that the same engine runs in a worker and in Node. */
export interface ChorusSurroundings {
  readonly facts: DeviceFacts;
  readonly wanted: { readonly threads: number; readonly width: number };
  readonly factory: () => Promise<{ readonly factory: OrtFactory; readonly wasmUrl?: string }>;
  readonly weights: (progress: WeightsOptions['onProgress']) => Promise<LoadedWeights>;
  /** Fetches the grammar compiler when a job asks for it; left out, from the app's own chunks. */
  readonly grammars?: typeof loadXGrammar;
  readonly emit: JobListener;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

// Of a load's time on a warm machine: fetching and verifying about a third, opening the session the rest; a cold fetch
// is most of it. One split for both, so the bar is honest about neither end but never runs backwards.
const FETCH_SHARE = 0.75;

/** Rows are computed apart and sampled by integer arithmetic: the same job gives the same text on the same processor. */
export const chorusAbilities: EngineAbilities = {
  seeds: 'exact',
  sampling: ['temperature', 'topP', 'topK', 'minP', 'repetitionPenalty', 'maxTokens', 'stop'],
  formats: ['text', 'json', 'grammar'],
  answerPrefix: true,
};

/** Our batched decoder behind the engine port: every running job is a row of one batch. */
export class ChorusEngine implements Engine {
  private loaded: Promise<EngineInfo> | null = null;
  private scheduler: BatchScheduler | null = null;
  private decoder: OrtDecoder | null = null;
  private masks: ReturnType<typeof createMasks> | null = null;
  private disposed = false;

  constructor(private readonly world: ChorusSurroundings) {}

  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.loaded ??= this.start(onProgress).catch((thrown: unknown) => {
      this.loaded = null;
      throw thrown;
    });
    return this.loaded;
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { world } = this;
    const began = world.now();
    const limits = deviceLimits(world.facts, world.wanted);
    const report = (phase: LoadProgress['phase'], fraction: number, doneBytes: number, totalBytes: number) =>
      onProgress({ phase, fraction, doneBytes, totalBytes });
    report('runtime', 0, 0, 0);
    const runtime = world.factory().then(({ factory, wasmUrl }) => startOrt(factory, limits.threads, wasmUrl));
    const parts = world.weights((phase, fraction, done, total) => report(phase, fraction * FETCH_SHARE, done, total));
    // Both are awaited whatever happens to the other: no rejection goes unheard.
    const [ort, loaded] = await Promise.all([runtime, parts]);
    this.throwIfDisposed();
    const { layout, manifest } = loaded;
    report('start', FETCH_SHARE, layout.bytes, layout.bytes);
    const session = await ort.session(loaded.graph, loaded.weights);
    const decoder = new OrtDecoder(ort, session, layout, limits.budgetBytes);
    const tokenizer = new ByteLevelTokenizer(loaded.tokenizer);
    // Before anything can throw: whoever disposes frees it.
    this.decoder = decoder;
    this.throwIfDisposed();
    this.masks = createMasks(world.grammars ?? loadXGrammar, tokenizer, layout.vocab);
    this.scheduler = new BatchScheduler({
      model: decoder,
      tokenizer,
      maskFor: this.masks.maskFor,
      encode: (prompt) => encodeChat(tokenizer, renderChatml(prompt)),
      emit: world.emit,
      width: limits.width,
      now: world.now,
      breathe: world.breathe,
    });
    report('start', 1, layout.bytes, layout.bytes);
    return {
      model: {
        id: manifest.model,
        name: manifest.name,
        licence: manifest.source.licence,
        downloadBytes: manifest.missing ? manifest.source.bytes : manifest.bytes,
        contextTokens: layout.context,
      },
      device: 'cpu',
      threads: limits.threads,
      crossOriginIsolated: world.facts.isolated,
      width: limits.width,
      loadMs: world.now() - began,
      abilities: chorusAbilities,
    };
  }

  private throwIfDisposed(): void {
    if (this.disposed) throw new FaultError(fault('cancelled', 'The model was unloaded while it loaded.'));
  }

  generate(job: GenerateJob): void {
    if (this.scheduler) this.scheduler.submit(job);
    else this.world.emit([{ type: 'failed', id: job.id, fault: fault('model-missing', 'The model is not loaded.') }]);
  }

  cancel(id: JobId): void {
    this.scheduler?.cancel(id);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    const { scheduler } = this;
    this.scheduler = null;
    scheduler?.dispose();
    // A load cannot be stopped half-way, but what it made must not outlive it.
    await this.loaded?.catch(() => undefined);
    while (scheduler && !scheduler.idle) await this.world.breathe();
    const { decoder } = this;
    this.decoder = null;
    this.masks?.dispose();
    decoder?.dispose();
  }
}

/** Loads ONNX Runtime's module from the app's own origin, past the bundler: its threads start from the same file. */
export async function ortFromOrigin(base: string): Promise<{ factory: OrtFactory; wasmUrl: string }> {
  const folder = `${base}ort/${ORT_VERSION}/`;
  try {
    const module = (await import(
      /* turbopackIgnore: true */ /* webpackIgnore: true */ `${folder}ort-wasm-simd-threaded.mjs`
    )) as {
      default: OrtFactory;
    };
    return { factory: module.default, wasmUrl: `${folder}ort-wasm-simd-threaded.wasm` };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FaultError(fault('engine-start-failed', `The runtime could not be fetched: ${why}`));
  }
}

import type { EncodedPrompt } from '../../../lib/decoding/encode-chat.ts';
import type { DecoderModel } from '../../../lib/decoding/model-port.ts';
import { BatchScheduler } from '../../../lib/decoding/scheduler.ts';
import type { TokenCodec } from '../../../lib/decoding/token-codec.ts';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { ChatPrompt, GenerateJob, JobListener } from '../../../lib/model/job.ts';
import type { EngineAbilities, EngineInfo, LoadProgress } from '../../../lib/model/model-info.ts';
import type { Engine } from '../../../lib/protocol/engine.ts';
import { createMasks, loadXGrammar } from './grammars.ts';

/** Rows are computed apart and sampled by integer arithmetic: the same job gives the same text on the same processor. */
export const chorusAbilities: EngineAbilities = {
  seeds: 'exact',
  sampling: ['temperature', 'topP', 'topK', 'minP', 'repetitionPenalty', 'maxTokens', 'stop'],
  formats: ['text', 'json', 'grammar'],
  answerPrefix: true,
};

/** The outer world of a batched engine, whatever it decodes with. */
export interface BatchSurroundings {
  /** Fetches the grammar compiler when a job asks for it; left out, from the app's own chunks. */
  readonly grammars?: typeof loadXGrammar;
  readonly emit: JobListener;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

/** A decoder that is ready, and how to speak to it. */
export interface OpenedDecoder {
  readonly decoder: DecoderModel;
  readonly tokenizer: TokenCodec;
  readonly encode: (prompt: ChatPrompt) => EncodedPrompt;
  readonly info: Omit<EngineInfo, 'loadMs'>;
}

/**
 * Opens the decoder; frees what it made if it throws.
 * @param goOn throws once nobody waits for the load any more.
 */
export type OpenDecoder = (report: (progress: LoadProgress) => void, goOn: () => void) => Promise<OpenedDecoder>;

/** Our batch scheduler behind the engine port: every running job is a row of one batch. */
export class BatchEngine implements Engine {
  private loaded: Promise<EngineInfo> | null = null;
  private scheduler: BatchScheduler | null = null;
  private decoder: DecoderModel | null = null;
  private masks: ReturnType<typeof createMasks> | null = null;
  private disposed = false;

  constructor(
    private readonly surroundings: BatchSurroundings,
    private readonly open: OpenDecoder,
  ) {}

  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.loaded ??= this.start(onProgress).catch((thrown: unknown) => {
      this.loaded = null;
      throw thrown;
    });
    return this.loaded;
  }

  private async start(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    const { grammars, emit, now, breathe } = this.surroundings;
    const began = now();
    const { decoder, tokenizer, encode, info } = await this.open(onProgress, () => this.throwIfDisposed());
    // Before anything can throw: whoever disposes frees it.
    this.decoder = decoder;
    this.throwIfDisposed();
    this.masks = createMasks(grammars ?? loadXGrammar, tokenizer, decoder.vocab);
    const { maskFor } = this.masks;
    this.scheduler = new BatchScheduler({
      model: decoder,
      tokenizer,
      maskFor,
      encode,
      emit,
      width: info.width,
      now,
      breathe,
    });
    return { ...info, loadMs: now() - began };
  }

  private throwIfDisposed(): void {
    if (this.disposed) throw new FaultError(fault('cancelled', 'The model was unloaded while it loaded.'));
  }

  generate(job: GenerateJob): void {
    if (this.scheduler) this.scheduler.submit(job);
    else
      this.surroundings.emit([
        { type: 'failed', id: job.id, fault: fault('model-missing', 'The model is not loaded.') },
      ]);
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
    while (scheduler && !scheduler.idle) await this.surroundings.breathe();
    const { decoder } = this;
    this.decoder = null;
    this.masks?.dispose();
    decoder?.dispose();
  }
}

import { LoggerWithoutDebug, LogLevel, Wllama } from '@wllama/wllama/esm/index.js';
import { fault, type Fault, FaultError } from '../../../lib/model/fault.ts';
import { crashFault, isCrash, jobFault, loadFault } from './faults.ts';
import type { LlamaPlan, LlamaRuntime, LlamaStep } from './llama-runtime.ts';
import type { LlamaRequest } from './request.ts';

/** Of the package; its files lie under this name, so that a server may call them immutable. */
export const WLLAMA_VERSION = '3.8.1';

// Prompt tokens between two looks at the abort signal: a second or two on two slow cores.
const BATCH = 64;
// A batch of a large model takes a minute or two on a slow processor; ten seconds a tick, because ticks stand still while
// the tab is frozen and a clock would not.
const TICK_MS = 10_000;
const SILENT_TICKS = 30;
// Enough to find the first complaint; a dying engine can log for ever.
const MAX_LOGGED = 50;

/**
 * llama.cpp's WebAssembly from the app's own origin, with a worker of its own.
 * @param base address of the folder that the app is served from.
 * @throws FaultError
 */
export async function openWllama(base: string, plan: LlamaPlan): Promise<LlamaRuntime> {
  const runtime = new WllamaRuntime(base, plan);
  try {
    await runtime.start();
    return runtime;
  } catch (thrown) {
    await runtime.close();
    throw thrown;
  }
}

/** What wllama's stream brings: text, counts and ends each come in their own messages. */
interface Chunk {
  readonly choices?: readonly { readonly text?: string; readonly finish_reason?: string | null }[];
  readonly prompt_progress?: { readonly total: number; readonly cache: number };
  readonly timings?: { readonly predicted_n: number; readonly prompt_n: number; readonly cache_n: number };
  readonly usage?: { readonly completion_tokens: number; readonly prompt_tokens: number } | null;
}

class WllamaRuntime implements LlamaRuntime {
  threads = 1;
  contextTokens = 0;
  private readonly logged: string[] = [];
  private readonly wllama: Wllama;
  private dead = false;
  /** Rejects what waits when the engine dies: wllama itself would leave it waiting. */
  private readonly death: Promise<never>;
  private die: (why: FaultError) => void = () => undefined;
  private silentTicks = 0;

  constructor(
    base: string,
    private readonly plan: LlamaPlan,
  ) {
    const folder = `${base}wllama/${WLLAMA_VERSION}/`;
    this.death = new Promise((_resolve, reject) => (this.die = reject));
    this.death.catch(() => undefined);
    const error = (...args: readonly unknown[]) => this.hear(args);
    // Some complaints come as plain lines.
    const log = (...args: readonly unknown[]) => {
      if (/error/i.test(args.map(textOf).join(' '))) this.hear(args);
    };
    this.wllama = new Wllama(
      { default: `${folder}wllama.wasm` },
      { logger: { ...LoggerWithoutDebug, log, warn: () => undefined, error } },
    );
    // For Safari, and for browsers without 64-bit memory; its default is a CDN.
    this.wllama.setCompat({ worker: `${folder}compat/wllama.js`, wasm: `${folder}compat/wllama.wasm` });
  }

  async start(): Promise<void> {
    const { threads, slots, contextTokens, gpu, embeddings } = this.plan;
    try {
      const load = this.wllama.loadModel(this.countedFiles(), {
        n_ctx: contextTokens * slots,
        n_parallel: slots,
        // One cache for all would let what stands in a neighbour's slot change the rounding, and with it the text.
        kv_unified: false,
        n_threads: threads,
        n_batch: BATCH,
        n_ubatch: BATCH,
        n_gpu_layers: gpu ? 99_999 : 0,
        log_level: LogLevel.ERROR,
        ...(embeddings && { embeddings, pooling_type: 'mean' }),
      });
      load.catch(() => undefined); // it may end after the death that it is raced against
      await Promise.race([load, this.death]);
    } catch (thrown) {
      throw new FaultError(loadFault({ thrown, logged: this.logged }));
    }
    const info = this.wllama.getLoadedContextInfo();
    // wllama takes a refused load for a loaded one.
    if (!(info.n_vocab > 0) || !(info.n_ctx > 0))
      throw new FaultError(loadFault({ thrown: 'The model could not be loaded.', logged: this.logged }));
    this.threads = this.wllama.getNumThreads();
    this.contextTokens = Math.min(contextTokens, Math.floor(info.n_ctx / slots));
  }

  async complete(request: LlamaRequest, onStep: (step: LlamaStep) => void, signal: AbortSignal): Promise<void> {
    this.logged.length = 0;
    await this.watched(async () => {
      await this.wllama.createCompletion({
        // Its types lack some of what its server takes.
        ...(request as object as { prompt: string }),
        stream: true,
        abortSignal: signal,
        onData: (chunk) => {
          this.silentTicks = 0;
          onStep(stepOf(chunk));
        },
      });
    });
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    // One at a time: wllama gives back the first text's vector only.
    for (const input of texts)
      await this.watched(async () => {
        const { data } = await this.wllama.createEmbedding({ input });
        vectors.push(Float32Array.from(data[0]?.embedding as readonly number[]));
      });
    return vectors;
  }

  async close(): Promise<void> {
    this.dead = true;
    this.die(new FaultError(fault('cancelled', 'The model was unloaded.')));
    await this.wllama.exit();
  }

  /** Races the work against the engine's death, and looks for a silent one. */
  private async watched(work: () => Promise<void>): Promise<void> {
    this.silentTicks = 0;
    const timer = setInterval(() => {
      this.silentTicks += 1;
      if (this.silentTicks >= SILENT_TICKS)
        this.bury(fault('worker-unresponsive', 'The engine (llama.cpp) has said nothing for minutes.'));
    }, TICK_MS);
    const done = work();
    done.catch(() => undefined); // heard in the race, or too late to matter
    try {
      await Promise.race([done, this.death]);
    } catch (thrown) {
      if (thrown instanceof FaultError || (thrown instanceof Error && thrown.name === 'AbortError')) throw thrown;
      const trouble = { thrown, logged: [...this.logged] };
      if (!isCrash(thrown)) throw new FaultError(jobFault(trouble));
      const why = crashFault(trouble);
      this.bury(why);
      throw new FaultError(why);
    } finally {
      clearInterval(timer);
    }
  }

  /** wllama's logger: the only place where it tells an error of its worker. */
  private hear(args: readonly unknown[]): void {
    const line = args.map(textOf).join(' ');
    if (this.logged.length < MAX_LOGGED) this.logged.push(line);
    if (args.some((arg) => typeof Event !== 'undefined' && arg instanceof Event))
      this.bury(crashFault({ thrown: line, logged: this.logged }));
  }

  private bury(why: Fault): void {
    if (this.dead) return;
    this.dead = true;
    this.die(new FaultError(why));
    this.plan.onDeath(why);
  }

  /** The files, telling how much of them was read: wllama reads them in slices. */
  private countedFiles(): Blob[] {
    let read = 0;
    const total = this.plan.files.reduce((sum, { size }) => sum + size, 0);
    return this.plan.files.map((file) => {
      const counted = new Blob([file]);
      const slice = counted.slice.bind(counted);
      counted.slice = (start = 0, end = counted.size, type) => {
        read = Math.min(total, read + Math.max(0, Math.min(end, counted.size) - start));
        this.plan.onBytes(read);
        return slice(start, end, type);
      };
      return counted;
    });
  }
}

function stepOf({ choices, prompt_progress: progress, timings, usage }: Chunk): LlamaStep {
  const [choice] = choices ?? [];
  const finish = choice?.finish_reason;
  return {
    text: choice?.text ?? '',
    tokens: usage?.completion_tokens ?? timings?.predicted_n ?? null,
    promptTokens: usage?.prompt_tokens ?? progress?.total ?? null,
    cachedTokens: timings?.cache_n ?? progress?.cache ?? null,
    finish: finish === 'stop' || finish === 'length' ? finish : null,
  };
}

function textOf(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (typeof ErrorEvent !== 'undefined' && value instanceof ErrorEvent) return value.message;
  return typeof value === 'string' ? value : String(value);
}

import * as Comlink from 'comlink';
import { fault, type Fault, FaultError, faultOf } from '../model/fault.ts';
import type { JobId } from '../model/ids.ts';
import { type GenerateJob, isEnd, type JobEvent } from '../model/job.ts';
import type { EngineInfo, LoadProgress } from '../model/model-info.ts';
import type { EngineLoadOptions, EngineWorkerApi } from '../protocol/engine.ts';
import type { WorkerLink } from './link.ts';
import { Monotonic } from './monotonic.ts';
import { failed, unwrap } from './outcome.ts';

export interface HostOptions {
  readonly spawn: () => WorkerLink<EngineWorkerApi>;
  /** What to load, asked before each load: a retry may want less than the first. @throws FaultError */
  readonly options: () => Promise<EngineLoadOptions>;
  readonly onProgress: (progress: LoadProgress) => void;
  /** The worker ended or was ended; the next call builds a new one. */
  readonly onLost: (why: Fault) => void;
}

export interface GenerateOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: JobEvent) => void;
}

/** A link whose `died` resolves at every end of the worker, ours included: nothing waits for it for ever. */
interface Held extends WorkerLink<EngineWorkerApi> {
  readonly lost: (why: Fault) => void;
}

interface Pending {
  readonly onEvent: (event: JobEvent) => void;
  readonly settle: () => void;
}

// A worker that says nothing for this long while jobs run is taken for dead: the longest single step measured on two
// slow cores (opening the session) is a tenth of it.
const SILENCE_MS = 30_000;
// A load may block its worker while shaders or a large graph are compiled: 14 s were seen in software WebGPU.
const LOAD_SILENCE_MS = 120_000;
const PING_MS = 2_000;
// Hidden tabs may tick once a minute only; a page that has not ticked for this long cannot judge the worker's silence.
const SLEPT_MS = 10_000;
// A cancel takes one step, some 50 ms; after this the worker is ended.
const CANCEL_MS = 5_000;

/**
 * The page's side of one model in its worker: job table, cancel, watchdog, rebuild. Every job gets exactly one end event,
 * whatever happens to the worker.
 */
export class EngineHost {
  private link: Held | null = null;
  private loading: Promise<EngineInfo> | null = null;
  private readonly pending = new Map<JobId, Pending>();
  private heardAt = 0;
  private watch: ReturnType<typeof setInterval> | null = null;
  private pinging = false;
  private loadingNow = false;
  private outbox: GenerateJob[] = [];
  private readonly progress = new Monotonic();

  constructor(private readonly options: HostOptions) {}

  /** Loads once; later calls answer from the first. @throws FaultError */
  load(): Promise<EngineInfo> {
    if (this.loading) return this.loading;
    this.progress.reset();
    const loading = this.start();
    this.loading = loading;
    this.startWatch();
    const over = () => {
      this.loadingNow = false;
      if (this.pending.size === 0) this.stopWatch();
    };
    loading.then(over, () => {
      if (this.loading === loading) this.loading = null;
      over();
    });
    return loading;
  }

  private async start(): Promise<EngineInfo> {
    this.loadingNow = true;
    const { remote, died } = this.worker();
    const options = await Promise.race([this.options.options(), died.then(lost)]);
    return unwrap(await Promise.race([remote.load(options), died.then(failed)]));
  }

  /** Loads if need be, then runs the job. Resolves when the job has ended; never rejects. */
  async generate(job: GenerateJob, { signal, onEvent }: GenerateOptions): Promise<void> {
    if (signal.aborted) {
      onEvent({ type: 'cancelled', id: job.id, usage: null });
      return;
    }
    const loading = this.load();
    const ended = new Promise<void>((settle) => this.pending.set(job.id, { onEvent, settle }));
    const asked = this.pending.get(job.id);
    const cancel = () => this.cancel(job.id);
    signal.addEventListener('abort', cancel, { once: true });
    // The job may end while the model loads: cancelled, or the worker died. Nobody waits for the load then.
    const waiting = () => this.pending.get(job.id) === asked;
    loading.then(
      () => waiting() && this.post(job),
      (thrown: unknown) => waiting() && this.finish({ type: 'failed', id: job.id, fault: faultOf(thrown) }),
    );
    await ended;
    signal.removeEventListener('abort', cancel);
  }

  dispose(): void {
    this.lose(fault('cancelled', 'The page is closing.'), true);
  }

  private cancel(id: JobId): void {
    const asked = this.pending.get(id);
    if (!asked) return;
    this.outbox = this.outbox.filter((job) => job.id !== id);
    if (!this.posted.has(id)) {
      this.finish({ type: 'cancelled', id, usage: null });
      return;
    }
    void this.link?.remote.cancel([id]);
    setTimeout(() => {
      if (this.pending.get(id) === asked)
        this.lose(fault('worker-unresponsive', 'The engine did not stop when asked.'));
    }, CANCEL_MS);
  }

  /** Ends the worker and frees what it holds; the next call builds a new one. */
  unload(why = fault('cancelled', 'The model was unloaded.')): void {
    this.lose(why, true);
  }

  private readonly posted = new Set<JobId>();

  /** Jobs of one turn go in one message, so that they start as one batch. */
  private post(job: GenerateJob): void {
    this.outbox.push(job);
    if (this.outbox.length > 1) return;
    queueMicrotask(() => {
      const jobs = this.outbox;
      this.outbox = [];
      if (jobs.length === 0 || !this.link) return;
      for (const { id } of jobs) this.posted.add(id);
      void this.link.remote.generate(jobs);
      this.startWatch();
    });
  }

  private worker(): Held {
    if (this.link) return this.link;
    const spawned = this.options.spawn();
    const { promise: died, resolve: lost } = withResolvers<Fault>();
    const link: Held = { ...spawned, died, lost };
    this.link = link;
    this.heardAt = performance.now();
    void spawned.died.then((why) => {
      if (this.link === link) this.lose(why);
    });
    const onEvents = (events: readonly JobEvent[]) => {
      this.heardAt = performance.now();
      if (this.link === link) for (const event of events) this.receive(event);
    };
    const onProgress = (progress: LoadProgress) => {
      this.heardAt = performance.now();
      if (this.link === link) this.options.onProgress(this.progress.next(progress));
    };
    void link.remote.connect(Comlink.proxy(onEvents), Comlink.proxy(onProgress));
    return link;
  }

  private receive(event: JobEvent): void {
    if (isEnd(event)) this.finish(event);
    else this.pending.get(event.id)?.onEvent(event);
  }

  private finish(event: JobEvent): void {
    const job = this.pending.get(event.id);
    if (!job) return;
    this.pending.delete(event.id);
    this.posted.delete(event.id);
    if (this.pending.size === 0) this.stopWatch();
    job.onEvent(event);
    job.settle();
  }

  /** Ends the worker and everything that waits for it. */
  private lose(why: Fault, silent = false): void {
    const link = this.link;
    this.link = null;
    this.loading = null;
    this.loadingNow = false;
    this.outbox = [];
    this.stopWatch();
    link?.end();
    link?.lost(why);
    for (const id of [...this.pending.keys()]) {
      if (why.code === 'cancelled') this.finish({ type: 'cancelled', id, usage: null });
      else this.finish({ type: 'failed', id, fault: why });
    }
    if (!silent && link && why.code !== 'cancelled') this.options.onLost(why);
  }

  private startWatch(): void {
    this.heardAt = performance.now();
    let ticked = this.heardAt;
    this.watch ??= setInterval(() => {
      const now = performance.now();
      // A page that slept (laptop closed, tab frozen) heard nothing because it did not listen.
      if (now - ticked > SLEPT_MS) this.heardAt = now;
      ticked = now;
      const patience = this.loadingNow ? LOAD_SILENCE_MS : SILENCE_MS;
      if (now - this.heardAt > patience)
        this.lose(fault('worker-unresponsive', `The engine has said nothing for ${patience / 1000} seconds.`));
      else this.ping();
    }, PING_MS);
  }

  private ping(): void {
    if (this.pinging || !this.link) return;
    this.pinging = true;
    const pong = () => {
      this.pinging = false;
      this.heardAt = performance.now();
    };
    this.link.remote.ping().then(pong, () => (this.pinging = false));
  }

  private stopWatch(): void {
    if (this.watch) clearInterval(this.watch);
    this.watch = null;
    this.pinging = false;
  }
}

/** Promise.withResolvers, which browsers of 2023 lack. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

function lost(why: Fault): never {
  throw new FaultError(why);
}

import * as Comlink from 'comlink';
import { fault, type Fault } from '../model/fault.ts';
import type { LoadProgress } from '../model/model-info.ts';
import type {
  DedupAsk,
  DedupEvent,
  DedupFound,
  DedupJobId,
  DedupTexts,
  DedupWorkerApi,
  LiveMatch,
  PlantedCheck,
} from '../protocol/dedup.ts';
import type { EmbedLoad, EmbedWorkerApi } from '../protocol/embed.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { DedupMethod } from '../model/dedup.ts';
import type { CellId } from '../model/ids.ts';
import type { WorkerLink } from './link.ts';
import { failed } from './outcome.ts';

type Remote = WorkerLink<DedupWorkerApi>['remote'];

export interface DedupListener {
  onEvent(event: DedupEvent): void;
  /** The sentence encoder is being loaded. */
  onLoading(progress: LoadProgress): void;
  /** The dedup worker died, and with it all comparisons; the next call starts another one. */
  onDeath(why: Fault): void;
}

export interface DedupWorkers {
  readonly spawnDedup: () => WorkerLink<DedupWorkerApi>;
  readonly spawnEmbed: () => WorkerLink<EmbedWorkerApi>;
  readonly load: EmbedLoad;
}

/**
 * The page's side of the dedup worker and of the embed worker behind it: each is started at first use (the second one
 * only by a semantic method) and again after a death. Nothing here rejects.
 */
export class DedupClient {
  private dedup: WorkerLink<DedupWorkerApi> | null = null;
  private embed: WorkerLink<EmbedWorkerApi> | null = null;
  /** The dedup worker that knows the encoder. */
  private connected: WorkerLink<DedupWorkerApi> | null = null;
  private listener: DedupListener | null = null;

  constructor(private readonly workers: DedupWorkers) {}

  /** Set it before the first call. */
  listen(listener: DedupListener): void {
    this.listener = listener;
  }

  find(job: DedupJobId, texts: DedupTexts, ask: DedupAsk): Promise<Outcome<DedupFound>> {
    const work = (remote: Remote) => remote.find(job, texts, ask);
    if (ask.method.kind !== 'semantic') return this.call(work);
    return this.callWithEncoder(work, () => this.cancel(job));
  }

  check(job: DedupJobId, methods: readonly DedupMethod[], perKind: number): Promise<Outcome<PlantedCheck>> {
    const work = (remote: Remote) => remote.check(job, methods, perKind);
    if (!methods.some(({ kind }) => kind === 'semantic')) return this.call(work);
    return this.callWithEncoder(work, () => undefined);
  }

  live(
    run: string,
    answers: readonly { readonly cell: CellId; readonly text: string }[],
    threshold: number,
  ): Promise<Outcome<readonly LiveMatch[]>> {
    return this.call((remote) => remote.live(run, answers, threshold));
  }

  forgetRun(run: string): Promise<void> {
    return this.tell((remote) => remote.forgetRun(run));
  }

  cancel(job: DedupJobId): void {
    void this.tell((remote) => remote.cancel(job));
  }

  forget(job: DedupJobId): void {
    void this.tell((remote) => remote.forget(job));
  }

  /** Asks the dedup worker anything; a death in the middle is its answer. */
  async call<T>(ask: (remote: Remote) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const { remote, died } = this.dedupWorker();
      return await Promise.race([ask(remote), died.then(failed)]);
    } catch (thrown) {
      return failed(fault('internal', thrown instanceof Error ? thrown.message : String(thrown)));
    }
  }

  dispose(): void {
    this.listener = null;
    this.dedup?.end();
    this.embed?.end();
    this.dedup = null;
    this.embed = null;
    this.connected = null;
  }

  /** @param end ends the call in the dedup worker, which cannot see that the encoder is gone */
  private async callWithEncoder<T>(ask: (remote: Remote) => Promise<Outcome<T>>, end: () => void): Promise<Outcome<T>> {
    try {
      const embed = this.embedWorker();
      const gone = embed.died.then((why) => {
        end();
        return failed(why);
      });
      const asked = this.call(async (remote) => {
        await this.connect(embed);
        return ask(remote);
      });
      return await Promise.race([asked, gone]);
    } catch (thrown) {
      return failed(fault('internal', thrown instanceof Error ? thrown.message : String(thrown)));
    }
  }

  /** Lays a channel between the two workers. */
  private async connect(embed: WorkerLink<EmbedWorkerApi>): Promise<void> {
    const dedup = this.dedupWorker();
    if (this.connected === dedup) return;
    this.connected = dedup;
    const { port1, port2 } = new MessageChannel();
    await Promise.all([
      embed.remote.serve(Comlink.transfer(port1, [port1])),
      dedup.remote.useEncoder(Comlink.transfer(port2, [port2])),
    ]);
  }

  /** Says something to a worker that is there; nobody is started for it. */
  private async tell(ask: (remote: Remote) => Promise<void>): Promise<void> {
    const link = this.dedup;
    if (link) await Promise.race([ask(link.remote), link.died]).catch(() => undefined);
  }

  private dedupWorker(): WorkerLink<DedupWorkerApi> {
    if (this.dedup) return this.dedup;
    const link = this.workers.spawnDedup();
    this.dedup = link;
    void link.died.then((why) => {
      if (this.dedup !== link) return;
      this.dedup = null;
      this.listener?.onDeath(why);
    });
    const hear = (event: DedupEvent) => {
      // A worker that was given up may still have something on its way.
      if (this.dedup === link) this.listener?.onEvent(event);
    };
    link.remote.connect(Comlink.proxy(hear)).catch(() => undefined); // its death says the rest
    return link;
  }

  private embedWorker(): WorkerLink<EmbedWorkerApi> {
    if (this.embed) return this.embed;
    const link = this.workers.spawnEmbed();
    this.embed = link;
    this.connected = null;
    void link.died.then(() => {
      if (this.embed === link) this.embed = null;
    });
    const hear = (progress: LoadProgress) => {
      if (this.embed === link) this.listener?.onLoading(progress);
    };
    link.remote.connect(this.workers.load, Comlink.proxy(hear)).catch(() => undefined);
    return link;
  }
}

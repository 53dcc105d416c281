import * as Comlink from 'comlink';
import { fault, type Fault } from '../model/fault.ts';
import type { PersonaId, ShardId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { ShardInfo } from '../model/shard.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PersonaPage, PersonaQuery, PersonaRow, ShardsEvent, ShardsWorkerApi } from '../protocol/shards.ts';
import type { WorkerLink } from './link.ts';
import { failed } from './outcome.ts';

type Remote = WorkerLink<ShardsWorkerApi>['remote'];

/** Told of everything that the worker says, and of its death; the next call starts another one. */
export interface ShardsListener {
  onEvent(event: ShardsEvent): void;
  onDeath(why: Fault): void;
}

/** The page's side of the one shards worker: started at first use, started again after a death. Nothing here rejects. */
export class ShardsClient {
  private link: WorkerLink<ShardsWorkerApi> | null = null;
  private listener: ShardsListener | null = null;
  private readonly onChanged = new Set<() => void>();

  constructor(
    private readonly spawn: () => WorkerLink<ShardsWorkerApi>,
    private readonly starterUrl: string,
  ) {}

  /** Takes the place of an earlier listener. Set it before the first call, or the first events are missed. */
  listen(listener: ShardsListener): void {
    this.listener = listener;
  }

  /** Calls whenever shards, sets or decisions changed, in any tab. */
  listenToChanges(onChanged: () => void): void {
    this.onChanged.add(onChanged);
  }

  ensureStarter(): Promise<Outcome<ShardInfo>> {
    return this.call((remote) => remote.ensureStarter(this.starterUrl));
  }

  search(query: PersonaQuery): Promise<Outcome<PersonaPage>> {
    return this.call((remote) => remote.search(query));
  }

  sample(
    shard: ShardId,
    count: number,
    seed: number,
    exclude: readonly PersonaId[],
  ): Promise<Outcome<readonly Persona[]>> {
    return this.call((remote) => remote.sample(shard, count, seed, exclude));
  }

  byIds(ids: readonly PersonaId[], among: readonly string[] | null): Promise<Outcome<readonly (PersonaRow | null)[]>> {
    return this.call((remote) => remote.byIds(ids, among));
  }

  /** Asks the worker anything; a death in the middle is its answer. */
  async call<T>(ask: (remote: Remote) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const { remote, died } = this.worker();
      return await Promise.race([ask(remote), died.then(failed)]);
    } catch (thrown) {
      return failed(fault('internal', thrown instanceof Error ? thrown.message : String(thrown)));
    }
  }

  dispose(): void {
    this.listener = null;
    this.onChanged.clear();
    this.link?.end();
    this.link = null;
  }

  private worker(): WorkerLink<ShardsWorkerApi> {
    if (this.link) return this.link;
    const link = this.spawn();
    this.link = link;
    void link.died.then((why) => {
      if (this.link !== link) return;
      this.link = null;
      this.listener?.onDeath(why);
    });
    const hear = (event: ShardsEvent) => {
      // A worker that was given up may still have something on its way.
      if (this.link !== link) return;
      this.listener?.onEvent(event);
      if (event.kind === 'changed') for (const call of this.onChanged) call();
    };
    link.remote.connect(Comlink.proxy(hear)).catch(() => undefined); // its death says the rest
    return link;
  }
}

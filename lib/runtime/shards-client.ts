import type { PersonaId, ShardId } from '../model/ids.ts';
import type { Persona, ShardInfo } from '../model/persona.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PersonaPage, PersonaQuery, ShardsWorkerApi } from '../protocol/shards.ts';
import type { WorkerLink } from './link.ts';
import { failed } from './outcome.ts';

/** The page's side of the shards worker: started at first use, started again after a death. */
export class ShardsClient {
  private link: WorkerLink<ShardsWorkerApi> | null = null;

  constructor(
    private readonly spawn: () => WorkerLink<ShardsWorkerApi>,
    private readonly starterUrl: string,
  ) {}

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

  dispose(): void {
    this.link?.end();
    this.link = null;
  }

  private async call<T>(
    ask: (remote: WorkerLink<ShardsWorkerApi>['remote']) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    if (!this.link) {
      const link = this.spawn();
      this.link = link;
      void link.died.then(() => {
        if (this.link === link) this.link = null;
      });
    }
    const { remote, died } = this.link;
    return Promise.race([ask(remote), died.then(failed)]);
  }
}

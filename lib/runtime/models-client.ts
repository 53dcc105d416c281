import * as Comlink from 'comlink';
import type { ModelKey, ModelSource } from '../model/catalogue.ts';
import { fault } from '../model/fault.ts';
import type { NamedBlob, Outcome } from '../protocol/engine.ts';
import type {
  DownloadProgress,
  HubListing,
  KeptModel,
  ModelOnOrigin,
  ModelPackage,
  ModelsWorkerApi,
} from '../protocol/models.ts';
import type { WorkerLink } from './link.ts';
import { failed } from './outcome.ts';

type Remote = WorkerLink<ModelsWorkerApi>['remote'];

/** The page's side of the models worker: started at first use, started again after a death. Nothing here rejects. */
export class ModelsClient {
  private link: WorkerLink<ModelsWorkerApi> | null = null;

  constructor(
    private readonly spawn: () => WorkerLink<ModelsWorkerApi>,
    private readonly onProgress: (progress: DownloadProgress) => void,
  ) {}

  offer(base: string, model: string): Promise<Outcome<ModelOnOrigin>> {
    return this.call((remote) => remote.offer(base, model));
  }

  removeEmbedded(): Promise<Outcome<void>> {
    return this.call((remote) => remote.removeEmbedded());
  }

  inspect(key: ModelKey, source: ModelSource): Promise<Outcome<ModelPackage>> {
    return this.call((remote) => remote.inspect(key, source));
  }

  listHub(repository: string, revision: string): Promise<Outcome<HubListing>> {
    return this.call((remote) => remote.listHub(repository, revision));
  }

  kept(): Promise<Outcome<readonly KeptModel[]>> {
    return this.call((remote) => remote.kept());
  }

  download(pack: ModelPackage): Promise<Outcome<void>> {
    return this.call((remote) => remote.download(pack));
  }

  pause(key: ModelKey): void {
    void this.link?.remote.pause(key);
  }

  keep(key: ModelKey, files: readonly NamedBlob[]): Promise<Outcome<void>> {
    return this.call((remote) => remote.keep(key, files));
  }

  open(key: ModelKey): Promise<Outcome<readonly NamedBlob[]>> {
    return this.call((remote) => remote.open(key));
  }

  remove(key: ModelKey): Promise<Outcome<void>> {
    return this.call((remote) => remote.remove(key));
  }

  dispose(): void {
    this.link?.end();
    this.link = null;
  }

  private async call<T>(ask: (remote: Remote) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const { remote, died } = this.worker();
      return await Promise.race([ask(remote), died.then(failed)]);
    } catch (thrown) {
      return failed(fault('internal', thrown instanceof Error ? thrown.message : String(thrown)));
    }
  }

  private worker(): WorkerLink<ModelsWorkerApi> {
    if (this.link) return this.link;
    const link = this.spawn();
    this.link = link;
    void link.died.then(() => {
      if (this.link === link) this.link = null;
    });
    void link.remote.connect(Comlink.proxy(this.onProgress));
    return link;
  }
}

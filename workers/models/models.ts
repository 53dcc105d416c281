import { badInput, fault, FaultError } from '../../lib/model/fault.ts';
import type { ModelKey, ModelSource } from '../../lib/model/catalogue.ts';
import type { NamedBlob } from '../../lib/protocol/engine.ts';
import type { DownloadProgress, HubListing, KeptModel, ModelPackage } from '../../lib/protocol/models.ts';
import { download } from './download.ts';
import { storageFault } from './faults.ts';
import { readListing } from './hub-index.ts';
import { inspect } from './inspect.ts';
import { keep } from './keep.ts';
import type { World } from './ports.ts';
import { kept, open, records, remove } from './shelf.ts';

/** What the models worker does, over ports: the only writer of kept model files. Throws faults. */
export class Models {
  private readonly running = new Map<ModelKey, { readonly stop: AbortController; readonly ended: Promise<void> }>();

  constructor(
    private readonly world: World,
    private readonly onProgress: (progress: DownloadProgress) => void,
  ) {}

  inspect(key: ModelKey, source: ModelSource): Promise<ModelPackage> {
    return inspect(this.world, key, source);
  }

  listHub(repository: string, revision: string): Promise<HubListing> {
    return readListing(this.world, repository, revision);
  }

  kept(): Promise<readonly KeptModel[]> {
    return kept(this.world);
  }

  /** A second call for a model joins the first. */
  download(pack: ModelPackage): Promise<void> {
    const { key } = pack;
    const known = this.running.get(key);
    if (known) return known.ended;
    const stop = new AbortController();
    const ended = this.world.locks
      .shared(modelLock(key), stop.signal, () => download(this.world, pack, this.onProgress, stop.signal))
      .catch((thrown: unknown) => {
        throw stop.signal.aborted ? paused() : storageFault(thrown);
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, { stop, ended });
    return ended;
  }

  /** Resolves when nothing more of the model is written; what was read stays. */
  async pause(key: ModelKey): Promise<void> {
    const run = this.running.get(key);
    run?.stop.abort();
    // Whoever asked for the download hears how it ended.
    await run?.ended.catch(() => undefined);
  }

  async keep(key: ModelKey, files: readonly NamedBlob[]): Promise<void> {
    await this.pause(key);
    await this.alone(key, () => keep(this.world, key, files));
  }

  open(key: ModelKey): Promise<readonly NamedBlob[]> {
    return open(this.world, key);
  }

  async remove(key: ModelKey): Promise<void> {
    await this.pause(key);
    await this.alone(key, () => remove(this.world, key));
  }

  /** Forgets the embedded weights that this worker fetched from the app's own origin. */
  async removeOrigin(): Promise<void> {
    for (const pack of await records(this.world)) if (pack.source.kind === 'origin') await this.remove(pack.key);
  }

  private async alone(key: ModelKey, work: () => Promise<void>): Promise<void> {
    const free = await this.world.locks.ifFree(modelLock(key), work);
    if (free) return;
    const error = badInput('Another tab of this site is fetching this model.');
    throw new FaultError({ ...error.fault, hint: 'Pause the download there, or close that tab, then try again.' });
  }
}

function modelLock(key: ModelKey): string {
  return `polyphony-model ${key}`;
}

function paused(): FaultError {
  return new FaultError(fault('cancelled', 'Paused. What was fetched stays.', 'Go on with it when you like.'));
}

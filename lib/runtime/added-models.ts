import { type CatalogueEntry, type DeviceFacts, type ModelKey, modelKey } from '../model/catalogue.ts';
import { type Fault, faultOf } from '../model/fault.ts';
import type { Endpoints } from './endpoints.ts';
import type { EnginePool } from './engine-pool.ts';
import type { ModelsClient } from './models-client.ts';
import type { ModelFiles } from './models-files.ts';
import type { ModelsList } from './models-list.ts';
import type { EndpointDraft, ModelsActions } from './models-state.ts';
import { unwrap } from './outcome.ts';

export interface AddedWorld {
  readonly list: ModelsList;
  readonly files: ModelFiles;
  readonly endpoints: Endpoints;
  readonly pool: Pick<EnginePool, 'unload'>;
  readonly client: Pick<ModelsClient, 'listHub'>;
  readonly device: () => DeviceFacts | null;
  readonly isComplete: (key: ModelKey) => boolean;
  /** Entries have changed: show and keep them. */
  readonly onChange: () => void;
}

/** Models that the user adds: from files, from the hub, from servers. */
export class AddedModels {
  constructor(private readonly world: AddedWorld) {}

  actions(): Pick<
    ModelsActions,
    | 'addFiles'
    | 'addFromHub'
    | 'forget'
    | 'addEndpoint'
    | 'changeEndpoint'
    | 'removeEndpoint'
    | 'lookAtEndpoint'
    | 'addEndpointModel'
  > {
    const { endpoints } = this.world;
    return {
      addFiles: (files) => tried(() => this.addFiles(files)),
      addFromHub: (address) => tried(() => this.addFromHub(address)),
      forget: (key) => void this.forget(key),
      addEndpoint: (draft) => Promise.resolve(this.addEndpoint(draft)),
      changeEndpoint: (id, draft) => {
        // Its models may be loaded with the old address or key.
        this.unloadEndpoint(id);
        return Promise.resolve(endpoints.change(id, draft));
      },
      removeEndpoint: (id) => this.removeEndpoint(id),
      lookAtEndpoint: (id) => void endpoints.look(id),
      addEndpointModel: (id, model) => void this.addEndpointModel(id, model),
    };
  }

  /** Reads a model's index: sizes before anything large. @throws FaultError */
  async inspect(entry: CatalogueEntry): Promise<void> {
    await this.world.files.inspect(await this.whole(entry));
  }

  /** Downloads an entry's files; a GGUF then says itself what its address did not. @throws FaultError */
  async download(given: CatalogueEntry): Promise<void> {
    const { files, isComplete } = this.world;
    const entry = await this.whole(given);
    const key = modelKey(entry.choice);
    await files.download(entry);
    if (entry.choice.engine !== 'wllama' || !isComplete(key)) return;
    const { withGgufFacts } = await import('./add-model.ts');
    const blobs = (await files.open(key)).map(({ blob }) => blob);
    this.add(await withGgufFacts(entry, blobs));
  }

  /** Asks the hub what belongs to an entry whose address does not name it all. */
  private async whole(entry: CatalogueEntry): Promise<CatalogueEntry> {
    const { needsListing, withListing } = await import('./hub-entry.ts');
    const { client, list, device } = this.world;
    if (entry.source.kind !== 'hub' || !needsListing(entry)) return entry;
    const listing = unwrap(await client.listHub(entry.source.repository, entry.source.revision));
    const full = withListing(entry, listing, device());
    list.forget(modelKey(entry.choice));
    this.add(full);
    return full;
  }

  private add(entry: CatalogueEntry): void {
    this.world.list.add(entry);
    this.world.onChange();
  }

  private async addFiles(given: readonly File[]): Promise<void> {
    const { entryOfFiles } = await import('./add-model.ts');
    const { entry, files } = await entryOfFiles(given);
    this.add(entry);
    await this.world.files.keep(
      modelKey(entry.choice),
      files.map((file) => ({ name: file.name, blob: file })),
    );
  }

  private async addFromHub(address: string): Promise<void> {
    const { entryOfAddress } = await import('./add-model.ts');
    this.add(entryOfAddress(address));
  }

  private async forget(key: ModelKey): Promise<void> {
    this.world.pool.unload(key);
    const hadFiles = this.world.list.forget(key);
    this.world.onChange();
    if (hadFiles) await this.world.files.remove(key);
  }

  private addEndpoint(draft: EndpointDraft): Fault | null {
    const added = this.world.endpoints.add(draft);
    return 'fault' in added ? added.fault : null;
  }

  private removeEndpoint(id: string): void {
    const { endpoints, list, onChange } = this.world;
    this.unloadEndpoint(id);
    for (const key of list.ofEndpoint(id)) list.forget(key);
    endpoints.remove(id);
    onChange();
  }

  private unloadEndpoint(id: string): void {
    for (const key of this.world.list.ofEndpoint(id)) this.world.pool.unload(key);
  }

  private async addEndpointModel(id: string, model: string): Promise<void> {
    const endpoint = this.world.endpoints.find(id);
    const name = model.trim();
    if (!endpoint || name === '') return;
    const { entryOfEndpoint } = await import('./add-model.ts');
    this.add(entryOfEndpoint(endpoint, name));
  }
}

async function tried(work: () => Promise<void>): Promise<Fault | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    return faultOf(thrown);
  }
}

import { builtInEntries, defaultKey, embeddedOnCpu, embeddedOnGpu } from '../catalogue/built-in.ts';
import { smallerModel } from '../catalogue/smaller.ts';
import { type CatalogueEntry, type DeviceFacts, type ModelKey, modelKey } from '../model/catalogue.ts';
import { fault, type Fault, FaultError, faultOf } from '../model/fault.ts';
import type { ModelChoice } from '../model/run.ts';
import type { DownloadProgress, ModelOnOrigin } from '../protocol/models.ts';
import type { CrashMark } from './crash-mark.ts';
import { AddedModels } from './added-models.ts';
import { EmbeddedWeights } from './embedded.ts';
import { Endpoints, type EndpointsWorld } from './endpoints.ts';
import type { EnginePool, PoolModel } from './engine-pool.ts';
import { poolModelOf } from './load-options.ts';
import { type Benchmarks, ModelsList } from './models-list.ts';
import { ModelFiles, noFiles } from './models-files.ts';
import type { ModelsClient } from './models-client.ts';
import { readSavedModels, type SavedModels } from './models-saved.ts';
import { Measures } from './measures.ts';
import type { Benchmark, EngineView, ModelsActions, ModelsState, ModelStatus, StorageFacts } from './models-state.ts';
import { StateBox } from './state-box.ts';

/** What the session needs of the browser; tests give stand-ins. */
export interface ModelsWorld {
  readonly base: string;
  readonly pool: EnginePool;
  readonly client: ModelsClient;
  readonly spawnEndpoint: EndpointsWorld['spawn'];
  readonly device: () => Promise<DeviceFacts>;
  readonly storage: () => Promise<Omit<StorageFacts, 'modelBytes'>>;
  readonly persist: () => Promise<boolean>;
  readonly readCatalogue: () => Promise<readonly CatalogueEntry[]>;
  readonly readSaved: () => Promise<unknown>;
  readonly save: (saved: SavedModels) => Promise<void>;
  readonly crashMark: CrashMark;
  readonly now: () => number;
  readonly newId: () => string;
}

const idle: EngineView = { status: 'idle', progress: null, info: null, fault: null };
const noStatus: ModelStatus = { engine: idle, files: noFiles, benchmark: null, measuring: false, crashed: false };

/** The models of this page: what there is, what this device can run, what is kept, what runs. Nothing here rejects. */
export class ModelsSession {
  readonly actions: ModelsActions;
  private readonly box: StateBox<ModelsState>;
  private readonly files: ModelFiles;
  private readonly endpoints: Endpoints;
  private readonly measures: Measures;
  private readonly embedded: EmbeddedWeights;
  private readonly list = new ModelsList();
  private readonly added: AddedModels;

  constructor(private readonly world: ModelsWorld) {
    this.box = new StateBox<ModelsState>({
      restored: false,
      device: null,
      storage: { usedBytes: null, quotaBytes: null, persisted: null, modelBytes: 0 },
      entries: builtInEntries(null),
      catalogue: 'unread',
      status: new Map(),
      chosen: defaultKey,
      recommended: null,
      endpoints: [],
      offer: null,
    });
    this.files = new ModelFiles({
      client: world.client,
      base: world.base,
      view: (key) => this.status(key).files,
      change: (key, part) => this.change(key, { files: { ...this.status(key).files, ...part } }),
      onSpace: () => void this.readSpace(),
    });
    this.endpoints = new Endpoints({
      spawn: world.spawnEndpoint,
      newId: world.newId,
      onChange: () => this.endpointsChanged(),
    });
    this.added = new AddedModels({
      list: this.list,
      files: this.files,
      endpoints: this.endpoints,
      pool: world.pool,
      client: world.client,
      device: () => this.getState().device,
      isComplete: (key) => this.status(key).files.complete,
      onChange: () => {
        this.relist();
        this.save();
      },
    });
    this.embedded = new EmbeddedWeights({
      ...world,
      onOffer: (offer) => this.offered(offer),
      onFault: (why) => {
        const { engine } = this.status(defaultKey);
        if (engine.status === 'idle') this.change(defaultKey, { engine: { ...engine, fault: why } });
      },
    });
    this.measures = new Measures({
      ...world,
      onStart: (key) => this.change(key, { measuring: true, crashed: false }),
      onEnd: (key, benchmark, why) => this.measured(key, benchmark, why),
    });
    this.actions = this.createActions();
  }

  getState = (): ModelsState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Reads the device, storage, what was saved and what the origin offers. */
  async start(): Promise<void> {
    void this.embedded.readOffer();
    const [device, saved] = await Promise.all([
      this.world.device(),
      this.world.readSaved().then(readSavedModels, () => readSavedModels(null)),
    ]);
    this.list.added = saved.added;
    this.list.chosen = saved.chosen;
    this.endpoints.restore(saved.endpoints);
    for (const [key, benchmark] of Object.entries(saved.benchmarks)) this.change(key, { benchmark });
    for (const key of this.world.crashMark.left()) this.change(key, { crashed: true });
    this.box.set({ device, endpoints: this.endpoints.views(), restored: true });
    this.relist();
    // What was chosen last time may be one of the catalogue's.
    if (saved.chosen !== null && !this.find(saved.chosen)) await this.openCatalogue();
    await this.readSpace();
  }

  dispose(): void {
    this.measures.dispose();
    this.box.close();
    this.world.client.dispose();
  }

  /** From the pool. */
  engineChanged(key: ModelKey, engine: EngineView): void {
    this.change(key, { engine });
    // A first load keeps its weights, or a browser without room does not: the menu says which.
    if (key === defaultKey && engine.status === 'ready') void this.embedded.readOffer();
  }

  downloadProgress(progress: DownloadProgress): void {
    this.files.progress(progress);
  }

  /** What runs use now. */
  choice(): ModelChoice {
    return (this.find(this.getState().chosen) ?? embeddedOnCpu).choice;
  }

  /** For the pool. @throws FaultError for a model that is not in the list. */
  poolModel(key: ModelKey): PoolModel {
    const entry = this.find(key);
    if (!entry) throw new FaultError(fault('model-missing', 'This model is not in the list any more.'));
    return poolModelOf(entry, this.getState().device, {
      base: this.world.base,
      embedded: () => this.embedded.source,
      files: () => this.files.open(key),
      complete: async () => {
        await this.files.refresh();
        return this.status(key).files.complete;
      },
      endpoint: (id) => this.endpoints.get(id),
    });
  }

  /** A model whose last load never ended is loaded only when it is asked for by name. */
  forbids(key: ModelKey): Fault | null {
    if (!this.status(key).crashed) return null;
    return fault(
      'worker-crashed',
      'The last load of this model never ended: it may have been too large for this device.',
      'Load it on the Models screen if you want to try again, or choose a smaller one.',
    );
  }

  /** For the pool: what to try when this model proved too large. */
  advice(key: ModelKey): string | null {
    const { device, entries } = this.getState();
    const smaller = smallerModel(entries, key, device, (one) => this.status(one).files.complete);
    return smaller && `A smaller model would fit: ${smaller.choice.name}.`;
  }

  private createActions(): ModelsActions {
    const { pool } = this.world;
    const entry = (key: ModelKey, work: (entry: CatalogueEntry) => Promise<unknown>) => {
      const found = this.find(key);
      if (!found) return;
      work(found).catch((thrown: unknown) => {
        this.change(key, { files: { ...this.status(key).files, fault: faultOf(thrown) } });
      });
    };
    return {
      openCatalogue: () => void this.openCatalogue(),
      choose: (key) => {
        this.list.chosen = key;
        this.relist();
        this.save();
      },
      inspect: (key) => entry(key, (found) => this.added.inspect(found)),
      download: (key) => entry(key, (found) => this.added.download(found)),
      pause: (key) => this.files.pause(key),
      remove: (key) => {
        if (key === defaultKey) void this.embedded.remove().then(() => this.readSpace());
        else {
          pool.unload(key);
          void this.files.remove(key);
        }
      },
      load: (key) => {
        this.change(key, { crashed: false });
        void pool.load(key);
      },
      unload: (key) => pool.unload(key),
      measure: (key) => void this.measures.start(key),
      stopMeasure: (key) => this.measures.stop(key),
      measureEngines: () => void this.measureEngines(),
      loadEmbedded: (source) => void this.embedded.load(source),
      ...this.added.actions(),
      persist: () => void this.world.persist().then((persisted) => this.storage({ persisted })),
    };
  }

  private async openCatalogue(): Promise<void> {
    const { catalogue } = this.getState();
    if (catalogue === 'reading' || catalogue === 'ready') return;
    this.box.set({ catalogue: 'reading' });
    try {
      this.list.fromCatalogue = await this.world.readCatalogue();
      this.box.set({ catalogue: 'ready' });
      this.relist();
    } catch {
      this.box.set({ catalogue: 'failed' });
    }
  }

  private offered(offer: ModelOnOrigin): void {
    const { keptBytes, info } = offer;
    const { files } = this.status(defaultKey);
    this.box.set({ offer });
    this.change(defaultKey, {
      files: { ...files, keptBytes, totalBytes: info.downloadBytes, complete: keptBytes >= info.downloadBytes },
    });
  }

  private async measureEngines(): Promise<void> {
    const keys = [embeddedOnCpu, embeddedOnGpu].map(({ choice }) => modelKey(choice));
    // A choice between the two is what the figures are to decide; another model stays chosen.
    if (this.list.chosen !== null && keys.includes(this.list.chosen)) this.list.chosen = null;
    for (const key of keys) if (!(await this.measures.start(key))) return;
  }

  private measured(key: ModelKey, benchmark: Benchmark | null, why: Fault | null): void {
    const { engine } = this.status(key);
    // A load that failed says so itself.
    const failed = why && engine.fault === null ? { engine: { ...engine, fault: why } } : {};
    this.change(key, { measuring: false, ...(benchmark && { benchmark }), ...failed });
    this.relist();
    if (benchmark) this.save();
  }

  private endpointsChanged(): void {
    this.box.set({ endpoints: this.endpoints.views() });
    this.save();
  }

  private find(key: ModelKey): CatalogueEntry | null {
    return this.getState().entries.find(({ choice }) => modelKey(choice) === key) ?? null;
  }

  private relist(): void {
    this.box.set(this.list.view(this.getState().device, this.benchmarks()));
  }

  private benchmarks(): Benchmarks {
    const { status } = this.getState();
    return new Map([...status].flatMap(([key, { benchmark }]) => (benchmark ? [[key, benchmark] as const] : [])));
  }

  private async readSpace(): Promise<void> {
    const modelBytes = await this.files.refresh();
    this.storage({ ...(await this.world.storage()), modelBytes });
  }

  private storage(part: Partial<StorageFacts>): void {
    this.box.set({ storage: { ...this.getState().storage, ...part } });
  }

  private status(key: ModelKey): ModelStatus {
    return this.getState().status.get(key) ?? noStatus;
  }

  private change(key: ModelKey, part: Partial<ModelStatus>): void {
    this.box.set({ status: new Map(this.getState().status).set(key, { ...this.status(key), ...part }) });
  }

  private save(): void {
    const { added, chosen } = this.list;
    const benchmarks = Object.fromEntries(this.benchmarks());
    void this.world
      .save({ version: 1, chosen, added, endpoints: this.endpoints.saved(), benchmarks })
      .catch(() => undefined);
  }
}

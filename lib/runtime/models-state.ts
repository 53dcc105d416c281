import type { CatalogueEntry, DeviceFacts, ModelKey } from '../model/catalogue.ts';
import type { Fault } from '../model/fault.ts';
import type { EngineInfo, LoadProgress } from '../model/model-info.ts';
import type { ModelOnOrigin } from '../protocol/models.ts';

/** Everything that the Models screen shows; replaced, never mutated. */
export interface ModelsState {
  /** False until the device is measured and storage is read. */
  readonly restored: boolean;
  readonly device: DeviceFacts | null;
  readonly storage: StorageFacts;
  /** Built-in first, then the user's, then the catalogue (read when the screen first asks: `openCatalogue`). */
  readonly entries: readonly CatalogueEntry[];
  readonly catalogue: 'unread' | 'reading' | 'ready' | 'failed';
  readonly status: ReadonlyMap<ModelKey, ModelStatus>;
  /** What new runs use, unless a column says otherwise. */
  readonly chosen: ModelKey;
  /** What `lib/catalogue` would choose for this device, and why in a sentence; null until measured. */
  readonly recommended: { readonly key: ModelKey; readonly why: string } | null;
  readonly endpoints: readonly EndpointView[];
  /** The embedded weights beside the app; null while unknown. */
  readonly offer: ModelOnOrigin | null;
}

export interface StorageFacts {
  /** Of this site, all kinds; null where the browser does not say. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  readonly modelBytes: number;
  /** Whether the browser promised not to evict; null where it cannot be asked. */
  readonly persisted: boolean | null;
}

export interface ModelStatus {
  readonly engine: EngineView;
  readonly files: FilesView;
  readonly benchmark: Benchmark | null;
  /** Measuring now. */
  readonly measuring: boolean;
  /** Its last load never ended: the tab was killed or crashed in the middle. It is not loaded again by itself. */
  readonly crashed: boolean;
}

export type EngineStatus = 'idle' | 'loading' | 'ready' | 'failed';

export interface EngineView {
  readonly status: EngineStatus;
  readonly progress: LoadProgress | null;
  readonly info: EngineInfo | null;
  readonly fault: Fault | null;
}

export interface FilesView {
  /** From the model's own index; null until asked (`inspect`) or where there is none. */
  readonly totalBytes: number | null;
  readonly count: number | null;
  /** How many of the files carry a published hash. */
  readonly hashed: number | null;
  readonly inspecting: boolean;
  readonly keptBytes: number;
  readonly complete: boolean;
  readonly download: DownloadView | null;
  readonly fault: Fault | null;
}

export interface DownloadView {
  readonly state: 'running' | 'paused' | 'failed';
  readonly phase: 'download' | 'verify';
  /** Never falls. */
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
}

/** A ten-second measurement on this device, kept. */
export interface Benchmark {
  readonly version: 1;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Answers written together. */
  readonly rows: number;
  /** All rows together, from the engine's own usage; null when it does not count tokens. */
  readonly tokensPerSecond: number | null;
  /** Of the first row, from leaving the queue. */
  readonly firstTokenMs: number;
  readonly loadMs: number;
  readonly device: string;
}

export interface EndpointView {
  readonly id: string;
  readonly name: string;
  /** Base address as typed. */
  readonly url: string;
  readonly hasKey: boolean;
  /** Whether the user asked to keep the key in this browser. */
  readonly keyKept: boolean;
  readonly parallel: number;
  /** As the server listed them at the last look; the user may type others. */
  readonly models: readonly string[];
  readonly looking: boolean;
  readonly fault: Fault | null;
}

export interface EndpointDraft {
  readonly name: string;
  readonly url: string;
  readonly key: string;
  readonly keepKey: boolean;
  readonly parallel: number;
}

/** All return at once; results arrive in the state. */
export interface ModelsActions {
  openCatalogue(): void;
  choose(key: ModelKey): void;
  /** Reads a model's index: size before download. */
  inspect(key: ModelKey): void;
  download(key: ModelKey): void;
  pause(key: ModelKey): void;
  /** Deletes a model's files, not those that another shares. */
  remove(key: ModelKey): void;
  load(key: ModelKey): void;
  unload(key: ModelKey): void;
  /** Loads the model if need be and writes for ten seconds at most; `stopMeasure` ends it. */
  measure(key: ModelKey): void;
  stopMeasure(key: ModelKey): void;
  /** Measures the embedded model on each engine that starts; new runs take the faster one. */
  measureEngines(): void;
  /** The embedded model from the hub or a file instead of this origin. */
  loadEmbedded(source: { readonly kind: 'hub' } | { readonly kind: 'file'; readonly file: File }): void;
  /** GGUF (one, or the parts of a split one) or an ONNX export (config.json, tokenizer.json, .onnx and its data). */
  addFiles(files: readonly File[]): Promise<Fault | null>;
  /** `owner/repository/file.gguf`, `owner/repository` of an ONNX export, or their address on the hub. */
  addFromHub(address: string): Promise<Fault | null>;
  /** Forgets an entry that the user added, with its files. */
  forget(key: ModelKey): void;
  addEndpoint(draft: EndpointDraft): Promise<Fault | null>;
  changeEndpoint(id: string, draft: EndpointDraft): Promise<Fault | null>;
  removeEndpoint(id: string): void;
  /** Asks the server for its models. */
  lookAtEndpoint(id: string): void;
  addEndpointModel(id: string, model: string): void;
  /** Asks the browser not to evict; the answer arrives in `storage.persisted`. */
  persist(): void;
}

export interface ModelsStore {
  readonly actions: ModelsActions;
  readonly getState: () => ModelsState;
  readonly subscribe: (listener: () => void) => () => void;
}

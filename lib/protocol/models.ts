import type { ModelKey, ModelSource } from '../model/catalogue.ts';
import type { ModelInfo } from '../model/model-info.ts';
import type { NamedBlob, Outcome } from './engine.ts';

/** `git-blob`: SHA-1 as git names a file's content, which the hub publishes for small files. */
export interface FileHash {
  readonly algorithm: 'sha256' | 'md5' | 'git-blob';
  readonly hex: string;
}

/** One file of a model, as its publisher's index names it. */
export interface ModelFile {
  readonly url: string;
  /** Unique within the model, such as `params_shard_3.bin`. */
  readonly path: string;
  /** Null when nobody tells. */
  readonly bytes: number | null;
  /** Whether `bytes` comes from an index: then a file of another size is damaged. A header's is the size on the wire. */
  readonly exact: boolean;
  /** Null when the source publishes none; then the file is kept unverified, and the screen says so. */
  readonly hash: FileHash | null;
}

/** What a repository on the hub holds at one commit. */
export interface HubListing {
  readonly repository: string;
  /** The commit that the asked revision stands for now. */
  readonly commit: string;
  /** As the repository's card says; null when it says nothing. */
  readonly licence: string | null;
  readonly files: readonly ModelFile[];
}

/** All files of a model, with sizes read from its own index before anything large is fetched. */
export interface ModelPackage {
  readonly key: ModelKey;
  readonly source: ModelSource;
  readonly files: readonly ModelFile[];
  /** Null when a file's size is unknown. */
  readonly totalBytes: number | null;
}

export interface KeptModel {
  readonly key: ModelKey;
  readonly keptBytes: number;
  readonly totalBytes: number | null;
  readonly complete: boolean;
}

export interface DownloadProgress {
  readonly key: ModelKey;
  /** Never falls, also over a retry. */
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  /** Over the last seconds; null until there is something to tell. */
  readonly bytesPerSecond: number | null;
  readonly phase: 'download' | 'verify';
}

/** What the embedded weights' manifest on this origin says, read before any download. */
export interface ModelOnOrigin {
  readonly info: ModelInfo & { readonly downloadBytes: number };
  readonly onOrigin: boolean;
  /** Why the weights are not beside the app. */
  readonly reason: string | null;
  readonly keptBytes: number;
  readonly hub: { readonly host: string; readonly bytes: number };
}

/** The models worker: the only writer of kept model files. Nothing is fetched but by these calls. */
export interface ModelsWorkerApi {
  connect(onProgress: (progress: DownloadProgress) => void): void;
  /** What this origin offers of the embedded model and this browser keeps; fetches the manifest only. */
  offer(base: string, model: string): Promise<Outcome<ModelOnOrigin>>;
  /** Deletes the embedded model's weights that this browser keeps. */
  removeEmbedded(): Promise<Outcome<void>>;
  /** Reads the model's index (kilobytes): files, sizes, hashes. */
  inspect(key: ModelKey, source: ModelSource): Promise<Outcome<ModelPackage>>;
  /** The files of a repository on the hub (`owner/name`; a branch, tag or commit), to choose from. */
  listHub(repository: string, revision: string): Promise<Outcome<HubListing>>;
  /** Everything kept, partial downloads too. */
  kept(): Promise<Outcome<readonly KeptModel[]>>;
  /**
   * Fetches what is missing, goes on in the middle of a file where the server allows, verifies each file, then marks the
   * model complete. Ends with `cancelled` after `pause`; what was read stays.
   */
  download(pack: ModelPackage): Promise<Outcome<void>>;
  pause(key: ModelKey): Promise<void>;
  /** Keeps files that the user chose, so that they are there after a reload. */
  keep(key: ModelKey, files: readonly NamedBlob[]): Promise<Outcome<void>>;
  /** The files of a complete model in their order; blobs stay on disk. */
  open(key: ModelKey): Promise<Outcome<readonly NamedBlob[]>>;
  /** Deletes a model's files, but none that another kept model uses. */
  remove(key: ModelKey): Promise<Outcome<void>>;
  ping(): Promise<void>;
}

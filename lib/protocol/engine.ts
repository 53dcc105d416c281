import type { Fault } from '../model/fault.ts';
import type { JobId } from '../model/ids.ts';
import type { GenerateJob, JobListener } from '../model/job.ts';
import type { EngineInfo, LoadProgress, ModelInfo } from '../model/model-info.ts';

/** The port that every engine implements and `engine-contract.ts` tests. Many jobs at once. */
export interface Engine {
  /** Loads the model; a second call answers from the first. Progress may be called many times. */
  load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo>;
  /** Queues a job; its events go to the listener given at construction. Needs a finished load. */
  generate(job: GenerateJob): void;
  /** Ends a job within one step; unknown or ended jobs are ignored. */
  cancel(id: JobId): void;
  /** Frees the model; running jobs are cancelled. */
  dispose(): Promise<void>;
}

/** Where a load takes its weights from. */
export type WeightsSource =
  | { readonly kind: 'origin' } // parts beside the app, as its manifest lists them
  | { readonly kind: 'hub' } // the GGUF from the model hub, after a click
  | { readonly kind: 'file'; readonly file: Blob }; // a GGUF that the user chose

/** The methods of an engine worker, as the page calls them through Comlink. */
export interface EngineWorkerApi {
  /** Must come first: where events and progress go. */
  connect(onEvents: JobListener, onProgress: (progress: LoadProgress) => void): void;
  /** What this origin offers and this browser keeps; fetches the manifest only. */
  offer(base: string, model: string): Promise<Outcome<ModelOnOrigin>>;
  load(options: EngineLoadOptions): Promise<Outcome<EngineInfo>>;
  generate(jobs: readonly GenerateJob[]): void;
  cancel(ids: readonly JobId[]): void;
  /** Deletes the weights that this browser keeps; a loaded model goes on running. */
  removeStored(): Promise<void>;
  /** Answers once the worker holds its life lock, then as soon as its event loop turns. */
  ping(): Promise<void>;
}

export interface EngineLoadOptions {
  /** Absolute address of the folder that holds models/ and ort/, ending in a slash. */
  readonly base: string;
  readonly model: string;
  readonly source: WeightsSource;
  /** 0 lets the engine choose. */
  readonly threads: number;
  /** Rows at most; 0 lets the engine choose. */
  readonly width: number;
}

/** Errors cross workers as data: Comlink carries only a message and a stack. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** What the weights' manifest on this origin says, read before any download. */
export interface ModelOnOrigin {
  readonly info: ModelInfo;
  readonly onOrigin: boolean;
  /** Why the weights are not beside the app. */
  readonly reason: string | null;
  readonly keptBytes: number;
  readonly hub: { readonly host: string; readonly bytes: number };
}

import type { Fault } from '../model/fault.ts';
import type { JobId } from '../model/ids.ts';
import type { GenerateJob, JobListener } from '../model/job.ts';
import type { EngineInfo, LoadProgress } from '../model/model-info.ts';

/** The port that every engine implements and the contract suite tests. Many jobs at once. */
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

/** Where a load of the embedded model takes its weights from. */
export type WeightsSource =
  | { readonly kind: 'origin' } // parts beside the app, as its manifest lists them
  | { readonly kind: 'hub' } // the GGUF from the model hub, after a click
  | { readonly kind: 'file'; readonly file: Blob }; // a GGUF that the user chose

/** The methods of every engine worker, as the page calls them through Comlink. One worker holds one model. */
export interface EngineWorkerApi {
  /** Must come first: where events and progress go. */
  connect(onEvents: JobListener, onProgress: (progress: LoadProgress) => void): void;
  load(options: EngineLoadOptions): Promise<Outcome<EngineInfo>>;
  generate(jobs: readonly GenerateJob[]): void;
  cancel(ids: readonly JobId[]): void;
  /** Answers once the worker holds its life lock, then as soon as its event loop turns. */
  ping(): Promise<void>;
}

/** A file of a model as the browser keeps it or the user chose it. */
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

/** What an engine worker is asked to load. The engine's kind decides which worker it goes to. */
export type EngineLoadOptions =
  ChorusLoad | ChorusFilesLoad | WebLlmLoad | WllamaLoad | EndpointLoad | PromptApiLoad | ScriptedLoad;

interface LoadBase {
  /** Absolute address of the folder that the app is served from, ending in a slash. */
  readonly base: string;
  /** `ModelChoice.model`. */
  readonly model: string;
}

/** The embedded model in our batched decoder. */
export interface ChorusLoad extends LoadBase {
  readonly engine: 'chorus';
  readonly source: WeightsSource;
  /** 0 lets the engine choose. */
  readonly threads: number;
  /** Rows at most; 0 lets the engine choose. */
  readonly width: number;
}

/** A decoder exported for ONNX in the hub's layout, in our batched decoder. */
export interface ChorusFilesLoad extends LoadBase {
  readonly engine: 'chorus-files';
  readonly name: string;
  /** config.json, tokenizer.json, one .onnx and its external data. */
  readonly files: readonly NamedBlob[];
  /** `auto` takes the GPU where there is one. */
  readonly device: 'auto' | 'gpu' | 'cpu';
  readonly threads: number;
  readonly width: number;
}

/** A record of WebLLM's catalogue, or the embedded model compiled for it. */
export interface WebLlmLoad extends LoadBase {
  readonly engine: 'web-llm';
  readonly name: string;
  /** Absolute address of the folder of weights. */
  readonly weights: string;
  /** Absolute address of the compiled library. */
  readonly library: string;
  readonly licence: string | null;
  readonly f16: boolean;
  /** Tokens of context to make room for; null takes the model's own. A retry after out of memory asks for less. */
  readonly contextTokens: number | null;
}

/** A GGUF file, or the parts of a split one in their order. */
export interface WllamaLoad extends LoadBase {
  readonly engine: 'wllama';
  readonly name: string;
  readonly files: readonly NamedBlob[];
  readonly licence: string | null;
  readonly contextTokens: number | null;
  /** Answers that share one load of the weights; 0 lets the engine choose. */
  readonly slots: number;
  readonly gpu: boolean;
}

export interface EndpointLoad extends LoadBase {
  readonly engine: 'endpoint';
  readonly name: string;
  /** Base address as typed, such as `http://localhost:11434/v1/`. */
  readonly url: string;
  /** Sent to the exact origin of `url` and nowhere else. */
  readonly key: string | null;
  /** Requests at a time. */
  readonly parallel: number;
}

export interface PromptApiLoad extends LoadBase {
  readonly engine: 'prompt-api';
}

/** Tests only. */
export interface ScriptedLoad extends LoadBase {
  readonly engine: 'scripted';
}

/** Errors cross workers as data: Comlink carries only a message and a stack. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

import type { ModelChoice } from './run.ts';

/** What a device must have for a model to run on it. */
export type Need = 'webgpu' | 'shader-f16' | 'prompt-api' | 'storage-buffer-limit';

/** Where the files of a model come from. Hosts are part of the app's policy; a link never carries one of these. */
export type ModelSource =
  /** The embedded model, beside the app. */
  | { readonly kind: 'origin'; readonly folder: string }
  /** WebLLM's layout: a folder of weights with its index, and a compiled library. Absolute addresses. */
  | { readonly kind: 'web-llm'; readonly model: string; readonly library: string }
  /** Files of a repository on the model hub; split GGUF files in their order. */
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string; readonly files: readonly string[] }
  /** Files that the user chose; they are kept under the entry's key. */
  | { readonly kind: 'files'; readonly names: readonly string[] }
  /** A server; `endpoint` is the id of one that the user typed. */
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  /** The browser's own model. */
  | { readonly kind: 'browser' };

/** One model that an engine can run, as the Models screen lists it. Null is unknown. */
export interface CatalogueEntry {
  readonly choice: ModelChoice;
  readonly family: string | null;
  /** In units, not billions. */
  readonly parameters: number | null;
  /** As its publisher writes it, such as `q4f16_1` or `Q4_1`. */
  readonly quantisation: string | null;
  readonly licence: string | null;
  readonly contextTokens: number | null;
  /** As far as known without asking a network; the index tells exactly. */
  readonly downloadBytes: number | null;
  /** Of the device that computes, in bytes: weights, cache and buffers. */
  readonly memoryBytes: number | null;
  readonly needs: readonly Need[];
  readonly source: ModelSource;
  /** `built-in` comes with the app, `catalogue` is on the hub, `added` is the user's. */
  readonly origin: 'built-in' | 'catalogue' | 'added';
}

/** Identifies a model among all engines: `engine/model`. */
export type ModelKey = string;

export function modelKey({ engine, model }: Pick<ModelChoice, 'engine' | 'model'>): ModelKey {
  return `${engine}/${model}`;
}

/** What this browser on this device has; null is unknown, because the browser does not say. */
export interface DeviceFacts {
  readonly cores: number;
  readonly memoryGiB: number | null;
  readonly isolated: boolean;
  readonly gpu: GpuFacts | null;
  /** Why there is no GPU: the browser has no WebGPU, gives no adapter, or the page is not secure. */
  readonly noGpu: 'no-api' | 'no-adapter' | 'insecure' | null;
  readonly promptApi: 'available' | 'downloadable' | 'unavailable' | null;
  readonly mobile: boolean;
}

export interface GpuFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly f16: boolean;
  /** A software adapter: correct, and slower than the processor. */
  readonly software: boolean;
  readonly maxBufferBytes: number;
  readonly maxStorageBindingBytes: number;
}

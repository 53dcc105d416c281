import type { Fault } from '../../../lib/model/fault.ts';
import type { LlamaRequest } from './request.ts';

/** One message of a slot. Null is what it does not tell. */
export interface LlamaStep {
  readonly text: string;
  /** Sampled so far. */
  readonly tokens: number | null;
  readonly promptTokens: number | null;
  /** Of these, those that stood in the cache. */
  readonly cachedTokens: number | null;
  readonly finish: 'stop' | 'length' | null;
}

export interface LlamaPlan {
  /** One GGUF, or the parts of a split one in their order. */
  readonly files: readonly Blob[];
  readonly threads: number;
  readonly slots: number;
  /** For each slot. */
  readonly contextTokens: number;
  readonly gpu: boolean;
  /** Makes `embed` work. */
  readonly embeddings: boolean;
  /** Bytes of the files read so far; never falls. */
  readonly onBytes: (bytes: number) => void;
  /** Called once if the engine dies by itself; every call pending then is rejected. */
  readonly onDeath: (why: Fault) => void;
}

/** llama.cpp with a model in it. */
export interface LlamaRuntime {
  readonly threads: number;
  readonly contextTokens: number;
  /**
   * Ends when the answer does, or with an AbortError soon after the signal.
   * @throws FaultError
   */
  complete(request: LlamaRequest, onStep: (step: LlamaStep) => void, signal: AbortSignal): Promise<void>;
  /** One vector of length 1 for each text, pooled over its tokens. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export type OpenLlama = (plan: LlamaPlan) => Promise<LlamaRuntime>;

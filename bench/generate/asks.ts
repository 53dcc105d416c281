/** What the bench asks its pages and child processes for, and what they answer. */
import type { GenerateJob } from '../../lib/model/job.ts';
import type { Usage } from '../../lib/model/run.ts';
import type { Stream } from './streams.ts';

export interface CoreAsk {
  readonly jobs: readonly GenerateJob[];
}
export interface CoreFromWorker {
  /** Milliseconds since 1970, as the page's own `performance.timeOrigin`. */
  readonly readyAt: number;
  readonly threads: number;
  readonly streams: readonly Stream[];
  readonly usages: readonly Usage[];
  readonly texts: readonly string[];
}

/** Every prompt at once; each engine writes exactly `maxTokens` tokens for each, past any end. */
export interface PeerAsk {
  readonly prompts: readonly string[];
  readonly maxTokens: number;
  readonly threads: number;
}
export interface PeerAnswer {
  readonly streams: readonly Stream[];
}

/** The same graph by past and present tensors: all rows with the same tokens, so that none needs padding. */
export interface PastPresentAsk {
  readonly rows: number;
  readonly promptTokens: number;
  readonly steps: number;
  readonly threads: number;
}

export interface WebLlmAsk {
  readonly prompt: string;
  readonly maxTokens: number;
  readonly seed: number;
}
/** As WebLLM itself counts; rates in tokens per second. */
export interface WebLlmAnswer {
  readonly decodeRate: number;
  readonly prefillRate: number;
  readonly tokens: number;
  readonly text: string;
}

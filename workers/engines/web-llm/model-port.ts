import type { JobFormat, Sampling } from '../../../lib/model/job.ts';
import type { StageReport } from './load-progress.ts';
import type { RawTemplate } from './template.ts';

/** What is loaded: web-llm's record of one model, with all addresses absolute. */
export interface ModelOrder {
  readonly model: string;
  readonly weights: string;
  readonly library: string;
  readonly f16: boolean;
  /** Null leaves the model's own. */
  readonly contextTokens: number | null;
  /** Replaces the model's conversation template; see `rawTemplate`. */
  readonly template: RawTemplate;
  readonly onProgress: (report: StageReport) => void;
}

export interface Generation {
  /** The whole prompt as text, markup and the answer's prefix included. */
  readonly prompt: string;
  /** The end of `prompt` that belongs to the answer. */
  readonly answerPrefix: string;
  readonly sampling: Sampling;
  readonly format: JobFormat;
}

/** After each token, or after a few where a character was not whole before. */
export interface Step {
  /** All of the answer so far without its prefix; half a character ends in U+FFFD. */
  readonly text: string;
  /** Sampled so far, an end token too. */
  readonly tokens: number;
  /** Set once: an end token, or max tokens or the window. */
  readonly end: 'stop' | 'length' | null;
  /** web-llm's own measurements; with or after `end`. */
  readonly figures: Figures | null;
}

export interface Figures {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Milliseconds, to the first sampled token. */
  readonly prefillMs: number;
  /** Milliseconds, from the first sampled token to the last. */
  readonly decodeMs: number;
}

/** A loaded model. One generation at a time. */
export interface LoadedModel {
  /** Of a prompt as it is fed, start tokens included. */
  countTokens(prompt: string): number;
  /** `return()` ends it after the running step; it must be awaited before the next one begins. */
  generate(generation: Generation): AsyncGenerator<Step, void, void>;
  dispose(): Promise<void>;
}

export type LoadModel = (order: ModelOrder) => Promise<LoadedModel>;

import type { Vectors } from '../metrics/cosine.ts';
import type { Experiment, Trial } from '../model/experiment.ts';
import type { DetectLanguage } from '../personas/attribution/text-language.ts';

/** In this order; the worker has one more before them, for loading the encoder. */
export type AnalysisStage = 'embedding' | 'quality' | 'metrics' | 'comparisons' | 'calibration' | 'curves';

export interface AnalysisAsk {
  readonly experiment: Experiment;
  /** All that are kept of it, in any order. */
  readonly trials: readonly Trial[];
  /** Version of the app. */
  readonly app: string;
  readonly at: number;
}

export interface AnalysisWorld {
  /** The sentence encoder with its name; null leaves figures of meaning unknown. */
  readonly encoder: {
    readonly name: string;
    /** Vectors of length 1, in the order of the texts. */
    embed(texts: readonly string[], signal: AbortSignal): Promise<Vectors>;
  } | null;
  /** Tells languages that script and small words do not; absent, those pass. */
  readonly detect?: DetectLanguage;
  progress(stage: AnalysisStage, done: number, total: number): void;
  /** Lets messages in. */
  breathe(): Promise<void>;
  readonly signal: AbortSignal;
}

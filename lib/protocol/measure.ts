import type { Experiment, Trial } from '../model/experiment.ts';
import type { ExperimentResult } from '../model/experiment-result.ts';
import type { Outcome } from './engine.ts';

/** Names one analysis; unique within a page. */
export type MeasureJobId = string;

export interface MeasureAsk {
  readonly experiment: Experiment;
  readonly trials: readonly Trial[];
  /** Whether to load the sentence encoder; without it figures of meaning are unknown. */
  readonly meaning: boolean;
}

export const measureStages = [
  'loading',
  'embedding',
  'quality',
  'metrics',
  'comparisons',
  'calibration',
  'curves',
] as const;
/** `loading`: the sentence encoder. */
export type MeasureStage = (typeof measureStages)[number];

/** Within a stage; stages come in the order of `measureStages`. */
export interface MeasureProgress {
  readonly job: MeasureJobId;
  readonly stage: MeasureStage;
  readonly done: number;
  readonly total: number;
}

/** The methods of the measure worker. It keeps nothing. */
export interface MeasureWorkerApi {
  connect(onProgress: (progress: MeasureProgress) => void): void;
  ping(): Promise<void>;
  /** Where the sentence encoder answers (`EmbedPort`); needed before meaning is asked for. */
  useEncoder(port: MessagePort): Promise<void>;
  /** The same experiment and trials give the same result, `at` apart; `cancelled` after `cancel`. */
  measure(job: MeasureJobId, ask: MeasureAsk): Promise<Outcome<ExperimentResult>>;
  cancel(job: MeasureJobId): Promise<void>;
}

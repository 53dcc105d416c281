import type {
  Arm,
  BlindVote,
  Experiment,
  ExperimentId,
  ExperimentSettings,
  Trial,
  TrialId,
  TrialPlace,
} from '../model/experiment.ts';
import type { ExperimentResult, ReportFigure } from '../model/experiment-result.ts';
import type { Fault } from '../model/fault.ts';
import type { ChatPrompt } from '../model/job.ts';
import type { Persona } from '../model/persona.ts';
import type { ModelChoice, TaskChoice } from '../model/run.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { MeasureStage } from '../protocol/measure.ts';
import type { SampleSpec } from '../protocol/shards.ts';

export type { Outcome } from '../protocol/engine.ts';
export type { MeasureStage } from '../protocol/measure.ts';
export type { Scope } from '../protocol/shards.ts';

/** Where the hub's personas are to come from; they are drawn when the experiment is begun. */
export interface DraftDraw {
  readonly how: 'uniform' | 'spread';
  readonly seed: number;
  readonly scope: SampleSpec['scope'];
}

/** The set-up on the screen; kept, with a version, like Play's draft. */
export interface ExperimentDraft {
  readonly version: 1;
  readonly task: TaskChoice;
  readonly settings: ExperimentSettings;
  /** Empty takes the model that is chosen in the app. */
  readonly models: readonly ModelChoice[];
  readonly arms: readonly Arm[];
  readonly n: number;
  readonly draw: DraftDraw;
  readonly one: Persona | null;
  readonly hand: readonly Persona[];
  readonly solves: number;
}

/** What a run will take. Null is unknown before anything was measured on this device. */
export interface PlanEstimate {
  readonly calls: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly seconds: number | null;
  /** Calls that the estimate stands on. */
  readonly measured: number;
}

export interface ExperimentSummary {
  readonly experiment: Experiment;
  readonly calls: number;
  readonly ended: number;
  /** Whether its trials are asked now, in this tab. */
  readonly running: boolean;
}

/** The experiment on the screen. */
export interface OpenExperiment {
  readonly experiment: Experiment;
  /** Ended and running ones, by id. */
  readonly trials: ReadonlyMap<TrialId, Trial>;
  readonly status: 'idle' | 'calibrating' | 'running' | 'pausing';
  readonly calls: number;
  readonly ended: number;
  readonly failed: number;
  readonly estimate: PlanEstimate;
  /** Seconds left of the run under way. */
  readonly secondsLeft: number | null;
  /** Tokens a second over the run under way, by the engine's usage. */
  readonly tokensPerSecond: number | null;
  readonly analysis: Analysis;
  /** Trial by trial beside the recorded experiment that this one repeats; null when it repeats none. */
  readonly reproduction: ExperimentReproduction | null;
  readonly fault: Fault | null;
}

export interface Analysis {
  readonly status: 'none' | 'running' | 'done' | 'failed';
  readonly stage: MeasureStage | null;
  /** 0 to 1 within the stage. */
  readonly fraction: number;
  readonly result: ExperimentResult | null;
  /** Trials that came after the result was computed. */
  readonly stale: boolean;
  readonly fault: Fault | null;
}

export interface ExperimentReproduction {
  readonly of: Experiment | null;
  readonly identical: number;
  readonly samePrefix: number;
  readonly different: number;
  readonly missing: number;
  /** Engine, model, quantisation, device, browser, app: what differed, in words. */
  readonly differences: readonly string[];
  readonly trials: readonly {
    readonly id: TrialId;
    readonly likeness: 'identical' | 'same-prefix' | 'different' | 'missing';
    readonly before: string;
    readonly now: string;
  }[];
}

/** Replaced, never mutated. */
export interface ExperimentState {
  readonly restored: boolean;
  /** False when the browser keeps nothing here. */
  readonly kept: boolean;
  readonly draft: ExperimentDraft;
  /** What the draft's plan would take. */
  readonly estimate: PlanEstimate;
  /** Why the draft cannot be begun, for people; null when it can. */
  readonly objection: string | null;
  /** Newest first. */
  readonly list: readonly ExperimentSummary[];
  readonly open: OpenExperiment | null;
  /** Deleted a moment ago; can be put back. */
  readonly undoable: readonly { readonly id: ExperimentId; readonly name: string }[];
  readonly fault: Fault | null;
}

/** A curve as the screen draws it, for a report. */
export type { ReportFigure } from '../model/experiment-result.ts';

export type ReportFormat = 'markdown' | 'html' | 'json';

/** Nothing here rejects. */
export interface ExperimentActions {
  readonly setDraft: (part: Partial<Omit<ExperimentDraft, 'version'>>) => void;
  readonly resetDraft: () => void;
  /** The exact request of an arm's answer `index` under the draft (personas of the draw are drawn for it). */
  readonly previewPrompt: (arm: Arm, index: number) => Promise<Outcome<ChatPrompt>>;
  /** The exact request of a trial of the open experiment, as it was or will be asked. */
  readonly promptOf: (place: TrialPlace) => Outcome<ChatPrompt>;
  /**
   * Makes an experiment of the draft (drawing its personas), opens it and asks one answer of each arm to measure the
   * time; those answers count.
   */
  readonly begin: () => Promise<Outcome<ExperimentId>>;
  /** Runs what is left of the open experiment. */
  readonly run: () => void;
  /** Nothing new is begun; what runs ends within its tokens. A second call ends that, too. */
  readonly pause: () => void;
  /** More answers for every arm: the same seeds go on, and personas of the same draw. */
  readonly addMore: (n: number) => Promise<Outcome<void>>;
  /** Asks failed trials once more. */
  readonly retryFailed: () => void;
  readonly openExperiment: (id: ExperimentId) => Promise<Outcome<void>>;
  /** Back to the list; a run under way goes on. */
  readonly close: () => void;
  readonly rename: (id: ExperimentId, name: string) => void;
  readonly remove: (id: ExperimentId) => Promise<Outcome<void>>;
  readonly undoRemove: (id: ExperimentId) => Promise<Outcome<void>>;
  /** @param meaning whether to load the sentence encoder */
  readonly analyse: (meaning: boolean) => void;
  readonly cancelAnalysis: () => void;
  readonly vote: (vote: Omit<BlindVote, 'at'>) => void;
  readonly undoVote: () => void;
  /** Needs a result. */
  readonly exportReport: (
    format: ReportFormat,
    figures: readonly ReportFigure[],
  ) => Promise<Outcome<{ readonly name: string; readonly blob: Blob }>>;
  /** Keeps the experiment of a JSON report, as a recording, and opens it. */
  readonly importReport: (file: Blob) => Promise<Outcome<ExperimentId>>;
  /** Begins an experiment of the same spec, compared trial by trial with this one. */
  readonly reproduce: (id: ExperimentId) => Promise<Outcome<ExperimentId>>;
  /** Puts the spec of an experiment into the draft. */
  readonly copyToDraft: (id: ExperimentId) => void;
}

export interface ExperimentStore {
  readonly actions: ExperimentActions;
  readonly getState: () => ExperimentState;
  readonly subscribe: (listener: () => void) => () => void;
}

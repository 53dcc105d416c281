import type { Fault } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import type { Reproduction } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';

export type { Outcome } from '../protocol/engine.ts';

/** A run with what came of it. The same object as long as nothing about the run changes. */
export interface RunView {
  readonly run: Run;
  /** Null until they are read. */
  readonly answers: RunAnswers | null;
  /** Null until measured, which is done for runs that are looked at. */
  readonly repetition: Repetition | null;
}

export interface RunAnswers {
  /** The newest attempt of each cell, by column, then repeat. */
  readonly cells: readonly Cell[];
  /** All attempts, in the same order. */
  readonly attempts: readonly Cell[];
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  /** Planned and never ended. */
  readonly open: number;
  /** About what the run takes in storage. */
  readonly bytes: number;
}

/** Answers that could be compared, and those among them that repeat an earlier one, with the 95% Wilson interval. */
export interface Repetition {
  readonly texts: number;
  readonly repeated: number;
  readonly low: number;
  readonly high: number;
}

/** Everything that was generated and is kept here; replaced, never mutated. */
export interface RunsState {
  /** False until the list of runs is read; answers follow. */
  readonly restored: boolean;
  /** Newest first. */
  readonly runs: readonly RunView[];
  /** Runs of the list whose answers are read. */
  readonly read: number;
  /** False when the browser keeps nothing here. */
  readonly kept: boolean;
  readonly fault: Fault | null;
  /** Deleted a moment ago; these can be put back. Newest last. */
  readonly undoable: readonly DeletedRuns[];
}

/** Runs that were deleted together. */
export interface DeletedRuns {
  readonly id: string;
  readonly runs: readonly RunId[];
}

/** Before anything is read. */
export const unreadRuns: RunsState = {
  restored: false,
  runs: [],
  read: 0,
  kept: true,
  fault: null,
  undoable: [],
};

/** Nothing here rejects. */
export interface RunsActions {
  /** Reads what is new or has changed; called whenever the screen is opened. */
  readonly open: () => void;
  /** Measures the repetition of these runs in the place of those asked for before; what is measured is left as it is. */
  readonly measure: (runs: readonly RunId[]) => void;
  /** Puts a run on Play's screen and its set-up into the draft. */
  readonly openInPlay: (run: RunId) => Promise<Outcome<void>>;
  /** `openInPlay`, then starts a run of the same set-up whose answers are compared with this one's. */
  readonly runAgain: (run: RunId) => Promise<Outcome<void>>;
  /** A run beside the recorded one that it repeats; null when it repeats none, or that is not kept any more. */
  readonly compare: (run: RunId) => Promise<Outcome<Reproduction | null>>;
  /** All of them or none. Can be undone for half a minute. */
  readonly deleteRuns: (runs: readonly RunId[]) => Promise<Outcome<void>>;
  /** @param id of an entry of `undoable` */
  readonly undoDelete: (id: string) => Promise<Outcome<void>>;
}

export interface RunsStore {
  readonly actions: RunsActions;
  readonly getState: () => RunsState;
  readonly subscribe: (listener: () => void) => () => void;
}

import type { ModelKey } from '../model/catalogue.ts';
import type { Fault } from '../model/fault.ts';
import type { PersonaId, RunId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { Cell, Column, Run, Settings, TaskChoice } from '../model/run.ts';
import type { ShardInfo } from '../model/shard.ts';
import type { EngineView } from './models-state.ts';

/** Everything the Play screen shows; replaced, never mutated, some twelve times a second while tokens stream. */
export interface PlayState {
  /** False until the last run and draft are read from storage (a few milliseconds): show a skeleton of the same size. */
  readonly restored: boolean;
  readonly task: TaskChoice;
  readonly columns: readonly Column[];
  readonly settings: Settings;
  /** The run on screen: its spec is what the cells were made with, which the draft above may have left. */
  readonly run: Run | null;
  /** The newest attempt of each cell of the run, by `cellKey(column, repeat)`. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Repeats of the run on screen; grows with `addRepeats`. */
  readonly repeats: number;
  /** Cells queued or running now. */
  readonly active: number;
  /** Cells of the run that were never finished: the tab closed or the engine failed in the middle. */
  readonly missing: number;
  /** Of the model that new runs use. */
  readonly engine: EngineView;
  /** Of every model that was touched since the page opened. */
  readonly engines: ReadonlyMap<ModelKey, EngineView>;
  readonly storage: StorageView;
  readonly starter: ShardInfo | null;
}

/** Before anything is read. */
export function blankPlay({ task, columns, settings }: Pick<PlayState, 'task' | 'columns' | 'settings'>): PlayState {
  return {
    restored: false,
    task,
    columns,
    settings,
    run: null,
    cells: new Map(),
    repeats: 1,
    active: 0,
    missing: 0,
    engine: { status: 'idle', progress: null, info: null, fault: null },
    engines: new Map(),
    storage: { kept: true, fault: null },
    starter: null,
  };
}

export interface StorageView {
  /** False when the browser keeps nothing here: results are lost on reload. */
  readonly kept: boolean;
  readonly fault: Fault | null;
}

/** What a run is started with. */
export type PlaySetUp = Pick<PlayState, 'task' | 'columns' | 'settings'>;

/** What the screen can do; every method returns at once unless it says otherwise, results arrive in the state. */
export interface PlayActions {
  setTask(task: TaskChoice): void;
  setSettings(settings: Settings): void;
  /** 1 to 8 columns, at most one control for each model with its settings. */
  setColumns(columns: readonly Column[]): void;
  /** Puts a set-up in the draft's place: all of it, or nothing when no column can be used. @returns the one before */
  openDraft(setUp: PlaySetUp): PlaySetUp;
  /**
   * Starts a new run with the draft, unless one is being written; loads the model first when needed.
   * @param reproduces the recorded run that it repeats
   * @param like the recorded answers: theirs are the attempts, and so the seeds, that are made
   */
  generate(reproduces?: RunId, like?: readonly Cell[]): void;
  /** Runs the missing cells of the run on screen. */
  complete(): void;
  /** Adds so many answers to each column of the run on screen. */
  addRepeats(count: number): void;
  /** A new attempt with the next seed; the old answer stays in the run's record. */
  redo(column: number, repeat: number): void;
  stop(column: number, repeat: number): void;
  stopAll(): void;
  vote(column: number, repeat: number, vote: -1 | 0 | 1): void;
  searchPersonas(
    text: string,
    limit: number,
  ): Promise<{ readonly total: number; readonly personas: readonly Persona[] }>;
  samplePersonas(count: number, seed: number, exclude: readonly PersonaId[]): Promise<readonly Persona[]>;
  /** A persona of the user's own; null when the text is empty. */
  writePersona(text: string): Persona | null;
  /** Back to the first screen's set-up. */
  reset(): void;
}

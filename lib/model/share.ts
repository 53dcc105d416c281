import type { PersonaId } from './ids.ts';
import type { ComputeDevice, RunEnvironment } from './made-on.ts';
import type { Cell, Column, ColumnSettings, EngineId, FinishReason, Run, Settings, TaskChoice } from './run.ts';

/** What a link or a `.polyphony` file carries, once it is checked: fresh plain objects, every number in its range. */
export interface SharedPlayground {
  readonly version: 1;
  readonly recipe: SharedRecipe;
  /** What came of the recipe; null for a recipe alone. */
  readonly recording: SharedRecording | null;
  /** The one cell that it is about; null for all. */
  readonly focus: { readonly column: number; readonly repeat: number } | null;
}

/** Everything needed to make a run again. It never holds an address, a key, a header or a wish to start by itself. */
export interface SharedRecipe {
  readonly task: TaskChoice;
  /** 1 to MAX_COLUMNS. */
  readonly columns: readonly SharedColumn[];
  readonly settings: Settings;
  /** What columns without a model of their own run on. */
  readonly model: SharedModel;
}

export type SharedColumn = SharedVoice & {
  readonly model: SharedModel | null;
  readonly settings: Partial<ColumnSettings> | null;
};

export type SharedVoice = { readonly kind: 'control' } | { readonly kind: 'persona'; readonly persona: SharedPersona };

/** A persona by its text, or (shorter) by its content id, for those who hold the collection. */
export type SharedPersona =
  | { readonly kind: 'text'; readonly text: string; readonly source: SharedSource | null }
  | { readonly kind: 'named'; readonly id: PersonaId; readonly source: SharedSource };

/** The collection that a persona is from. */
export interface SharedSource {
  readonly name: string;
  /** The first 16 hexadecimal digits of the shard's hash. */
  readonly hash: string;
  /** Empty when nobody said. */
  readonly licence: string;
}

/** Engines whose models every copy of the app lists; other models are somebody's own. */
export const sharedEngines = ['chorus', 'web-llm', 'prompt-api'] as const satisfies readonly EngineId[];

/**
 * A model of the built-in list or the catalogue, or the sender's own (a file, a server), of which only a name for
 * people travels. Whether this copy of the app lists it is for the reader to look up.
 */
export type SharedModel =
  | { readonly kind: 'listed'; readonly engine: (typeof sharedEngines)[number]; readonly model: string }
  | { readonly kind: 'own'; readonly name: string };

/** Answers as they were written elsewhere, or earlier. */
export interface SharedRecording {
  /** When the run was started, in epoch milliseconds. */
  readonly at: number;
  readonly environment: RunEnvironment | null;
  /** By column, then repeat; the chosen ones. */
  readonly cells: readonly SharedCell[];
}

export interface SharedCell {
  readonly column: number;
  readonly repeat: number;
  readonly attempt: number;
  readonly text: string;
  readonly finish: FinishReason | null;
  readonly tokens: number | null;
  /** While decoding, of this row alone; null when the engine did not tell. */
  readonly tokensPerSecond: number | null;
  readonly device: ComputeDevice | null;
  readonly threads: number | null;
  readonly quantisation: string | null;
}

/** What somebody wants to share: a set-up, or a run with some of its answers. */
export interface ShareSubject {
  readonly task: TaskChoice;
  readonly columns: readonly Column[];
  readonly settings: Settings;
  readonly model: Run['spec']['model'];
  /** Null for a set-up alone. */
  readonly recording: { readonly run: Run; readonly cells: readonly Cell[] } | null;
  readonly focus: SharedPlayground['focus'];
  /** `named` shortens personas of collections to their ids; those that the user wrote always travel as text. */
  readonly personas: 'text' | 'named';
}

/** A run with all its attempts, as `.polyphony` files and exports carry it: nothing is lost on the way. */
export interface KeptRun {
  readonly run: Run;
  readonly cells: readonly Cell[];
}

/** What a `.polyphony` file, or a file that was exported, turned out to hold. */
export type SharedFile =
  | { readonly kind: 'playground'; readonly playground: SharedPlayground }
  | { readonly kind: 'runs'; readonly runs: readonly KeptRun[] };

/** How alike a recorded answer and the one made from its recipe are. `open`: not (yet) made, or it failed. */
export type CellLikeness =
  | { readonly kind: 'identical' }
  /** The first `characters` are the same. */
  | { readonly kind: 'prefix'; readonly characters: number }
  | { readonly kind: 'different' }
  | { readonly kind: 'open' };

/** Something that was not the same in the two runs, in words for people; null is unknown. */
export interface RunDifference {
  readonly what:
    'model' | 'engine' | 'quantisation' | 'device' | 'threads' | 'browser' | 'system' | 'gpu' | 'app' | 'settings';
  readonly recorded: string | null;
  readonly here: string | null;
}

/** A recorded run beside the one made from its recipe, cell by cell. */
export interface Reproduction {
  /** By `cellKey(column, repeat)` of the recording. */
  readonly cells: ReadonlyMap<
    string,
    { readonly recorded: Cell; readonly here: Cell | null; readonly likeness: CellLikeness }
  >;
  readonly identical: number;
  readonly prefix: number;
  readonly different: number;
  readonly open: number;
  readonly differences: readonly RunDifference[];
}

import type { Fault } from './fault.ts';
import type { CellId, RunId, Seed } from './ids.ts';
import type { CellDevice, RunEnvironment } from './made-on.ts';
import type { Persona } from './persona.ts';

export const taskIds = ['math', 'reasoning', 'instruction', 'knowledge', 'npc', 'tool', 'own'] as const;
export type TaskId = (typeof taskIds)[number];

/** How many examples stand before the question, and whether each carries the persona that inspired it. */
export const shotKinds = ['zero', 'few', 'persona-few'] as const;
export type Shots = (typeof shotKinds)[number];

export interface TaskChoice {
  readonly id: TaskId;
  readonly shots: Shots;
  /** Null takes the task's own. */
  readonly system: string | null;
  /** The user's template with `{persona}`; read only when id is `own`. */
  readonly template: string;
  /** Text put at the start of the answer; null takes the task's own, empty for none. */
  readonly answerPrefix: string | null;
  /** JSON schema (as text) that the answer is held to while it is written; null lets it run free. */
  readonly schema: string | null;
}

export interface Settings {
  /** 0 (greedy) to 2. */
  readonly temperature: number;
  /** 0.05 to 1; 1 is off. */
  readonly topP: number;
  /** 0 is off, up to 200. */
  readonly topK: number;
  /** 0 (off) to 0.5, relative to the likeliest token. */
  readonly minP: number;
  /** 1 (off) to 2. */
  readonly repetitionPenalty: number;
  /** 8 to 1024. */
  readonly maxTokens: number;
  /** Answers for each column, 1 to 8. */
  readonly repeats: number;
  /** The run's seed, 0 to 2^31 - 1, shown and typed by people; hashed before any engine sees it. */
  readonly seed: number;
}

/** Who answers: a persona, or the control without one. */
export type Voice = { readonly kind: 'control' } | { readonly kind: 'persona'; readonly persona: Persona };

/** What a column may set for itself; the rest (repeats, the run's seed) belongs to the whole run. */
export type ColumnSettings = Omit<Settings, 'repeats' | 'seed'>;

/** A voice on a model with settings; null takes the run's. Columns are voices x models x settings as the user arranges. */
export type Column = Voice & {
  readonly model: ModelChoice | null;
  readonly settings: Partial<ColumnSettings> | null;
};

/** Everything needed to make a run again; cells are not part of it. */
export interface RunSpec {
  readonly version: 2;
  readonly task: TaskChoice;
  readonly columns: readonly Column[];
  readonly settings: Settings;
  /** What columns without a model of their own run on. */
  readonly model: ModelChoice;
}

export const engineIds = ['chorus', 'web-llm', 'wllama', 'endpoint', 'prompt-api', 'scripted'] as const;
/** `chorus`: our batched decoder; `scripted` exists in tests only. */
export type EngineId = (typeof engineIds)[number];

export interface ModelChoice {
  readonly engine: EngineId;
  /** The catalogue's id for this engine; see `CatalogueEntry`. */
  readonly model: string;
  /** For people, kept with the run: the entry may be gone when the run is read again. */
  readonly name: string;
}

export interface Run {
  readonly version: 2;
  readonly id: RunId;
  readonly createdAt: number;
  readonly spec: RunSpec;
  /** What it was made on; absent in runs that are older than this field. */
  readonly environment?: RunEnvironment;
  /** Set on a run that came with a link or a file: its answers were written elsewhere, or at another time. */
  readonly recorded?: 'link' | 'file';
  /** The recorded run that this one repeats. */
  readonly reproduces?: RunId;
}

/** Why a finished cell ended: its own end, max tokens, a stop string, or the model's context was full. */
export type FinishReason = 'end' | 'length' | 'stop-string' | 'context';

/** Measured by the engine; the clock starts when the job leaves the queue. Null is what the engine does not tell. */
export interface Usage {
  readonly promptTokens: number | null;
  /** Of promptTokens, those whose state was shared with other jobs and not computed for this one. */
  readonly sharedTokens: number | null;
  readonly completionTokens: number | null;
  readonly queueMs: number;
  /** From leaving the queue to the first sampled token. */
  readonly firstTokenMs: number;
  /** From the first sampled token to the last. */
  readonly decodeMs: number;
  /** Rows decoded together with this one, averaged over its steps. */
  readonly rows: number;
}

export type CellState = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

/** One answer: a column, a repeat, an attempt. Saved as it ends. */
export interface Cell {
  readonly version: 2;
  readonly id: CellId;
  readonly run: RunId;
  readonly column: number;
  readonly repeat: number;
  /** 0, then one more for each redo; the highest is shown. */
  readonly attempt: number;
  readonly seed: Seed;
  readonly state: CellState;
  readonly text: string;
  /** Sampled so far, as the engine counts; null when it does not. */
  readonly tokens: number | null;
  readonly finish: FinishReason | null;
  readonly usage: Usage | null;
  /** Why it failed; on a cell that is done, why the engine was lost and the answer continued on a new one. */
  readonly fault: Fault | null;
  readonly vote: -1 | 0 | 1;
  /** The engine and model that wrote it. */
  readonly by: ModelChoice;
  /** Absent until the engine is loaded, and in cells that are older than this field. */
  readonly on?: CellDevice;
  readonly updatedAt: number;
}

import type { RunEnvironment } from '../model/made-on.ts';
import type { ColumnSettings } from '../model/run.ts';
import type { DedupNote } from './answers.ts';

/** What somebody should know of a file before using it; said in words by `cardText`, kept as JSON beside the file. */
export type DataCard = AnswersCard | PersonasCard;

interface CardHead {
  readonly card: 1;
  readonly name: string;
  /** When the file was written, ISO 8601 in UTC. */
  readonly date: string;
  /** The app's version. */
  readonly app: string;
  /** What must be known first: licences that forbid or do not say. */
  readonly notices: readonly string[];
  /** How near-duplicates were removed, each decision in a sentence and as it is kept. */
  readonly dedup: readonly CardDecision[];
  /** What the data cannot tell, and what is not in the file. */
  readonly limits: readonly string[];
}

export interface CardDecision {
  readonly words: string;
  readonly decision: DedupNote;
}

export interface AnswersCard extends CardHead {
  readonly kind: 'answers';
  readonly counts: AnswerCounts;
  readonly tasks: readonly CardTask[];
  readonly models: readonly CardModel[];
  /** What each column ran with, each combination once. */
  readonly settings: readonly (ColumnSettings & { readonly answers: number })[];
  /** Seeds that the user chose, one for each run; each once. */
  readonly seeds: readonly number[];
  readonly personas: readonly CardPersonas[];
  readonly validity: CardValidity;
  readonly environments: readonly { readonly runs: number; readonly environment: RunEnvironment | null }[];
}

export interface AnswerCounts {
  /** In the file. */
  readonly written: number;
  readonly runs: number;
  /** Cells that the runs planned, each counted once however often it was redone. */
  readonly asked: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  /** Planned and never ended. */
  readonly open: number;
  readonly earlierAttempts: number;
  /** Finished answers that decisions about near-duplicates removed. */
  readonly removed: number;
}

export interface CardTask {
  readonly task: string;
  readonly name: string;
  readonly shots: string;
  readonly system: string;
  /** With `{persona}`. */
  readonly prompt: string;
  /** What the control was asked. */
  readonly control: string;
  readonly answerPrefix: string;
  readonly schema: string | null;
  readonly answers: number;
}

export interface CardModel {
  readonly name: string;
  readonly engine: string;
  readonly model: string;
  readonly licence: string | null;
  readonly quantisation: string | null;
  /** Where it computed, with threads; empty where nobody kept that. */
  readonly devices: readonly string[];
  readonly answers: number;
}

export interface CardPersonas {
  /** A collection's name; null for those that the user wrote, or whose collection is not held any more. */
  readonly collection: string | null;
  /** `control`: answers without a persona. */
  readonly kind: 'collection' | 'own' | 'control';
  readonly source: string;
  readonly licence: string;
  readonly personas: number;
  readonly answers: number;
}

export interface CardValidity {
  /** Whether answers have the form that their task asks for; it says nothing about sense. */
  readonly form: {
    readonly checked: number;
    readonly passed: number;
    readonly problems: Readonly<Record<string, number>>;
  };
  /** Answers that share at least 0.7 of their words with an earlier one of their run; null where not measured. */
  readonly repetition: { readonly texts: number; readonly repeated: number } | null;
  /** Nobody has judged these yet. */
  readonly notMeasured: readonly string[];
}

export interface PersonasCard extends CardHead {
  readonly kind: 'personas';
  /** In the file. */
  readonly rows: number;
  /** What was chosen, for people: a collection, a set and how it was chosen, a search. */
  readonly scope: string;
  readonly collections: readonly CardCollection[];
  /** Rows by label value, the most frequent first; unknown is null. */
  readonly labels: readonly CardLabel[];
}

export interface CardCollection {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** SHA-256 over its parts, hexadecimal. */
  readonly hash: string;
  readonly rows: number;
  /** In the whole collection. */
  readonly held: number;
}

export interface CardLabel {
  readonly label: string;
  readonly known: number;
  readonly values: readonly { readonly value: string; readonly rows: number }[];
}

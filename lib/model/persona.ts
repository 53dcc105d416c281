import type { PersonaId, ShardId } from './ids.ts';

/** What is said about the person; absent means unknown, never "none of these". */
export interface PersonaLabels {
  /** UN M49: Africa, Asia, Europe, Latin America and the Caribbean, Northern America, Oceania. */
  readonly region?: string;
  /** ISO 3166-1 alpha-2 code of the country of residence. */
  readonly country?: string;
  /** 0-14, 15-24, 25-34, 35-44, 45-54, 55-64, 65-74, 75+. */
  readonly age?: string;
  /** ISCO-08 major group, "0" to "9". */
  readonly occupation?: string;
  /** female, male or nonbinary, by the words of the text. */
  readonly gender?: string;
  /** ISO 639 code of the person's likely first language, not of the text. */
  readonly language?: string;
}

/** Labels of the person, and two of the text itself. */
export interface RowLabels extends PersonaLabels {
  /** ISO 639 code of the language that the text is written in. */
  readonly textLanguage?: string;
  /** ISO 15924 code of the script that most of its letters belong to: Latn, Hans, Jpan, Cyrl… */
  readonly script?: string;
}

export type LabelName = keyof RowLabels;

/** In the order of screens and of packed columns. */
export const labelNames = [
  'region',
  'country',
  'age',
  'occupation',
  'gender',
  'language',
  'textLanguage',
  'script',
] as const satisfies readonly LabelName[];

export interface Persona {
  readonly id: PersonaId;
  readonly text: string;
  readonly labels: PersonaLabels;
  /** Where it came from; null for one written by the user. */
  readonly shard: ShardId | null;
}

/** A row of a shard. Rows are counted from 0 over all parts and never change once the shard is whole. */
export interface RowRef {
  readonly shard: ShardId;
  readonly row: number;
}

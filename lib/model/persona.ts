import type { PersonaId, ShardId } from './ids.ts';

/** Labels that a shard's file gives; absent means unknown, never "none of these". */
export interface PersonaLabels {
  readonly region?: string;
  readonly country?: string;
  readonly age?: string;
  /** ISCO-08 major group, "0" to "9". */
  readonly occupation?: string;
  readonly gender?: string;
  /** ISO 639 code of the person's likely first language, not of the text. */
  readonly language?: string;
}

export interface Persona {
  readonly id: PersonaId;
  readonly text: string;
  readonly labels: PersonaLabels;
  /** Where it came from; null for one written by the user. */
  readonly shard: ShardId | null;
}

/** What is known of a shard without reading its personas. */
export interface ShardInfo {
  readonly id: ShardId;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly count: number;
  /** SHA-256 (hex) over the packed bytes of all its parts. */
  readonly hash: string;
  readonly importerVersion: number;
}

/** A few thousand personas in one record: UTF-8 bytes with offsets, and a dictionary column for each label. */
export interface PackedPart {
  readonly version: 1;
  readonly shard: ShardId;
  readonly index: number;
  readonly count: number;
  readonly text: Uint8Array<ArrayBuffer>;
  /** count + 1 offsets into `text`. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly columns: readonly PackedColumn[];
}

export interface PackedColumn {
  readonly name: keyof PersonaLabels;
  readonly values: readonly string[];
  /** count codes: 0 is unknown, n is values[n - 1]. */
  readonly codes: Uint16Array<ArrayBuffer>;
}

import type { ShardId } from './ids.ts';
import type { LabelName } from './persona.ts';

/** `category`: few values, many rows. `integer`: 32 bits. `text`: mostly different in each row (ids, names). */
export type ColumnKind = 'category' | 'integer' | 'text';

/** An attribute that came with the personas. */
export interface ColumnInfo {
  /** As in the file; unique within the shard. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** The label that the column states, in whatever words; null for any other attribute. */
  readonly role: LabelName | null;
}

/** What is known of a shard without reading its personas. */
export interface ShardInfo {
  readonly version: 2;
  readonly id: ShardId;
  readonly name: string;
  /** Who made it or where it was read, for people. */
  readonly source: string;
  /** SPDX identifier or a name; empty when nobody said. */
  readonly licence: string;
  readonly count: number;
  /** Of all its parts, packed. */
  readonly bytes: number;
  /** SHA-256 (hex) over its parts' hashes; empty while it is importing. */
  readonly hash: string;
  readonly importerVersion: number;
  readonly createdAt: number;
  readonly columns: readonly ColumnInfo[];
  /** Rows left out because the same text was there: in the file before, or in another shard. */
  readonly duplicates: number;
  /** Rows that could not be read. */
  readonly rejected: number;
  readonly state: 'importing' | 'whole';
  /** Set when the user deleted it: hidden, and gone for good soon after. */
  readonly deletedAt: number | null;
}

/**
 * PART_SIZE personas (fewer in a shard's last part) in one record: UTF-8 bytes with offsets, and a column for each
 * attribute.
 */
export interface PackedPart {
  readonly version: 2;
  readonly shard: ShardId;
  readonly index: number;
  readonly count: number;
  readonly text: Uint8Array<ArrayBuffer>;
  /** count + 1 offsets into `text`. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  /** In the order of the shard's columns; a column without any value in the part is left out. */
  readonly columns: readonly PackedColumn[];
  /** SHA-256 (hex) of everything above but the shard's id. */
  readonly hash: string;
}

export type PackedColumn = CategoryColumn | IntegerColumn | TextColumn;

export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly values: readonly string[];
  /** count codes: 0 is unknown, n is values[n - 1]. */
  readonly codes: Uint16Array<ArrayBuffer>;
}

export interface IntegerColumn {
  readonly kind: 'integer';
  readonly name: string;
  /** count numbers; -2^31 is unknown. */
  readonly numbers: Int32Array<ArrayBuffer>;
}

export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly text: Uint8Array<ArrayBuffer>;
  /** count + 1 offsets into `text`; an empty text is unknown. */
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/** Where a label comes from: nowhere, a column of the file, or the words of the text. */
export const labelOrigins = ['unknown', 'column', 'text'] as const;
export type LabelOrigin = (typeof labelOrigins)[number];

/** The labels of one part's personas, made from its columns and texts; made again when the attributor changes. */
export interface LabelPart {
  readonly version: 1;
  readonly shard: ShardId;
  readonly index: number;
  readonly count: number;
  /** Which attributor made them. */
  readonly attributor: number;
  readonly columns: readonly LabelColumn[];
}

export interface LabelColumn {
  readonly name: LabelName;
  readonly values: readonly string[];
  /** count codes: 0 is unknown, n is values[n - 1]. */
  readonly codes: Uint16Array<ArrayBuffer>;
  /** count indexes into `labelOrigins`. */
  readonly origins: Uint8Array<ArrayBuffer>;
}

/** A row of a file that did not become a persona. */
export interface Rejection {
  readonly shard: ShardId;
  /** From 0, in the order of the file. */
  readonly index: number;
  readonly file: string;
  /** Line (JSONL, CSV, plain) or row (Parquet, JSON array), from 1. */
  readonly line: number;
  readonly reason: RejectReason;
  /** The start of the row. */
  readonly excerpt: string;
}

export const rejectReasons = [
  'not-json',
  'not-an-object',
  'no-text',
  'empty-text',
  'text-too-long',
  'line-too-long',
  'bad-encoding',
  'wrong-columns',
  'unreadable',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** Personas that the user chose and named: a set, or a tag, which is the same. */
export interface PersonaSet {
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** How they were chosen, for people; empty when by hand. */
  readonly how: string;
  readonly members: readonly { readonly shard: ShardId; readonly row: number }[];
}

import type { ColumnInfo } from './shard.ts';

export const fileFormats = ['jsonl', 'json', 'csv', 'tsv', 'lines', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];
export type Compression = 'none' | 'gzip' | 'zstd';
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How the bytes of a file are to be read. */
export interface FileShape {
  readonly format: FileFormat;
  readonly compression: Compression;
  readonly encoding: TextEncodingName;
  /** Of CSV and TSV; a file without a header has columns "1", "2", … */
  readonly header: boolean;
}

/** Which fields of a row become what. Fields are named by path: `persona.name`; lists are joined with spaces. */
export interface Mapping {
  /** The field with the persona's text; for `lines` it is "text". */
  readonly text: string;
  readonly columns: readonly (ColumnInfo & { readonly field: string })[];
}

export interface FieldPreview {
  readonly field: string;
  readonly kind: 'text' | 'number' | 'flag' | 'list' | 'nothing';
  /** A few different values. */
  readonly samples: readonly string[];
  /** How many of the rows read have it. */
  readonly present: number;
}

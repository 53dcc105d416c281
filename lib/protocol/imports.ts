import type { Fault } from '../model/fault.ts';
import type { FieldPreview, FileShape, Mapping } from '../model/file-shape.ts';
import type { ShardId } from '../model/ids.ts';
import type { Rejection } from '../model/shard.ts';

/** What crosses to the shards worker and back while personas are imported. */

export type ImportSource =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'url'; readonly url: string }
  /** A data set on the hub: `owner/name`, a branch, tag or commit, and files in it. */
  | { readonly kind: 'hub'; readonly dataset: string; readonly revision: string; readonly paths: readonly string[] };

/** What the first rows of a source show. */
export interface ImportPreview {
  readonly files: readonly { readonly name: string; readonly bytes: number | null }[];
  readonly shape: FileShape;
  /** A schema that is known by name ("PersonaHub personas"), else null: then the user maps columns. */
  readonly schema: string | null;
  readonly fields: readonly FieldPreview[];
  /** The first rows, as texts by field. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Rows of the preview that could not be read. */
  readonly rejected: readonly Omit<Rejection, 'shard' | 'index'>[];
  /** A guess; its text is empty when no field looks like one. */
  readonly mapping: Mapping;
  readonly name: string;
  readonly source: string;
  /** Of a known schema or as the hub states; empty when unknown. */
  readonly licence: string;
  /** From the size and the first rows; null where neither tells. */
  readonly estimatedRows: number | null;
  /** What it will take in this browser, roughly, and what is free; null where unknown. */
  readonly neededBytes: number | null;
  readonly freeBytes: number | null;
}

export interface ImportPlan {
  readonly shape: FileShape;
  readonly mapping: Mapping;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
}

/** `refused`: it failed and nothing of it was kept, so that there is nothing to go on with. */
export type ImportState = 'waiting' | 'running' | 'pausing' | 'paused' | 'interrupted' | 'failed' | 'refused' | 'done';

/** One import. Counts never fall, also over a pause and a killed tab. */
export interface ImportView {
  readonly shard: ShardId;
  readonly name: string;
  readonly state: ImportState;
  /** Rows of the file seen so far: kept, duplicates and rejected together. */
  readonly rows: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly bytesRead: number;
  readonly bytesTotal: number | null;
  /** Over the last seconds; null until there is something to tell. */
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** After a killed tab or a pause the rows before the checkpoint are read again, without being kept twice. */
  readonly replaying: boolean;
  readonly fault: Fault | null;
  /** What the user has to choose again to go on; null when the worker still has it, or can fetch it. */
  readonly needs: readonly string[] | null;
}

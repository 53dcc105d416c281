import type { DedupDecision } from '../model/dedup.ts';
import type { FileShape } from '../model/file-shape.ts';
import type { PersonaId, ShardId } from '../model/ids.ts';
import type { LabelName, Persona, RowLabels, RowRef } from '../model/persona.ts';
import type { ColumnInfo, LabelOrigin, PersonaSet, ShardInfo } from '../model/shard.ts';
import type { Outcome } from './engine.ts';
import type { ImportSource, ImportPreview, ImportPlan, ImportView } from './imports.ts';

export { fileFormats } from '../model/file-shape.ts';
export type {
  Compression,
  FieldPreview,
  FileFormat,
  FileShape,
  Mapping,
  TextEncodingName,
} from '../model/file-shape.ts';

export type { ImportSource, ImportPreview, ImportPlan, ImportState, ImportView } from './imports.ts';

// ---- Shards ----

export interface ShardView {
  readonly info: ShardInfo;
  /** Rows that search can find, of `info.count`; those of a shard just imported come in the background. */
  readonly searchable: number;
  /** Rows whose labels were made. */
  readonly labelled: number;
  /** Parts found damaged by the last verify; null when it was never verified. */
  readonly damagedParts: number | null;
  /** Rows, of `info.count`, that dedup decisions removed: no list, search, sample, count or export shows them. */
  readonly removed: number;
}

export interface VerifyReport {
  readonly parts: number;
  /** Indexes of parts whose bytes do not match their hash, or that are missing. */
  readonly damaged: readonly number[];
  /** Rows in those parts. */
  readonly rowsLost: number;
  /** Damaged parts for which a whole copy is held, so that repair loses nothing. */
  readonly recoverable: number;
}

// ---- Search ----

/** Restricts rows to some values of a label, or of an attribute column; null among the values means unknown. */
export interface HubFilter {
  readonly by: 'label' | 'column';
  readonly name: string;
  readonly values: readonly (string | null)[];
}

export interface HubQuery {
  /** Words, "phrases", prefix*, -without, =inside (a substring); empty for all. See lib/personas/search-query. */
  readonly text: string;
  /** Null for all that are held. */
  readonly shards: readonly ShardId[] | null;
  readonly filters: readonly HubFilter[];
  /** Only members of this set. */
  readonly set: string | null;
  /** `rank`: best first (by row where there is no text). */
  readonly order: 'rank' | 'row';
}

export interface Found {
  /** Names the result until the next 8 searches; `page` and others take it. */
  readonly result: number;
  /** Rows found so far. */
  readonly total: number;
  /** False while parts without an index are still being read: ask again by `progress`. */
  readonly complete: boolean;
  readonly milliseconds: number;
}

export interface PersonaRow {
  readonly ref: RowRef;
  readonly id: PersonaId;
  readonly text: string;
  readonly labels: RowLabels;
  /** UTF-16 ranges of `text` that the query matched. */
  readonly marks: readonly (readonly [from: number, to: number])[];
}

export interface PersonaDetail extends PersonaRow {
  readonly shard: ShardInfo;
  readonly attributes: readonly { readonly column: ColumnInfo; readonly value: string }[];
  readonly origins: Readonly<Partial<Record<LabelName, LabelOrigin>>>;
  /** Ids of sets that hold it. */
  readonly sets: readonly string[];
  /** The decision that removed it as a near-duplicate, and of which row; null where none did. */
  readonly removedBy: {
    readonly decision: string;
    readonly decidedAt: number;
    readonly kept: RowRef;
    readonly similarity: number;
  } | null;
  /** Near-duplicates of it that decisions removed, also by way of others that were removed later. */
  readonly standsFor: number;
}

export interface Neighbour extends PersonaRow {
  /** Jaccard similarity of the two texts' word sets, 0 to 1. */
  readonly similarity: number;
}

// ---- Scopes, sampling, counting ----

/** Some rows: a whole shard, what a search found, a set, or rows by name. */
export type Scope =
  | { readonly kind: 'shard'; readonly shard: ShardId }
  | { readonly kind: 'result'; readonly result: number }
  | { readonly kind: 'set'; readonly set: string }
  | { readonly kind: 'rows'; readonly rows: readonly RowRef[] };

/** Files of rows, and what a file of them is: their data card in words or as JSON. */
export type RowFormat = 'jsonl' | 'csv' | 'parquet' | 'card-md' | 'card-json';

export type SampleHow =
  | { readonly kind: 'uniform' }
  /** Shares (they need not sum to 1) of a label's values; what is asked for and not there is told, never filled up. */
  | { readonly kind: 'quotas'; readonly label: LabelName; readonly shares: Readonly<Record<string, number>> }
  /** Far apart from each other by the words of their texts. */
  | { readonly kind: 'spread' };

export interface SampleSpec {
  readonly scope: Scope;
  readonly count: number;
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  readonly how: SampleHow;
  readonly exclude: readonly PersonaId[];
}

export interface PersonaSample {
  readonly rows: readonly PersonaRow[];
  /** For quotas: values that had fewer personas than their quota, with both counts. */
  readonly short: readonly { readonly value: string; readonly wanted: number; readonly got: number }[];
  /** What the sample is the same for: shard hashes, seed and way of sampling, in words. */
  readonly recipe: string;
}

/** How often each value of each label occurs in a scope; null is unknown. */
export interface LabelCounts {
  readonly rows: number;
  readonly labels: Readonly<Record<LabelName, readonly { readonly value: string | null; readonly count: number }[]>>;
  /** Rows whose labels were made; the others count nowhere. */
  readonly labelled: number;
}

export interface PersonaQuery {
  readonly text: string;
  readonly limit: number;
}

export interface PersonaPage {
  readonly total: number;
  readonly personas: readonly Persona[];
}

/** Tells the page what changed, also by another tab. */
export type ShardsEvent =
  | { readonly kind: 'import'; readonly view: ImportView }
  /** Shards, sets or labels changed: read them again. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'found'; readonly found: Found };

/** The methods of the shards worker, the only writer of shards, labels, indexes, journals and sets. */
export interface ShardsWorkerApi {
  connect(onEvent: (event: ShardsEvent) => void): void;
  ping(): Promise<void>;

  /** Imports the starter file when it is not held yet or its version is newer; answers what is held. */
  ensureStarter(url: string): Promise<Outcome<ShardInfo>>;
  /** For Play's picker. */
  search(query: PersonaQuery): Promise<Outcome<PersonaPage>>;
  /** `count` personas without repetition: the same for the same shard hash and seed in every browser. */
  sample(
    shard: ShardId,
    count: number,
    seed: number,
    exclude: readonly PersonaId[],
  ): Promise<Outcome<readonly Persona[]>>;

  /** Reads the first rows. A URL or the hub is asked only here and by `startImport`. */
  inspect(source: ImportSource, shape: Partial<FileShape>): Promise<Outcome<ImportPreview>>;
  /** Data files of a data set on the hub, with sizes. */
  listDataset(
    dataset: string,
    revision: string,
  ): Promise<Outcome<readonly { readonly path: string; readonly bytes: number | null }[]>>;
  /** Answers once the import has begun; events tell the rest. */
  startImport(source: ImportSource, plan: ImportPlan): Promise<Outcome<ShardId>>;
  /** What was read stays; `resumeImport` goes on. */
  pauseImport(shard: ShardId): Promise<Outcome<void>>;
  /** `files` where the view says that it needs them. */
  resumeImport(shard: ShardId, files: readonly File[]): Promise<Outcome<void>>;
  /** Ends an import: what was read becomes a shard (`keep`), or goes. */
  cancelImport(shard: ShardId, keep: boolean): Promise<Outcome<void>>;
  /** Running, paused and interrupted ones. */
  imports(): Promise<Outcome<readonly ImportView[]>>;
  /** As JSONL: file, line, reason, excerpt. */
  rejections(shard: ShardId): Promise<Outcome<Blob>>;

  /** Not those deleted. */
  shards(): Promise<Outcome<readonly ShardView[]>>;
  describe(
    shard: ShardId,
    words: { readonly name?: string; readonly source?: string; readonly licence?: string },
  ): Promise<Outcome<void>>;
  /** Hidden at once; its bytes go after a while, or at the next visit. */
  deleteShard(shard: ShardId): Promise<Outcome<void>>;
  restoreShard(shard: ShardId): Promise<Outcome<void>>;
  /** A new shard with the rows of all, exact duplicates left out; the old ones stay. */
  merge(shards: readonly ShardId[], name: string): Promise<Outcome<ShardId>>;
  verify(shard: ShardId): Promise<Outcome<VerifyReport>>;
  /** Puts whole copies in the place of damaged parts; rows of parts without one are taken out of the shard. */
  repair(shard: ShardId): Promise<Outcome<VerifyReport>>;
  /** @param name what the rows are called, for their data card; `Personas` when left out */
  exportRows(scope: Scope, format: RowFormat, name?: string): Promise<Outcome<Blob>>;

  find(query: HubQuery): Promise<Outcome<Found>>;
  /** Rows `from` to `from + count` of a result. */
  page(result: number, from: number, count: number): Promise<Outcome<readonly PersonaRow[]>>;
  /** Rows by name, in that order. */
  rows(refs: readonly RowRef[]): Promise<Outcome<readonly PersonaRow[]>>;
  /**
   * Personas by content id, in that order; null for one that is not held. One that was removed as a near-duplicate is
   * held. The first look into a shard hashes its texts (about 4 s for a million), later ones only compare numbers.
   * @param among the first digits of the hashes of the shards to look into; null for all
   */
  byIds(ids: readonly PersonaId[], among: readonly string[] | null): Promise<Outcome<readonly (PersonaRow | null)[]>>;
  detail(ref: RowRef): Promise<Outcome<PersonaDetail>>;
  neighbours(ref: RowRef, count: number): Promise<Outcome<readonly Neighbour[]>>;
  counts(scope: Scope): Promise<Outcome<LabelCounts>>;
  drawSample(spec: SampleSpec): Promise<Outcome<PersonaSample>>;

  sets(): Promise<Outcome<readonly PersonaSet[]>>;
  /** Writes a set; one without members stays as an empty set. */
  putSet(set: PersonaSet): Promise<Outcome<void>>;
  deleteSet(id: string): Promise<Outcome<void>>;

  /** The rows of a scope by shard, for a reader of its own; those removed are left out. */
  resolveRows(scope: Scope): Promise<Outcome<ScopeRows>>;
  /** Newest first. */
  decisions(): Promise<Outcome<readonly DedupDecision[]>>;
  /** Removes rows, and tells every tab. Refused (`bad-input`) when a kept row is removed already, or one is not held. */
  applyDecision(decision: DedupDecision): Promise<Outcome<void>>;
  /** Puts the rows back; also those that a later decision kept in their favour stay as that one says. */
  undoDecision(id: string): Promise<Outcome<void>>;
  /** As JSONL: a first line that says how, then each removed text, the one kept for it and their likeness. */
  exportDecision(id: string): Promise<Outcome<Blob>>;
}

/** `rows[i]` of `shards[i]`, in the scope's order within each shard. */
export interface ScopeRows {
  readonly shards: readonly ShardId[];
  readonly rows: readonly Uint32Array<ArrayBuffer>[];
}

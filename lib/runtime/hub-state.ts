import type { Fault } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { RowRef } from '../model/persona.ts';
import type { PersonaSet } from '../model/shard.ts';
import type { Outcome } from '../protocol/engine.ts';
import type {
  FileShape,
  Found,
  HubQuery,
  ImportPlan,
  ImportPreview,
  ImportSource,
  ImportView,
  LabelCounts,
  Neighbour,
  PersonaDetail,
  PersonaRow,
  PersonaSample,
  RowFormat,
  SampleSpec,
  Scope,
  ShardView,
  VerifyReport,
} from '../protocol/shards.ts';

// What screens need of the worker's language comes to them through this file.
export type {
  Compression,
  FieldPreview,
  FileFormat,
  FileShape,
  Found,
  HubFilter,
  HubQuery,
  ImportPlan,
  ImportPreview,
  ImportSource,
  ImportState,
  ImportView,
  LabelCounts,
  Mapping,
  Neighbour,
  PersonaDetail,
  PersonaRow,
  PersonaSample,
  RowFormat,
  SampleHow,
  SampleSpec,
  Scope,
  ShardView,
  TextEncodingName,
  VerifyReport,
} from '../protocol/shards.ts';
export type { Outcome } from '../protocol/engine.ts';

/** Everything that the Personas screen shows of what is held; replaced, never mutated. */
export interface HubState {
  /** False until shards, imports and sets are read. */
  readonly restored: boolean;
  readonly shards: readonly ShardView[];
  /** Running, paused, interrupted and failed ones, and those that ended while this page was open. */
  readonly imports: readonly ImportView[];
  readonly sets: readonly PersonaSet[];
  /** The newest state of the result that the screen shows. */
  readonly found: Found | null;
  /** Of this site; null where the browser does not say. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** Whether the browser promised not to evict what is kept; null until asked. */
  readonly persisted: boolean | null;
  /** Whether personas are kept at all: false in a window that keeps nothing. */
  readonly kept: boolean;
  /** Why the shards could not be read, or a deed that answers nothing failed; others answer with their fault. */
  readonly fault: Fault | null;
  /** Shards deleted a moment ago, whose deletion can be undone. */
  readonly undoable: readonly { readonly shard: ShardId; readonly name: string }[];
}

/** Before anything is read. */
export const unreadHub: HubState = {
  restored: false,
  shards: [],
  imports: [],
  sets: [],
  found: null,
  usedBytes: null,
  quotaBytes: null,
  persisted: null,
  kept: true,
  fault: null,
  undoable: [],
};

/** Deeds answer when they are done; what changed then stands in the state. Nothing here rejects. */
export interface HubActions {
  readonly inspect: (source: ImportSource, shape: Partial<FileShape>) => Promise<Outcome<ImportPreview>>;
  readonly listDataset: (
    dataset: string,
    revision: string,
  ) => Promise<Outcome<readonly { readonly path: string; readonly bytes: number | null }[]>>;
  /** Asks the browser for persistent storage first: real work is saved from here on. */
  readonly startImport: (source: ImportSource, plan: ImportPlan) => Promise<Outcome<ShardId>>;
  readonly pauseImport: (shard: ShardId) => void;
  readonly resumeImport: (shard: ShardId, files: readonly File[]) => Promise<Outcome<void>>;
  readonly cancelImport: (shard: ShardId, keep: boolean) => Promise<Outcome<void>>;
  /** Takes an ended import off the list. */
  readonly dismissImport: (shard: ShardId) => void;
  readonly rejections: (shard: ShardId) => Promise<Outcome<Blob>>;
  readonly describe: (
    shard: ShardId,
    words: { readonly name?: string; readonly source?: string; readonly licence?: string },
  ) => Promise<Outcome<void>>;
  readonly deleteShard: (shard: ShardId) => Promise<Outcome<void>>;
  readonly restoreShard: (shard: ShardId) => Promise<Outcome<void>>;
  readonly merge: (shards: readonly ShardId[], name: string) => Promise<Outcome<ShardId>>;
  readonly verify: (shard: ShardId) => Promise<Outcome<VerifyReport>>;
  readonly repair: (shard: ShardId) => Promise<Outcome<VerifyReport>>;
  /** @param name what the rows are called, for their data card */
  readonly exportRows: (scope: Scope, format: RowFormat, name?: string) => Promise<Outcome<Blob>>;
  readonly find: (query: HubQuery) => Promise<Outcome<Found>>;
  readonly page: (result: number, from: number, count: number) => Promise<Outcome<readonly PersonaRow[]>>;
  readonly rows: (refs: readonly RowRef[]) => Promise<Outcome<readonly PersonaRow[]>>;
  readonly detail: (ref: RowRef) => Promise<Outcome<PersonaDetail>>;
  readonly neighbours: (ref: RowRef, count: number) => Promise<Outcome<readonly Neighbour[]>>;
  readonly counts: (scope: Scope) => Promise<Outcome<LabelCounts>>;
  readonly drawSample: (spec: SampleSpec) => Promise<Outcome<PersonaSample>>;
  readonly putSet: (set: PersonaSet) => Promise<Outcome<void>>;
  readonly deleteSet: (id: string) => Promise<Outcome<void>>;
  /** Puts back what a decision about near-duplicates removed. */
  readonly undoDecision: (id: string) => Promise<Outcome<void>>;
  /** Puts personas on the board of Play, as many as fit. @returns how many were added */
  readonly toPlay: (rows: readonly PersonaRow[]) => number;
  /** Runs in which the persona was a voice, newest first. */
  readonly usedIn: (
    row: PersonaRow,
  ) => Promise<readonly { readonly run: string; readonly at: number; readonly task: string }[]>;
  readonly persist: () => Promise<void>;
}

export interface HubStore {
  readonly actions: HubActions;
  readonly getState: () => HubState;
  readonly subscribe: (listener: () => void) => () => void;
}

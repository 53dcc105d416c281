import type { DedupDecision } from '../model/dedup.ts';
import type { Experiment, ExperimentId, Trial } from '../model/experiment.ts';
import type { Fault } from '../model/fault.ts';
import type { RunId, ShardId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import type { LabelPart, PackedPart, PersonaSet, Rejection, ShardInfo } from '../model/shard.ts';

/** Plain data (it is cloned) that says its own version, for the reader to check. */
export interface VersionedValue {
  readonly version: number;
}

/**
 * Runs, their cells and settings; the page is the only writer.
 *
 * Every method rejects with a FaultError: `storage-full`, `storage-blocked` or `internal`. A write that rejects has
 * changed nothing. What is read is a copy in today's shape. Lists leave out records that this version cannot read
 * (written by a newer one, or damaged); those stay untouched.
 */
export interface RunStore {
  putRun(run: Run): Promise<void>;
  /** The readable run with the greatest `createdAt`. */
  latestRun(): Promise<Run | null>;
  /** Null when there is none; a `bad-input` fault when it cannot be read. */
  getRun(id: RunId): Promise<Run | null>;
  /** Newest first, `limit` (0 or more) at most. */
  listRuns(limit: number): Promise<readonly Run[]>;
  /** Removes the run and its cells together; nothing happens when there is none. */
  deleteRun(id: RunId): Promise<void>;
  /** All or none of them; a cell with the same id is replaced. */
  putCells(cells: readonly Cell[]): Promise<void>;
  /** Every attempt of every cell, by column, then repeat, then attempt. */
  cellsOf(run: RunId): Promise<readonly Cell[]>;
  /** Null when nothing was put. The caller checks the shape. */
  getSetting(key: string): Promise<unknown>;
  putSetting(key: string, value: VersionedValue): Promise<void>;
  /** Near-duplicate answers that were removed, newest first. Cells that a decision names may be gone with their run. */
  listDecisions(): Promise<readonly DedupDecision[]>;
  putDecision(decision: DedupDecision): Promise<void>;
  /** Puts back what it removed; nothing happens when there is none. */
  deleteDecision(id: string): Promise<void>;
}

/** Experiments and their trials; the page is the only writer. Faults and reading as in RunStore. */
export interface TrialStore {
  putExperiment(experiment: Experiment): Promise<void>;
  /** Null when there is none; a `bad-input` fault when it cannot be read. */
  getExperiment(id: ExperimentId): Promise<Experiment | null>;
  /** Newest first, `limit` (0 or more) at most. */
  listExperiments(limit: number): Promise<readonly Experiment[]>;
  /** Removes the experiment and its trials together; nothing happens when there is none. */
  deleteExperiment(id: ExperimentId): Promise<void>;
  /** All or none of them; a trial with the same id is replaced. */
  putTrials(trials: readonly Trial[]): Promise<void>;
  /** By id. */
  trialsOf(experiment: ExperimentId): Promise<readonly Trial[]>;
  /** How many trials have ended (done or failed). */
  countTrials(experiment: ExperimentId): Promise<number>;
}

/**
 * Shards, what is made from them, imports and sets; the shards worker is the only writer. Faults as in RunStore. Every
 * write is one transaction: all of it or nothing.
 */
export interface ShardStore {
  /**
   * Writes a shard with all its parts; an earlier one of the same id goes with everything that belongs to it. The parts
   * must name the shard and be numbered from 0 without gaps, else a `bad-input` fault.
   */
  putShard(info: ShardInfo, parts: readonly PackedPart[]): Promise<void>;
  /** Replaces what is known of a shard that is there; nothing happens when it is not. */
  putInfo(info: ShardInfo): Promise<void>;
  getShard(id: ShardId): Promise<ShardInfo | null>;
  /** By id; importing and deleted ones too. */
  listShards(): Promise<readonly ShardInfo[]>;
  /** In the order asked for, as they were written (check them before use); null for one that is not there. */
  parts(id: ShardId, indexes: readonly number[]): Promise<readonly (PackedPart | null)[]>;
  /** Replaces parts: a repair. The info goes with them. */
  replaceParts(info: ShardInfo, parts: readonly PackedPart[]): Promise<void>;
  /** The shard with its parts, labels, index, journal and rejections. */
  deleteShard(id: ShardId): Promise<void>;

  /** A step of an import: new parts, new rejections, and the journal that says how far it is. */
  commit(step: ImportStep): Promise<void>;
  getJournal(id: ShardId): Promise<ImportJournal | null>;
  listJournals(): Promise<readonly ImportJournal[]>;
  /** The end of an import: the info of the whole shard takes the journal's place. */
  finish(info: ShardInfo, step: ImportStep): Promise<void>;
  /** By index. */
  rejections(id: ShardId, from: number, limit: number): Promise<readonly Rejection[]>;

  putLabels(parts: readonly LabelPart[]): Promise<void>;
  labels(id: ShardId, indexes: readonly number[]): Promise<readonly (LabelPart | null)[]>;
  putSegment(segment: SearchSegment): Promise<void>;
  /** By index. */
  segments(id: ShardId): Promise<readonly SearchSegment[]>;

  /** By name. */
  listSets(): Promise<readonly PersonaSet[]>;
  putSet(set: PersonaSet): Promise<void>;
  deleteSet(id: string): Promise<void>;

  /** Near-duplicate personas that were removed, newest first. */
  listDecisions(): Promise<readonly DedupDecision[]>;
  putDecision(decision: DedupDecision): Promise<void>;
  deleteDecision(id: string): Promise<void>;
}

/** Sentence vectors by content id; the embed worker is the only writer. Faults as in RunStore. */
export interface VectorStore {
  /** What is there of a model, without the vectors. */
  packs(model: string): Promise<readonly Pick<VectorPack, 'index' | 'ids'>[]>;
  /** In the order asked for; null for one that is not there. */
  read(model: string, indexes: readonly number[]): Promise<readonly (VectorPack | null)[]>;
  /** Replaces one of the same model and index. */
  put(pack: VectorPack): Promise<void>;
  /** Of all models. */
  clear(): Promise<void>;
}

/** Vectors of some texts in one record. */
export interface VectorPack {
  readonly version: 1;
  readonly model: string;
  readonly index: number;
  readonly dimensions: number;
  /** Content ids, 16 ASCII characters each, one after the other. */
  readonly ids: string;
  /** IEEE 754 half precision, `dimensions` for each id. */
  readonly vectors: Uint16Array<ArrayBuffer>;
}

export interface ImportStep {
  readonly info: ShardInfo;
  readonly journal: ImportJournal;
  readonly parts: readonly PackedPart[];
  readonly rejections: readonly Rejection[];
}

/** How far an import is: exactly what the committed parts hold. */
export interface ImportJournal {
  readonly version: 1;
  readonly shard: ShardId;
  readonly state: 'running' | 'paused' | 'failed';
  /** The request, as the import room reads it again: plain data, file handles where the browser gives them. */
  readonly request: unknown;
  /** Rows of the source that are behind the checkpoint: kept, duplicates and rejected. */
  readonly rows: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly bytesRead: number;
  readonly bytesTotal: number | null;
  /** Over everything read up to the checkpoint: another file gives another one. */
  readonly chain: string;
  readonly fault: Fault | null;
}

/** A search index over some consecutive parts; bytes that only lib/personas/search-index understands. */
export interface SearchSegment {
  readonly version: 1;
  readonly shard: ShardId;
  readonly index: number;
  /** Parts `firstPart` to `firstPart + parts - 1`. */
  readonly firstPart: number;
  readonly parts: number;
  readonly rows: number;
  /** Which indexer made it. */
  readonly indexer: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Stores {
  readonly runs: RunStore;
  readonly shards: ShardStore;
  readonly vectors: VectorStore;
  readonly trials: TrialStore;
  /** Later calls of any store reject. */
  close(): void;
}

import type { RunId, ShardId } from '../model/ids.ts';
import type { PackedPart, ShardInfo } from '../model/persona.ts';
import type { Cell, Run } from '../model/run.ts';

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
}

/** Shards; the shards worker is the only writer. Faults as in RunStore. */
export interface ShardStore {
  /**
   * Writes a shard with all its parts, or nothing; an earlier version of the same shard goes, with all its parts. The
   * parts must name the shard and be numbered from 0 without gaps, else a `bad-input` fault.
   */
  putShard(info: ShardInfo, parts: readonly PackedPart[]): Promise<void>;
  getShard(id: ShardId): Promise<ShardInfo | null>;
  /** By id. */
  listShards(): Promise<readonly ShardInfo[]>;
  /** In their order, as they were written: check them before use. Empty for a shard that is not held. */
  partsOf(id: ShardId): Promise<readonly PackedPart[]>;
  deleteShard(id: ShardId): Promise<void>;
}

export interface Stores {
  readonly runs: RunStore;
  readonly shards: ShardStore;
  /** Later calls of either store reject. */
  close(): void;
}

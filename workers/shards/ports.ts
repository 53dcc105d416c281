import type { ShardId } from '../../lib/model/ids.ts';
import type { RowRef } from '../../lib/model/persona.ts';
import type { LabelPart, PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import type { ShardsEvent } from '../../lib/protocol/shards.ts';
import type { ShardStore } from '../../lib/store/ports.ts';

/** What the shards worker stands on; a test gives its own. */
export interface ShardsWorld {
  readonly store: ShardStore;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly locks: Locks;
  /** Tells this page and other tabs that shards, labels or sets changed. */
  readonly changed: (shard: ShardId | null) => void;
  readonly emit: (event: ShardsEvent) => void;
  /** What this site uses and may use, in bytes; null where the browser does not say. */
  readonly estimate: () => Promise<{ readonly used: number; readonly quota: number } | null>;
  /** Lets waiting calls in between two pieces of long work. */
  readonly breathe: () => Promise<void>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Named locks over all tabs of this site; within this tab alone where the browser has none. */
export interface Locks {
  /** Waits for the lock, then holds it during `work`. @throws AbortError when the signal comes first */
  hold<T>(name: string, signal: AbortSignal | null, work: () => Promise<T>): Promise<T>;
  /** False at once when somebody else holds it: then `work` was not called. */
  tryHold(name: string, work: () => Promise<unknown>): Promise<boolean>;
  /** Whether somebody holds it, in any tab. */
  held(name: string): Promise<boolean>;
}

/** Reads shards that are whole and not deleted; keeps parts in memory within a budget. */
export interface Shelves {
  list(): Promise<readonly ShardInfo[]>;
  /** @throws FaultError `bad-input` for one that is not held */
  info(id: ShardId): Promise<ShardInfo>;
  /** @throws FaultError `shard-corrupt` for a part that is missing or malformed */
  part(id: ShardId, index: number): Promise<PackedPart>;
  /** The part if it is in memory: for loops that must not wait. */
  partNow(id: ShardId, index: number): PackedPart | null;
  text(ref: RowRef): Promise<string>;
  /** Drops what is in memory of a shard, or of all. */
  forget(id: ShardId | null): void;
}

/** Reads labels, as far as they were made; keeps them in memory. */
export interface LabelReader {
  part(id: ShardId, index: number): Promise<LabelPart | null>;
  /** Rows of the shard whose labels were made. */
  labelled(id: ShardId): Promise<number>;
  forget(id: ShardId | null): void;
}

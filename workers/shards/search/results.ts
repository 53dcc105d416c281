import { badInput } from '../../../lib/model/fault.ts';
import type { Query } from '../../../lib/personas/search-query/query.ts';
import type { Mask } from '../removals/mask.ts';
import type { ShardRow } from './row-list.ts';

/** Results kept: the one on the screen, and those that a sample or an export may still name. */
const KEPT = 8;

export interface Result {
  readonly id: number;
  readonly query: Query;
  readonly over: ShardRow;
  /** Positions in the order of the result; null for all rows of the shards that stay. */
  order: Uint32Array | null;
  /** What was removed when the order was made. */
  mask: Mask;
  complete: boolean;
  /** Resolves when it is complete, or not kept any more; rejects when it cannot be completed. */
  settled: Promise<void>;
}

/** The last results, as positions in typed arrays: 4 bytes a hit. */
export class Results {
  private readonly kept = new Map<number, Result>();
  private next = 1;

  add(query: Query, over: ShardRow, mask: Mask, order: Uint32Array | null, complete: boolean): Result {
    const result: Result = { id: this.next, query, over, mask, order, complete, settled: Promise.resolve() };
    this.next += 1;
    this.kept.set(result.id, result);
    for (const id of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(id);
    }
    return result;
  }

  has(id: number): boolean {
    return this.kept.has(id);
  }

  /** @throws FaultError `bad-input` for one that is no longer kept */
  get(id: number): Result {
    const result = this.kept.get(id);
    if (!result) throw badInput('This search is no longer kept: search again.');
    return result;
  }
}

import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';

/** Some shards one after the other: a position is a row of one of them, counted over all. */
export class ShardRow {
  /** Where each shard starts, and the end. */
  private readonly starts: number[] = [0];
  private readonly places = new Map<ShardId, number>();

  constructor(readonly shards: readonly ShardInfo[]) {
    for (const [place, { id, count }] of shards.entries()) {
      this.places.set(id, place);
      this.starts.push((this.starts.at(-1) ?? 0) + count);
    }
  }

  get length(): number {
    return this.starts.at(-1) ?? 0;
  }

  /** The position of row 0 of a shard that is among them. */
  start(id: ShardId): number {
    return this.starts[this.places.get(id) ?? 0] ?? 0;
  }

  /** Null for a row that none of them has. */
  position({ shard, row }: RowRef): number | null {
    const place = this.places.get(shard);
    if (place === undefined || !Number.isInteger(row) || row < 0) return null;
    return row < (this.shards[place]?.count ?? 0) ? (this.starts[place] ?? 0) + row : null;
  }

  /** @throws RangeError for a position that is not there */
  ref(position: number): RowRef {
    let low = 0;
    let high = this.shards.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    const shard = this.shards[low];
    if (!shard || position < 0 || position >= this.length) throw new RangeError(`There is no row ${position}.`);
    return { shard: shard.id, row: position - (this.starts[low] ?? 0) };
  }
}

/** Rows in their order, without an object for each. */
export interface RowList {
  readonly length: number;
  /** @throws RangeError for one that is not there */
  at(i: number): RowRef;
  /** The shards that they are from. */
  readonly shards: readonly ShardInfo[];
}

/** @param order positions; null for all rows of the shards in their order */
export function rowList(over: ShardRow, order: Uint32Array | null): RowList {
  return {
    length: order ? order.length : over.length,
    at: (i) => over.ref(order ? (order[i] ?? -1) : i),
    shards: over.shards,
  };
}

import type { RowRef } from '../../../lib/model/persona.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import type { RowSet } from '../../../lib/personas/search-index/row-set.ts';

/** One removed row of a decision. */
export interface RemovedRow {
  readonly ref: RowRef;
  readonly kept: RowRef;
  readonly similarity: number;
}

/** Which rows of one shard decisions removed: a bit for each row. */
export class RemovedRows {
  private readonly words: Uint32Array;
  private stay: Uint32Array<ArrayBuffer> | null = null;
  private some = 0;

  constructor(private readonly count: number) {
    this.words = new Uint32Array(Math.ceil(count / 32));
  }

  get size(): number {
    return this.some;
  }

  has(row: number): boolean {
    return ((this.words[row >> 5] ?? 0) & (1 << (row & 31))) !== 0;
  }

  /** @param row of the shard; one that is there already counts once */
  add(row: number): void {
    if (this.has(row)) return;
    this.words[row >> 5] = (this.words[row >> 5] ?? 0) | (1 << (row & 31));
    this.some += 1;
    this.stay = null;
  }

  /** Rows that stay, ascending; made at the first call. */
  kept(): Uint32Array<ArrayBuffer> {
    if (this.stay) return this.stay;
    const stay = new Uint32Array(this.count - this.some);
    for (let row = 0, i = 0; row < this.count; row += 1) {
      if (this.has(row)) continue;
      stay[i] = row;
      i += 1;
    }
    return (this.stay = stay);
  }

  /** Takes them out of a set of rows. @param first row of the shard that is row 0 of the set; the first of a part */
  clear(rows: RowSet, first: number): void {
    const from = first / 32; // a part has a multiple of 32 rows
    const { words } = rows;
    for (let i = 0; i < words.length; i += 1) words[i] = (words[i] ?? 0) & ~(this.words[from + i] ?? 0);
  }

  /** Rows of a part that stay, from 0 in the part; null where all of its `count` do. */
  keptOfPart(index: number, count: number): readonly number[] | null {
    const first = index * PART_SIZE;
    const kept: number[] = [];
    for (let i = 0; i < count; i += 1) if (!this.has(first + i)) kept.push(i);
    return kept.length === count ? null : kept;
  }
}

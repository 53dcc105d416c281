import type { SimilarPairs } from '../model/dedup.ts';
import { fault, FaultError } from '../model/fault.ts';

/** 200 MB, and as much again while they are sorted: beyond it a tab may die. */
export const MAX_PAIRS = 2 ** 24;

/** Pairs in the order they are found, in arrays that grow. */
export class PairList {
  private a = new Uint32Array(1024);
  private b = new Uint32Array(1024);
  private similarity = new Float32Array(1024);
  private count = 0;

  /** @param a less than b. @throws FaultError `out-of-memory` beyond MAX_PAIRS */
  push(a: number, b: number, similarity: number): void {
    if (this.count === this.a.length) {
      if (this.count >= MAX_PAIRS) throw tooMany();
      this.a = grown(this.a, new Uint32Array(2 * this.count));
      this.b = grown(this.b, new Uint32Array(2 * this.count));
      this.similarity = grown(this.similarity, new Float32Array(2 * this.count));
    }
    this.a[this.count] = a;
    this.b[this.count] = b;
    this.similarity[this.count] = similarity;
    this.count += 1;
  }

  /** Sorted by a, then b: two stable counting sorts. @param items more than any index */
  take(items: number): SimilarPairs {
    const found = Uint32Array.from({ length: this.count }, (_, i) => i);
    const order = sortedBy(this.a, sortedBy(this.b, found, items), items);
    return {
      a: Uint32Array.from(order, (i) => this.a[i] ?? 0),
      b: Uint32Array.from(order, (i) => this.b[i] ?? 0),
      similarity: Float32Array.from(order, (i) => this.similarity[i] ?? 0),
    };
  }
}

function tooMany(): FaultError {
  const message = `More than ${MAX_PAIRS / 2 ** 20} million pairs are this alike, too many for one tab.`;
  return new FaultError(
    fault('out-of-memory', message, 'Raise the least similarity, or compare fewer texts at a time.'),
  );
}

function grown<T extends Uint32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function sortedBy(values: Uint32Array, order: Uint32Array, limit: number): Uint32Array {
  const starts = new Uint32Array(limit + 1);
  for (const i of order) starts[(values[i] ?? 0) + 1] = (starts[(values[i] ?? 0) + 1] ?? 0) + 1;
  for (let v = 1; v <= limit; v += 1) starts[v] = (starts[v] ?? 0) + (starts[v - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const i of order) {
    const value = values[i] ?? 0;
    const at = starts[value] ?? 0;
    sorted[at] = i;
    starts[value] = at + 1;
  }
  return sorted;
}

import type { SimilarPairs } from '../model/dedup.ts';
import { spanningForest } from './clusters-forest.ts';
import { PairList } from './minhash-pairs.ts';

/**
 * Pairs held at once: 100 MB. Beyond it they are thinned to a maximum spanning forest, by which the clusters at every
 * threshold stay what they are; only the number of pairs is lost.
 */
export const PAIR_LIMIT = 8_000_000;

/** Pairs as a cosine join finds them. */
export class FoundPairs {
  private list = new PairList();
  private count = 0;

  /** @param items more than any index */
  constructor(
    private readonly items: number,
    private readonly limit = PAIR_LIMIT,
  ) {}

  /** The two in any order; the same pair may come twice. */
  add(a: number, b: number, similarity: number): void {
    if (this.count >= Math.max(this.limit, 2 * this.items)) this.thin();
    // The product of two float32 vectors of length 1 can be a little above 1.
    this.list.push(Math.min(a, b), Math.max(a, b), Math.min(1, similarity));
    this.count += 1;
  }

  /** Sorted, each pair once. */
  take(): SimilarPairs {
    const { a, b, similarity } = this.list.take(this.items);
    let count = 0;
    for (let i = 0; i < a.length; i += 1) {
      if (i > 0 && a[i] === a[i - 1] && b[i] === b[i - 1]) continue;
      a[count] = a[i] ?? 0;
      b[count] = b[i] ?? 0;
      similarity[count] = similarity[i] ?? 0;
      count += 1;
    }
    return { a: a.slice(0, count), b: b.slice(0, count), similarity: similarity.slice(0, count) };
  }

  private thin(): void {
    const none = new Uint32Array(0);
    const sizes = new Uint32Array(this.items).fill(1);
    const nodes = { items: this.items, count: this.items, nodeOf: none, first: none, sizes };
    const { a, b, similarity } = spanningForest(nodes, this.take());
    this.list = new PairList();
    this.count = a.length;
    for (let i = 0; i < a.length; i += 1) this.list.push(a[i] ?? 0, b[i] ?? 0, similarity[i] ?? 0);
  }
}

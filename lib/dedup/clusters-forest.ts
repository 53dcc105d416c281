import type { SimilarPairs } from '../model/dedup.ts';
import type { Nodes } from './clusters-equal.ts';

/** Steps of the histogram, from 0.5 to 1. */
export const HISTOGRAM_STEPS = 50;

/**
 * What is needed of pairs to cluster at any threshold: the edges of a maximum spanning forest, most alike first. Two
 * nodes are connected by pairs of a threshold exactly when they are by the forest's edges of that threshold (Kruskal), and
 * there are fewer edges than nodes, however many pairs.
 */
export interface Forest {
  readonly a: Uint32Array<ArrayBuffer>;
  readonly b: Uint32Array<ArrayBuffer>;
  readonly similarity: Float32Array<ArrayBuffer>;
  /** Pairs of items, those within nodes included; past 2^53 no longer exact. */
  readonly pairs: number;
  /** Of those pairs, by similarity. */
  readonly histogram: readonly number[];
}

/** @param pairs of nodes, each once, in any order */
export function spanningForest(nodes: Nodes, pairs: SimilarPairs): Forest {
  const order = bySimilarity(pairs.similarity);
  const sets = new DisjointSets(nodes.count);
  const edges = new Uint32Array(Math.min(order.length, Math.max(0, nodes.count - 1)));
  const histogram = new Float64Array(HISTOGRAM_STEPS);
  let count = 0;
  for (const pair of order) {
    const a = pairs.a[pair] ?? 0;
    const b = pairs.b[pair] ?? 0;
    const step = stepOf(pairs.similarity[pair] ?? 0);
    histogram[step] = (histogram[step] ?? 0) + (nodes.sizes[a] ?? 0) * (nodes.sizes[b] ?? 0);
    if (sets.join(a, b)) {
      edges[count] = pair;
      count += 1;
    }
  }
  const last = HISTOGRAM_STEPS - 1;
  for (const size of nodes.sizes) histogram[last] = (histogram[last] ?? 0) + (size * (size - 1)) / 2;
  const kept = edges.subarray(0, count);
  return {
    a: Uint32Array.from(kept, (pair) => pairs.a[pair] ?? 0),
    b: Uint32Array.from(kept, (pair) => pairs.b[pair] ?? 0),
    similarity: Float32Array.from(kept, (pair) => pairs.similarity[pair] ?? 0),
    pairs: histogram.reduce((sum, n) => sum + n, 0),
    histogram: [...histogram],
  };
}

/** Below one step's width, above what rounding to 32 bits takes from 0.9: that belongs to the step that begins there. */
const ROUNDING = 1e-4;

function stepOf(similarity: number): number {
  const step = Math.floor((similarity - 0.5) * 2 * HISTOGRAM_STEPS + ROUNDING);
  return Math.max(0, Math.min(HISTOGRAM_STEPS - 1, step));
}

/** Numbers of pairs, most alike first; equal ones as they come. */
function bySimilarity(similarity: Float32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  // Floats that are not negative have the order of their bits as integers: three passes of a radix sort.
  const bits = new Uint32Array(similarity.buffer, similarity.byteOffset, similarity.length);
  let order = new Uint32Array(bits.length);
  let spare = new Uint32Array(bits.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  for (const shift of [0, RADIX_BITS, 2 * RADIX_BITS]) {
    const starts = new Uint32Array(RADIX + 1);
    // Counted from the largest digit, so that the most alike come first.
    for (const value of bits) bump(starts, RADIX - ((value >>> shift) & (RADIX - 1)));
    for (let d = 1; d <= RADIX; d += 1) starts[d] = (starts[d] ?? 0) + (starts[d - 1] ?? 0);
    for (const pair of order) spare[bump(starts, RADIX - 1 - (((bits[pair] ?? 0) >>> shift) & (RADIX - 1)))] = pair;
    [order, spare] = [spare, order];
  }
  return order;
}

const RADIX_BITS = 11;
const RADIX = 2 ** RADIX_BITS;

function bump(counts: Uint32Array, at: number): number {
  const was = counts[at] ?? 0;
  counts[at] = was + 1;
  return was;
}

/** Union-find over flat arrays, by size, with path halving. */
export class DisjointSets {
  private readonly parents: Uint32Array<ArrayBuffer>;
  private readonly sizes: Uint32Array<ArrayBuffer>;

  constructor(count: number) {
    this.parents = new Uint32Array(count);
    this.sizes = new Uint32Array(count).fill(1);
    for (let i = 0; i < count; i += 1) this.parents[i] = i;
  }

  root(of: number): number {
    const { parents } = this;
    let at = of;
    for (;;) {
      const parent = parents[at] ?? at;
      if (parent === at) return at;
      const above = parents[parent] ?? parent;
      parents[at] = above;
      at = above;
    }
  }

  /** False when the two are one set already. */
  join(a: number, b: number): boolean {
    let large = this.root(a);
    let small = this.root(b);
    if (large === small) return false;
    if ((this.sizes[large] ?? 0) < (this.sizes[small] ?? 0)) [large, small] = [small, large];
    this.parents[small] = large;
    this.sizes[large] = (this.sizes[large] ?? 0) + (this.sizes[small] ?? 0);
    return true;
  }
}

import type { Nodes } from '../../lib/dedup/clusters-equal.ts';
import { setsOf } from '../../lib/dedup/clusters-equal.ts';
import type { TokenSets } from '../../lib/dedup/token-sets.ts';
import type { SimilarPairs } from '../../lib/model/dedup.ts';

/**
 * How alike items `a[i]` and `b[i]` of one cluster are. Pairs that the join found have its similarity; those that others
 * link are computed, and may be below the threshold.
 */
export type Likeness = (a: Uint32Array, b: Uint32Array) => Promise<Float32Array<ArrayBuffer>>;

/** Jaccard similarity of token sets. @param sets of nodes; those in no pair are let go of */
export function lexicalLikeness(nodes: Nodes, pairs: SimilarPairs, sets: TokenSets): Likeness {
  const places = new Uint32Array(nodes.count);
  for (const node of pairs.a) places[node] = 1;
  for (const node of pairs.b) places[node] = 1;
  const linked = new Uint32Array(places.reduce((sum, one) => sum + one, 0));
  let count = 0;
  for (const [node, one] of places.entries()) {
    if (one === 0) continue;
    linked[count] = node;
    places[node] = count;
    count += 1;
  }
  const held = setsOf(sets, linked);
  const compute = (x: number, y: number) => jaccard(held, places[x] ?? 0, places[y] ?? 0);
  return (a, b) => Promise.resolve(knownOr(nodes, pairs, a, b, compute));
}

/** Cosine of vectors. @param embed vectors of nodes, one after the other */
export function semanticLikeness(
  nodes: Nodes,
  pairs: SimilarPairs,
  dimensions: number,
  embed: (nodes: readonly number[]) => Promise<Float32Array>,
): Likeness {
  return async (a, b) => {
    const missing = new Set<number>();
    const found = knownOr(nodes, pairs, a, b, (x, y) => {
      missing.add(x).add(y);
      return Number.NaN;
    });
    if (missing.size === 0) return found;
    const wanted = [...missing];
    const places = new Map(wanted.map((node, i) => [node, i]));
    const vectors = await embed(wanted);
    for (const [i, similarity] of found.entries()) {
      if (!Number.isNaN(similarity)) continue;
      const x = places.get(nodes.nodeOf[a[i] ?? 0] ?? 0) ?? 0;
      const y = places.get(nodes.nodeOf[b[i] ?? 0] ?? 0) ?? 0;
      found[i] = cosine(vectors, dimensions, x, y);
    }
    return found;
  };
}

function knownOr(
  nodes: Nodes,
  pairs: SimilarPairs,
  a: Uint32Array,
  b: Uint32Array,
  compute: (x: number, y: number) => number,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(a, (item, i) => {
    const x = nodes.nodeOf[item] ?? 0;
    const y = nodes.nodeOf[b[i] ?? 0] ?? 0;
    if (x === y) return 1;
    return similarityOf(pairs, Math.min(x, y), Math.max(x, y)) ?? compute(x, y);
  });
}

/** Looks a pair up by halving: pairs are sorted. */
function similarityOf({ a, b, similarity }: SimilarPairs, x: number, y: number): number | null {
  let from = 0;
  let to = a.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const first = a[middle] ?? 0;
    if (first < x || (first === x && (b[middle] ?? 0) < y)) from = middle + 1;
    else to = middle;
  }
  return a[from] === x && b[from] === y ? (similarity[from] ?? null) : null;
}

/** Of sets x and y; both ascending. Two empty sets are not alike. */
export function jaccard({ tokens, offsets }: TokenSets, x: number, y: number): number {
  let i = offsets[x] ?? 0;
  let j = offsets[y] ?? 0;
  const endI = offsets[x + 1] ?? 0;
  const endJ = offsets[y + 1] ?? 0;
  const sum = endI - i + endJ - j;
  let both = 0;
  while (i < endI && j < endJ) {
    const left = tokens[i] ?? 0;
    const right = tokens[j] ?? 0;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
    if (left === right) both += 1;
  }
  return sum === 0 ? 0 : both / (sum - both);
}

/** Of vectors of length 1, so that their product is enough; rounding may leave it a little outside of 0 to 1. */
export function cosine(vectors: Float32Array, dimensions: number, x: number, y: number): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d += 1)
    sum += (vectors[x * dimensions + d] ?? 0) * (vectors[y * dimensions + d] ?? 0);
  return Math.max(0, Math.min(1, sum));
}

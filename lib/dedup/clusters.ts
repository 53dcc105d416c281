import type { Nodes } from './clusters-equal.ts';
import { DisjointSets, type Forest } from './clusters-forest.ts';

/**
 * Connected components of two items or more: cluster c has `members[starts[c] .. starts[c + 1])`, ascending. The largest
 * comes first, among equally large ones that with the earlier first member.
 */
export interface Clusters {
  readonly count: number;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly members: Uint32Array<ArrayBuffer>;
  /** By item; `ALONE` for one that is in no cluster. */
  readonly clusterOf: Uint32Array<ArrayBuffer>;
}

export const ALONE = 0xffffffff;

/** Clusters of all pairs that are at least `threshold` alike. A few milliseconds for 100,000 items. */
export function clustersAt(nodes: Nodes, forest: Forest, threshold: number): Clusters {
  const components = componentsAt(nodes, forest, threshold);
  const { ids, sizes } = components;
  const places = bySize(sizes, nodes.items);
  const starts = new Uint32Array(places.count + 1);
  for (const [component, size] of sizes.entries()) {
    const place = places.of[component] ?? ALONE;
    if (place !== ALONE) starts[place + 1] = size;
  }
  for (let c = 1; c <= places.count; c += 1) starts[c] = (starts[c] ?? 0) + (starts[c - 1] ?? 0);
  const members = new Uint32Array(starts[places.count] ?? 0);
  const clusterOf = new Uint32Array(nodes.items);
  const cursor = starts.slice();
  for (let item = 0; item < nodes.items; item += 1) {
    const place = places.of[ids[nodes.nodeOf[item] ?? 0] ?? 0] ?? ALONE;
    clusterOf[item] = place;
    if (place === ALONE) continue;
    const at = cursor[place] ?? 0;
    members[at] = item;
    cursor[place] = at + 1;
  }
  return { count: places.count, starts, members, clusterOf };
}

/** Components of nodes, numbered by their first items, with their sizes in items. */
function componentsAt(nodes: Nodes, forest: Forest, threshold: number) {
  const sets = new DisjointSets(nodes.count);
  // Similarities are kept in 32 bits: 0.9 is there a little less than 0.9.
  const least = Math.fround(threshold);
  for (let edge = 0; edge < forest.similarity.length; edge += 1) {
    if ((forest.similarity[edge] ?? 0) < least) break;
    sets.join(forest.a[edge] ?? 0, forest.b[edge] ?? 0);
  }
  const ids = new Uint32Array(nodes.count);
  const ofRoot = new Uint32Array(nodes.count).fill(ALONE);
  const sizes = new Uint32Array(nodes.count);
  let count = 0;
  for (let node = 0; node < nodes.count; node += 1) {
    const root = sets.root(node);
    let id = ofRoot[root] ?? ALONE;
    if (id === ALONE) {
      id = count;
      ofRoot[root] = id;
      count += 1;
    }
    ids[node] = id;
    sizes[id] = (sizes[id] ?? 0) + (nodes.sizes[node] ?? 0);
  }
  return { ids, sizes: sizes.subarray(0, count) };
}

/** Places of components of two or more by size, largest first, in their order among equals: a counting sort. */
function bySize(sizes: Uint32Array, items: number) {
  const starts = new Uint32Array(items + 2);
  for (const size of sizes) if (size > 1) starts[items - size + 1] = (starts[items - size + 1] ?? 0) + 1;
  for (let i = 1; i < starts.length; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const count = starts[items] ?? 0;
  const of = new Uint32Array(sizes.length).fill(ALONE);
  for (const [component, size] of sizes.entries()) {
    if (size < 2) continue;
    const place = starts[items - size] ?? 0;
    of[component] = place;
    starts[items - size] = place + 1;
  }
  return { of, count };
}

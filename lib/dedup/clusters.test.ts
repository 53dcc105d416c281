import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimilarPairs } from '../model/dedup.ts';
import { ALONE, clustersAt } from './clusters.ts';
import { equalSets, equalTexts, type Nodes, setsOf } from './clusters-equal.ts';
import { spanningForest } from './clusters-forest.ts';
import type { TokenSets } from './token-sets.ts';

type Pair = readonly [a: number, b: number, similarity: number];

const pairsOf = (pairs: readonly Pair[]): SimilarPairs => ({
  a: Uint32Array.from(pairs, ([a]) => a),
  b: Uint32Array.from(pairs, ([, b]) => b),
  similarity: Float32Array.from(pairs, ([, , similarity]) => similarity),
});

/** Token sets of plain lists; ascending, without repetition. */
const setsFrom = (lists: readonly (readonly number[])[]): TokenSets => {
  const sets = lists.map((list) => [...new Set(list)].sort((a, b) => a - b));
  const offsets = Uint32Array.from([0, ...sets.map((_, i) => sets.slice(0, i + 1).flat().length)]);
  const empty = { size: 0, frequencies: new Uint32Array(), bytes: new Uint8Array(), starts: new Uint32Array() };
  return { count: lists.length, offsets, tokens: Uint32Array.from(sets.flat()), vocabulary: empty };
};

/** Items, the texts they have, and pairs of their nodes. */
const problem = fc
  .array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 24 })
  .map((values) => equalTexts(values.map(String)))
  .chain((nodes) =>
    fc
      .uniqueArray(
        fc.tuple(
          fc.nat({ max: nodes.count - 1 }),
          fc.nat({ max: nodes.count - 1 }),
          fc.constantFrom(0.5, 0.6, 0.9, 0.95, 1),
        ),
        { selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`, maxLength: 30 },
      )
      .map((pairs) => ({ nodes, pairs: pairs.filter(([a, b]) => a !== b) })),
  );

/** Clusters by relabelling until nothing changes. */
function naive(nodes: Nodes, pairs: readonly Pair[], threshold: number): readonly (readonly number[])[] {
  const labels = Array.from({ length: nodes.items }, (_, item) => item);
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < nodes.items; i += 1) {
      for (let j = 0; j < nodes.items; j += 1) {
        const [a, b] = [nodes.nodeOf[i] ?? 0, nodes.nodeOf[j] ?? 0];
        const near =
          a === b || pairs.some(([x, y, s]) => s >= threshold && ((x === a && y === b) || (x === b && y === a)));
        const least = Math.min(labels[i] ?? 0, labels[j] ?? 0);
        if (near && labels[i] !== labels[j]) {
          [labels[i], labels[j]] = [least, least];
          changed = true;
        }
      }
    }
  }
  const groups = new Map<number, number[]>();
  for (const [item, label] of labels.entries()) groups.set(label, [...(groups.get(label) ?? []), item]);
  return [...groups.values()]
    .filter((g) => g.length > 1)
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

const lists = (nodes: Nodes, pairs: readonly Pair[], threshold: number) => {
  const { count, starts, members } = clustersAt(nodes, spanningForest(nodes, pairsOf(pairs)), threshold);
  return Array.from({ length: count }, (_, c) => [...members.subarray(starts[c], starts[c + 1])]);
};
const thresholds = fc.constantFrom(0.5, 0.55, 0.6, 0.9, 0.92, 1);

describe('clusters', () => {
  it('are the union of the pairs, largest first', () => {
    fc.assert(
      fc.property(problem, thresholds, ({ nodes, pairs }, threshold) => {
        expect(lists(nodes, pairs, threshold)).toEqual(naive(nodes, pairs, threshold));
      }),
    );
  });

  it('do not depend on the order of pairs, nor on which end comes first', () => {
    fc.assert(
      fc.property(problem, thresholds, fc.infiniteStream(fc.nat()), ({ nodes, pairs }, threshold, keys) => {
        const shuffled = pairs
          .map(([a, b, s]) => ({ key: keys.next().value as number, pair: [b, a, s] as const }))
          .sort((x, y) => x.key - y.key)
          .map(({ pair }) => pair);
        expect(lists(nodes, shuffled, threshold)).toEqual(lists(nodes, pairs, threshold));
      }),
    );
  });

  it('only merge when the threshold falls', () => {
    fc.assert(
      fc.property(problem, thresholds, thresholds, ({ nodes, pairs }, one, other) => {
        const low = lists(nodes, pairs, Math.min(one, other));
        for (const cluster of lists(nodes, pairs, Math.max(one, other))) {
          expect(low.some((larger) => cluster.every((item) => larger.includes(item)))).toBe(true);
        }
      }),
    );
  });

  it('know of each item where it is', () => {
    fc.assert(
      fc.property(problem, ({ nodes, pairs }) => {
        const { clusterOf, count, starts, members } = clustersAt(nodes, spanningForest(nodes, pairsOf(pairs)), 0.5);
        const where = new Map<number, number>();
        for (let c = 0; c < count; c += 1)
          for (const item of members.subarray(starts[c], starts[c + 1])) where.set(item, c);
        expect([...clusterOf]).toEqual(Array.from({ length: nodes.items }, (_, i) => where.get(i) ?? ALONE));
      }),
    );
  });
});

describe('a forest', () => {
  it('counts pairs of items, those of equal ones too', () => {
    fc.assert(
      fc.property(problem, ({ nodes, pairs }) => {
        const expected = new Array<number>(50).fill(0);
        const steps = new Map([[0.5, 0], [0.6, 10], [0.9, 40], [0.95, 45], [1, 49]]); // prettier-ignore
        for (let i = 0; i < nodes.items; i += 1) {
          for (let j = i + 1; j < nodes.items; j += 1) {
            const [a, b] = [nodes.nodeOf[i], nodes.nodeOf[j]];
            const pair = pairs.find(([x, y]) => (x === a && y === b) || (x === b && y === a));
            const step = a === b ? 49 : steps.get(pair?.[2] ?? 0);
            if (step !== undefined) expected[step] = (expected[step] ?? 0) + 1;
          }
        }
        const forest = spanningForest(nodes, pairsOf(pairs));
        expect(forest.histogram).toEqual(expected);
        expect(forest.pairs).toBe(expected.reduce((sum, n) => sum + n, 0));
      }),
    );
  });
});

describe('nodes', () => {
  it('are of equal sets, in the order of their first items', () => {
    const set = fc.array(fc.nat({ max: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(set, { maxLength: 20 }), (given) => {
        const sets = setsFrom(given);
        const nodes = equalSets(sets);
        const keys = given.map((list, i) => (list.length === 0 ? `empty ${i}` : [...new Set(list)].sort().join()));
        const distinct = [...new Set(keys)];
        expect([...nodes.nodeOf]).toEqual(keys.map((key) => distinct.indexOf(key)));
        expect([...nodes.first]).toEqual(distinct.map((key) => keys.indexOf(key)));
        expect([...nodes.sizes]).toEqual(distinct.map((key) => keys.filter((other) => other === key).length));
        expect(setsOf(sets, nodes.first)).toEqual(setsFrom(distinct.map((key) => given[keys.indexOf(key)] ?? [])));
      }),
    );
  });

  it('are one for many equal texts, whose pairs are counted all the same', () => {
    const equal = equalTexts(new Array<string>(1000).fill('the same'));
    expect(equal).toMatchObject({ items: 1000, count: 1 });
    expect(spanningForest(equal, pairsOf([])).pairs).toBe(499_500);
  });
});

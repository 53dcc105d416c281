import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clusters, clustersAt } from './clusters.ts';
import { equalTexts } from './clusters-equal.ts';
import { spanningForest } from './clusters-forest.ts';
import { keptOf } from './keep.ts';
import { specificity } from './keep-specific.ts';

const none = { a: new Uint32Array(), b: new Uint32Array(), similarity: new Float32Array() };
const clustersOf = (values: readonly number[]): Clusters => {
  const nodes = equalTexts(values.map(String));
  return clustersAt(nodes, spanningForest(nodes, none), 1);
};
const groups = ({ count, starts, members }: Clusters) =>
  Array.from({ length: count }, (_, c) => [...members.subarray(starts[c], starts[c + 1])]);
const kept = (clusters: Clusters, stays: Uint8Array) => [...clusters.members].filter((_, at) => stays[at] === 1);

const values = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 20 });
const scores = fc.option(fc.array(fc.nat({ max: 3 }), { minLength: 20, maxLength: 20 }), { nil: null });
const hand = fc
  .dictionary(fc.nat({ max: 22 }).map(String), fc.constantFrom('keep' as const, 'remove' as const), { maxKeys: 12 })
  .map((choices) => new Map(Object.entries(choices).map(([item, choice]) => [Number(item), choice])));

describe('of a cluster', () => {
  it('exactly one stays: the best, the first of those', () => {
    fc.assert(
      fc.property(values, scores, (given, by) => {
        const clusters = clustersOf(given);
        const { stays, removed, byHand } = keptOf(clusters, by, new Map());
        const best = groups(clusters).map((group) => {
          const most = Math.max(...group.map((item) => by?.[item] ?? 0));
          return group.find((item) => (by?.[item] ?? 0) === most);
        });
        expect(kept(clusters, stays)).toEqual(best);
        expect(removed).toBe(clusters.members.length - clusters.count);
        expect(byHand).toBe(0);
      }),
    );
  });

  it('one always stays, and what was chosen by hand holds', () => {
    fc.assert(
      fc.property(values, scores, hand, (given, by, choices) => {
        const clusters = clustersOf(given);
        const { stays, removed, byHand } = keptOf(clusters, by, choices);
        const staying = new Set(kept(clusters, stays));
        for (const group of groups(clusters)) {
          expect(group.some((item) => staying.has(item))).toBe(true);
          for (const item of group) if (choices.get(item) === 'keep') expect(staying.has(item)).toBe(true);
          const open = group.some((item) => choices.get(item) !== 'remove');
          for (const item of group) if (open && choices.get(item) === 'remove') expect(staying.has(item)).toBe(false);
        }
        expect(removed).toBe(clusters.members.length - staying.size);
        expect(byHand).toBe(groups(clusters).filter((group) => group.some((item) => choices.has(item))).length);
      }),
    );
  });

  it('another one takes the place of the best when that was removed and nothing chosen', () => {
    const clusters = clustersOf([1, 1, 1]);
    expect(kept(clusters, keptOf(clusters, [0, 2, 1], new Map([[1, 'remove']])).stays)).toEqual([2]);
    const swapped = new Map([[0, 'keep'], [1, 'remove']] as const); // prettier-ignore
    expect(kept(clusters, keptOf(clusters, [0, 2, 1], swapped).stays)).toEqual([0]);
    expect(kept(clusters, keptOf(clusters, [0, 2, 1], new Map([[0, 'keep']])).stays)).toEqual([0, 1]);
  });
});

describe('specificity', () => {
  it('counts rare tokens more, and those of all texts not at all', () => {
    const sums = specificity({
      count: 3,
      offsets: Uint32Array.of(0, 2, 4, 5),
      tokens: Uint32Array.of(0, 2, 1, 2, 2),
      vocabulary: {
        size: 3,
        frequencies: Uint32Array.of(1, 1, 3),
        bytes: new Uint8Array(),
        starts: new Uint32Array(),
      },
    });
    expect([...sums]).toEqual([Math.fround(Math.log(3)), Math.fround(Math.log(3)), 0]);
  });
});

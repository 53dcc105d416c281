import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineJoin } from './cosine-join.ts';
import { FoundPairs } from './cosine-found.ts';
import { asMap, clustered, naivePairs, quietSteps, unit } from './cosine.test-help.ts';

describe('cosineJoin', () => {
  it('finds what a double loop finds, in WebAssembly and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.constantFrom(3, 16, 40, 384),
        fc.integer({ min: 1, max: 70 }),
        fc.double({ min: 0, max: 1.2, noNaN: true }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        fc.boolean(),
        async (seed, dimensions, count, spread, threshold, plain) => {
          const vectors = clustered(count, dimensions, 5, Math.max(spread, 0.01), seed);
          const found = await cosineJoin(vectors, dimensions, threshold, quietSteps(), { plain });
          const expected = naivePairs(vectors, dimensions, threshold);
          expect([...asMap(found).keys()]).toEqual([...expected.keys()]);
          for (const [pair, cosine] of asMap(found)) expect(cosine).toBeCloseTo(expected.get(pair) ?? 0, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [0.5, 1],
    [0.7, 0.6],
    [0.9, 0.35],
  ])('finds them by heads, where there are enough for axes, at %d', async (threshold, spread) => {
    const vectors = clustered(1600, 96, 300, spread, 3);
    const found = await cosineJoin(vectors, 96, threshold, quietSteps());
    const expected = naivePairs(vectors, 96, threshold);
    expect(expected.size).toBeGreaterThan(100);
    expect([...asMap(found).keys()]).toEqual([...expected.keys()]);
  });

  it('pairs a repeated vector with its first alone, and lets the first stand for it', async () => {
    const near = [0.8, 0.6];
    const vectors = Float32Array.from([0, 0, 1, 0, ...near, 1, 0, 0, -0, ...near, 1, 0, 0, -1]);
    const found = await cosineJoin(vectors, 2, 0.75, quietSteps());
    const pairs = [...found.a].map((a, i) => [a, found.b[i], Number(found.similarity[i]?.toFixed(6))]);
    expect(pairs).toEqual([
      [1, 2, 0.8],
      [1, 3, 1],
      [1, 6, 1],
      [2, 5, 1],
    ]);
  });

  it('takes a million equal texts', async () => {
    const vectors = new Float32Array(1_000_000 * 4).fill(0.5);
    const found = await cosineJoin(vectors, 4, 0.5, quietSteps());
    expect(found.a.length).toBe(999_999);
    expect(found.a.every((a) => a === 0)).toBe(true);
  });

  it('takes no text, one text and texts without any token', async () => {
    for (const count of [0, 1, 5]) {
      const found = await cosineJoin(new Float32Array(count * 8), 8, 0.5, quietSteps());
      expect(found.a.length).toBe(0);
    }
  });

  it('gives the same twice', async () => {
    const vectors = clustered(1600, 64, 100, 0.5, 9);
    const first = await cosineJoin(vectors, 64, 0.7, quietSteps());
    expect(await cosineJoin(vectors, 64, 0.7, quietSteps())).toEqual(first);
  });

  it('ends soon after an abort, and tells progress that never falls', async () => {
    const vectors = clustered(3000, 64, 10, 0.7, 4);
    const controller = new AbortController();
    const seen: number[] = [];
    const steps = {
      signal: controller.signal,
      breathe: () => {
        if (seen.length === 4) controller.abort(new Error('enough'));
        return Promise.resolve();
      },
      progress: (done: number) => void seen.push(done),
    };
    await expect(cosineJoin(vectors, 64, 0.5, steps)).rejects.toThrow('enough');
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

describe('FoundPairs', () => {
  it('keeps the clusters of every threshold when there are too many pairs', () => {
    const items = 60;
    const vectors = unit(clustered(items, 8, 6, 0.8, 1), 8);
    const all = [...naivePairs(vectors, 8, 0.3)].map(([pair, cosine]) => [...pair.split(' ').map(Number), cosine]);
    const few = new FoundPairs(items, 130);
    for (const [a = 0, b = 0, cosine = 0] of all) few.add(b, a, cosine);
    const kept = few.take();
    expect(kept.a.length).toBeLessThan(all.length);
    const clusters = (pairs: readonly (readonly number[])[], threshold: number) => {
      const root = Array.from({ length: items }, (_, i) => i);
      const find = (i: number): number => (root[i] === i ? i : find(root[i] ?? i));
      for (const [a = 0, b = 0, cosine = 0] of pairs) if (Math.fround(cosine) >= threshold) root[find(a)] = find(b);
      return root.map((_, i) => root.findIndex((_, j) => find(j) === find(i)));
    };
    const left = [...kept.a].map((a, i) => [a, kept.b[i] ?? 0, kept.similarity[i] ?? 0]);
    for (const threshold of [0.3, 0.5, 0.7, 0.9, 0.95])
      expect(clusters(left, threshold)).toEqual(clusters(all, threshold));
  });
});

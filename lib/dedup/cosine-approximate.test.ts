import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approximateCosineJoin } from './cosine-approximate.ts';
import { cosineJoin } from './cosine-join.ts';
import { selectDescending } from './cosine-lists.ts';
import { asMap, clustered, quietSteps } from './cosine.test-help.ts';

describe('approximateCosineJoin', () => {
  it('finds nearly all pairs and no wrong one, and knows its recall', async () => {
    const vectors = clustered(6000, 32, 1500, 0.5, 2);
    const exact = asMap(await cosineJoin(vectors, 32, 0.8, quietSteps()));
    const { pairs, recall } = await approximateCosineJoin(vectors, 32, 0.8, quietSteps());
    const found = asMap(pairs);
    expect(exact.size).toBeGreaterThan(3000);
    for (const [pair, cosine] of found) expect(exact.get(pair)).toBe(cosine);
    expect(found.size / exact.size).toBeGreaterThan(0.985);
    expect(recall?.n).toBeGreaterThan(100);
    expect(Math.abs((recall?.value ?? 0) - found.size / exact.size)).toBeLessThan(0.015);
    expect(recall?.low).toBeLessThanOrEqual(recall?.value ?? 0);
  });

  it('gives the same twice', async () => {
    const vectors = clustered(5000, 16, 1200, 0.4, 5);
    const first = await approximateCosineJoin(vectors, 16, 0.9, quietSteps());
    expect(await approximateCosineJoin(vectors, 16, 0.9, quietSteps())).toEqual(first);
  });

  it('looks at all pairs where lists save nothing', async () => {
    const few = clustered(300, 16, 5, 0.5, 1);
    const { pairs, recall } = await approximateCosineJoin(few, 16, 0.7, quietSteps());
    expect(recall).toBeNull();
    expect(pairs).toEqual(await cosineJoin(few, 16, 0.7, quietSteps()));
  });

  it('takes equal vectors as the exact join does', async () => {
    const vectors = new Float32Array(50_000 * 4).fill(0.5);
    const { pairs } = await approximateCosineJoin(vectors, 4, 0.9, quietSteps());
    expect(pairs.a.length).toBe(49_999);
  });
});

describe('selectDescending', () => {
  it('gives what sorting gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), fc.nat(), (values, at) => {
        const rank = at % values.length;
        const sorted = [...values].sort((a, b) => b - a);
        expect(selectDescending(Int32Array.from(values), rank)).toBe(sorted[rank]);
      }),
    );
  });
});

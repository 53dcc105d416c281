import { describe, expect, it } from 'vitest';
import { createRandom } from '../sampling/random.ts';
import { asMap, clustered, naivePairs, quietSteps } from './cosine.test-help.ts';
import type { Encoder, Encoders } from './encoder.ts';
import { above, chooseCut, expectRecall, type PredictedPairs, STEP } from './semantic-expect.ts';
import { semanticJoin, semanticSimilarities } from './semantic-join.ts';
import { SemanticMap } from './semantic-map.ts';

const stages = { embedding: quietSteps(), joining: quietSteps() };

/** An encoder of texts that are numbers: of rows of `vectors`. */
function encoderOf(vectors: Float32Array<ArrayBuffer>, dimensions: number): Encoder & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    dimensions,
    seen,
    embed(texts, signal) {
      signal.throwIfAborted();
      seen.push(...texts);
      const out = new Float32Array(texts.length * dimensions);
      for (const [i, text] of texts.entries())
        out.set(vectors.subarray(Number(text) * dimensions, (Number(text) + 1) * dimensions), i * dimensions);
      return Promise.resolve(out);
    },
  };
}

/** Texts whose guesses are their vectors turned, with noise: `near` pairs are copies moved a little. */
function world(count: number, noise: number) {
  const dimensions = 24;
  const vectors = clustered(count, dimensions, count, 0.3, 8);
  const random = createRandom(6);
  for (let i = 0; i < count; i += 20) {
    const from = random.below(count);
    for (let d = 0; d < dimensions; d += 1) vectors[i * dimensions + d] = vectors[from * dimensions + d] ?? 0;
    vectors[i * dimensions + (i % dimensions)] = (vectors[i * dimensions + (i % dimensions)] ?? 0) + 0.1;
  }
  const guesses = Float32Array.from(vectors, (_, at) => {
    const [row, d] = [at - (at % dimensions), at % dimensions];
    return 2 * (vectors[row + ((d + 5) % dimensions)] ?? 0) + noise * (random.nextFloat() - 0.5);
  });
  const full = encoderOf(vectors, dimensions);
  const encoders: Encoders = { full, guess: encoderOf(guesses, dimensions) };
  return { vectors, dimensions, encoders, seen: full.seen, texts: Array.from({ length: count }, (_, i) => String(i)) };
}

describe('semanticJoin', () => {
  it('finds all pairs the full way', async () => {
    const { vectors, dimensions, encoders, texts } = world(300, 0.1);
    const { pairs, recall, embedded } = await semanticJoin(texts, encoders, { threshold: 0.8, fast: false }, stages);
    expect([...asMap(pairs).keys()]).toEqual([...naivePairs(vectors, dimensions, 0.8).keys()]);
    expect([recall, embedded]).toEqual([null, 300]);
  });

  it('finds nearly all pairs the fast way, each text encoded once at most, and knows about how many', async () => {
    const { encoders, texts, seen } = world(5000, 0.03);
    const all = await semanticJoin(texts, encoders, { threshold: 0.97, fast: false }, stages);
    seen.length = 0;
    const { pairs, recall, embedded } = await semanticJoin(texts, encoders, { threshold: 0.97, fast: true }, stages);
    expect(seen.length).toBe(embedded);
    expect(new Set(seen).size).toBe(embedded);
    expect(embedded).toBeLessThan(4000);
    const truth = asMap(all.pairs);
    expect(truth.size).toBeGreaterThan(150);
    for (const pair of asMap(pairs).keys()) expect(truth.has(pair)).toBe(true);
    expect(pairs.a.length / truth.size).toBeGreaterThan(0.9);
    // The estimate is on the careful side.
    expect(recall?.value).toBeGreaterThan(0.5);
  });

  it('takes the full way for few texts and where everything is proposed', async () => {
    const { encoders, texts } = world(5000, 20);
    const fast = await semanticJoin(texts, encoders, { threshold: 0.6, fast: true }, stages);
    expect(fast.embedded).toBe(5000);
    const few = await semanticJoin(texts.slice(0, 50), encoders, { threshold: 0.6, fast: true }, stages);
    expect(few.embedded).toBe(50);
  });

  it('gives the same twice', async () => {
    const { encoders, texts } = world(5000, 0.03);
    const once = await semanticJoin(texts, encoders, { threshold: 0.97, fast: true }, stages);
    expect(await semanticJoin(texts, encoders, { threshold: 0.97, fast: true }, stages)).toEqual(once);
  });

  it('ends with the signal’s reason', async () => {
    const { encoders, texts } = world(5000, 0.03);
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const steps = quietSteps(controller.signal);
    const asked = semanticJoin(texts, encoders, { threshold: 0.9, fast: true }, { embedding: steps, joining: steps });
    await expect(asked).rejects.toThrow('enough');
  });

  it('takes no text at all', async () => {
    const { encoders } = world(20, 0.1);
    const found = await semanticJoin([], encoders, { threshold: 0.9, fast: true }, stages);
    expect(found.pairs.a.length).toBe(0);
  });

  it('tells the cosine of pairs', async () => {
    const { encoders, vectors, dimensions } = world(20, 0.1);
    const naive = naivePairs(vectors, dimensions, -2);
    const got = await semanticSimilarities(['1', '3', '4', '4'], encoders, new AbortController().signal);
    expect(got[0]).toBeCloseTo(Math.max(0, naive.get('1 3') ?? 0), 5);
    expect(got[1]).toBeCloseTo(1, 2);
  });
});

describe('SemanticMap', () => {
  it('finds a linear map that is there', () => {
    const vectors = clustered(300, 16, 300, 0.5, 2);
    const turned = Float32Array.from(vectors, (_, at) => 3 * (vectors[at - (at % 16) + ((at + 7) % 16)] ?? 0));
    const map = SemanticMap.fit({ vectors: turned, dimensions: 16 }, { vectors, dimensions: 16 });
    const out = new Float32Array(300 * map.dimensions);
    map.apply(turned, out, 0, 300);
    const given = naivePairs(vectors, 16, -2);
    for (const [pair, cosine] of naivePairs(out, map.dimensions, -2))
      expect(Math.abs(cosine - (given.get(pair) ?? 0))).toBeLessThan(0.02);
  });
});

describe('the expected recall', () => {
  const random = createRandom(4);
  const bell = () => Array.from({ length: 12 }, () => random.nextFloat()).reduce((a, b) => a + b, -6);
  const steps = 20;
  // Each text has one neighbour, most of them far.
  const counts = Array.from({ length: steps }, (_, i) => Math.round(300 * Math.exp(-i / 5)));
  const rows = counts.flatMap((n, step) => Array.from({ length: n }, () => step));
  const neighbours = new Float64Array(rows.length * steps);
  for (const [text, step] of rows.entries()) neighbours[text * steps + step] = 1;
  const at = (step: number) => 0.5 + (step + random.nextFloat()) * STEP;
  const make = (predicted: number) => ({ predicted, cosine: predicted + 0.02 + 0.04 * bell() });
  const drawn = Array.from({ length: 600 }, (_, i) => make(at(i % 20)));
  const pairs: PredictedPairs = { floor: 0.5, steps, neighbours, drawn };

  it('is about the share above the cut of pairs like those drawn', () => {
    const all = counts.flatMap((n, step) => Array.from({ length: n * 5 }, () => make(at(step))));
    const true70 = all.filter(({ cosine }) => cosine >= 0.7);
    const cut = chooseCut(pairs, 0.7, 0.95);
    const actual = true70.filter(({ predicted }) => predicted >= cut).length / true70.length;
    const { value, low, high, n } = expectRecall(pairs, 0.7, cut);
    expect(value).toBeGreaterThanOrEqual(0.95);
    expect(Math.abs(value - actual)).toBeLessThan(0.03);
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
    expect(n).toBe(600);
  });

  it('has the tail of a normal distribution', () => {
    expect(above(0)).toBeCloseTo(0.5, 6);
    expect(above(1.959964)).toBeCloseTo(0.025, 6);
    expect(above(-1)).toBeCloseTo(0.841345, 5);
  });
});

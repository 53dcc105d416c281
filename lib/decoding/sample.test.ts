import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sampling } from '../model/job.ts';
import type { Seed } from '../model/ids.ts';
import { createRandom } from '../sampling/random.ts';
import { sampleToken } from './sample.ts';

const plain: Sampling = {
  temperature: 1,
  topP: 1,
  topK: 0,
  minP: 0,
  repetitionPenalty: 1,
  maxTokens: 9,
  stop: [],
  seed: 1 as Seed,
};
const choose = (logits: readonly number[], sampling: Partial<Sampling>, draw = 0.5, seen: readonly number[] = []) =>
  sampleToken(Float32Array.from(logits), { ...plain, ...sampling }, seen, () => draw);
const survivors = (logits: readonly number[], sampling: Partial<Sampling>) =>
  new Set(Array.from({ length: 400 }, (_, i) => choose(logits, sampling, i / 400)));

/** Everything sorted, Math.exp, and all tokens that the draw may mean within a rounding of 1e-4. */
function possible(logits: Float32Array, sampling: Sampling, seen: readonly number[], draw: number): Set<number> {
  const penalised = [...logits].map((value, id) =>
    !seen.includes(id)
      ? value
      : Math.fround(value > 0 ? value / sampling.repetitionPenalty : value * sampling.repetitionPenalty),
  );
  const ids = penalised.map((_, id) => id).filter((id) => !Number.isNaN(penalised[id]));
  ids.sort((a, b) => (penalised[b] ?? 0) - (penalised[a] ?? 0) || a - b);
  const top = penalised[ids[0] ?? 0] ?? 0;
  if (sampling.temperature === 0 || sampling.topK === 1) return new Set(ids.slice(0, 1));
  const weight = (id: number) => Math.exp(((penalised[id] ?? 0) - top) / sampling.temperature);
  const total = ids.reduce((sum, id) => sum + weight(id), 0);
  const found = new Set<number>();
  // Every nucleus that a rounded sum may end at.
  let before = 0;
  const kept: number[] = [];
  for (const id of ids) {
    if (
      kept.length > 0 &&
      ((sampling.topK > 0 && kept.length >= sampling.topK) || before / total > sampling.topP + 1e-4)
    )
      break;
    if (weight(id) < sampling.minP * (1 - 1e-4)) break;
    kept.push(id);
    before += weight(id);
    const nextMayStop =
      before / total >= sampling.topP - 1e-4 || kept.length === ids.length || kept.length === sampling.topK;
    const next = ids[kept.length];
    if (!nextMayStop && !(next !== undefined && weight(next) < sampling.minP * (1 + 1e-4))) continue;
    let sum = 0;
    for (const one of kept) {
      const share = weight(one) / before;
      if (draw >= sum - 1e-4 && draw <= sum + share + 1e-4) found.add(one);
      sum += share;
    }
  }
  return found;
}

describe('sampleToken', () => {
  it('chooses what a naive twin chooses', () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.float({ min: -20, max: 20, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(-Infinity, NaN, 3, 3, 0) },
    );
    const sampling = fc.record({
      temperature: fc.constantFrom(0, 0.1, 0.7, 1, 2),
      topP: fc.constantFrom(0.05, 0.5, 0.95, 1),
      topK: fc.constantFrom(0, 0, 1, 2, 5),
      minP: fc.constantFrom(0, 0, 0.05, 0.5),
      repetitionPenalty: fc.constantFrom(1, 1.1, 2),
    });
    const cases = fc.tuple(
      fc.array(value, { minLength: 1, maxLength: 60 }),
      sampling,
      fc.uniqueArray(fc.nat(59)),
      fc.double({ min: 0, max: 0.9999, noNaN: true }),
    );
    fc.assert(
      fc.property(cases, ([values, chosen, ids, draw]) => {
        fc.pre(values.some((one) => Number.isFinite(one)));
        const options = { ...plain, ...chosen };
        const logits = Float32Array.from(values);
        const seen = ids.filter((id) => id < values.length);
        const expected = possible(logits, options, seen, draw);
        expect(expected).toContain(sampleToken(logits.slice(), options, seen, () => draw));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes the likeliest when greedy, the smaller id of two', () => {
    expect(choose([1, 7, 7, 2], { temperature: 0 }, 0.99)).toBe(1);
    expect(choose([7, 1, 7], { topK: 1 }, 0.99)).toBe(0);
    expect([...survivors([5, 5, 5, 5], { topK: 2 })]).toEqual([0, 1]);
  });

  it('cuts by count, by mass and by distance from the likeliest', () => {
    const logits = [0.5, 0.2, 0.2, 0.1].map(Math.log);
    expect(survivors(logits, {}).size).toBe(4);
    expect([...survivors(logits, { topK: 3 })]).toEqual([0, 1, 2]);
    expect([...survivors(logits, { topP: 0.6 })]).toEqual([0, 1]); // the one that reaches it stays
    expect([...survivors(logits, { topP: 0.05 })]).toEqual([0]);
    expect([...survivors(logits, { minP: 0.3 })]).toEqual([0, 1, 2]);
  });

  it('makes seen tokens less likely, above and below zero, each once', () => {
    expect(choose([2, 1.5], { temperature: 0, repetitionPenalty: 1.5 }, 0, [0])).toBe(1);
    expect(choose([-1, -1.2], { temperature: 0, repetitionPenalty: 1.5 }, 0, [0])).toBe(1);
    expect(choose([2, 1.5], { temperature: 0, repetitionPenalty: 1.1 }, 0, [0])).toBe(0);
  });

  it('passes over NaN and -Infinity, and refuses a row without a number', () => {
    expect([...survivors([NaN, 1, -Infinity, 1], {})]).toEqual([1, 3]);
    for (const bad of [[NaN, NaN], [-Infinity], [1, Infinity], []])
      expect(() => choose(bad, {})).toThrow('no usable numbers');
  });

  it('draws as often as the probabilities say', () => {
    const shares = [0.4, 0.3, 0.15, 0.1, 0.04, 0.01];
    const random = createRandom(5);
    const counts = shares.map(() => 0);
    const n = 40_000;
    for (let i = 0; i < n; i++) {
      const id = sampleToken(Float32Array.from(shares, Math.log), plain, [], () => random.nextFloat());
      counts[id] = (counts[id] ?? 0) + 1;
    }
    const chi = shares.reduce((sum, share, id) => sum + ((counts[id] ?? 0) - share * n) ** 2 / (share * n), 0);
    expect(chi).toBeLessThan(20.5); // 5 degrees of freedom, p = 0.001
  });
});

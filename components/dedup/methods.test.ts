import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DedupMethod } from '../../lib/model/dedup.ts';
import {
  firstSetUp,
  isPaper,
  methodOf,
  methodWords,
  paperSetUp,
  setUpOf,
  withWay,
  wordsForOneChange,
} from './methods.ts';

const tokens = fc.record({
  kind: fc.constantFrom('words' as const, 'characters' as const),
  size: fc.integer({ min: 1, max: 8 }),
});
const methods: fc.Arbitrary<DedupMethod> = fc.oneof(
  fc.record({ kind: fc.constant('exact' as const), tokens }),
  fc.record({
    kind: fc.constant('minhash' as const),
    tokens,
    permutations: fc.integer({ min: 16, max: 256 }),
    seed: fc.nat(),
    verified: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('semantic' as const), model: fc.constant('all-MiniLM-L6-v2'), fast: fc.boolean() }),
);

describe('set-up', () => {
  it('gives back the method that it was made of', () => {
    fc.assert(
      fc.property(methods, fc.integer({ min: 50, max: 100 }), (method, hundredths) => {
        const setUp = setUpOf(method, hundredths / 100);
        expect(methodOf(setUp)).toEqual(method);
        expect(setUp.floor).toBe(hundredths / 100);
      }),
    );
  });

  it('is the paper’s where its way is chosen, whatever was set before', () => {
    expect(withWay({ ...firstSetUp, tokens: { kind: 'characters', size: 5 }, floor: 0.5 }, 'minhash')).toEqual(
      paperSetUp,
    );
    expect(isPaper(paperSetUp)).toBe(true);
    expect(isPaper({ ...paperSetUp, permutations: 64 })).toBe(false);
    expect(isPaper(firstSetUp)).toBe(false);
  });
});

describe('words', () => {
  it('name each method', () => {
    expect(methodWords(methodOf(firstSetUp))).toBe('same words');
    expect(methodWords(methodOf({ ...firstSetUp, tokens: { kind: 'characters', size: 5 } }))).toBe(
      'same runs of 5 characters',
    );
    expect(methodWords(methodOf({ ...paperSetUp, verified: false }))).toBe(
      'MinHash, words, 128 permutations, seed 1, estimates',
    );
  });

  it('need nineteen words to survive one change at 0.9', () => {
    expect(wordsForOneChange(0.9)).toBe(19);
    expect(wordsForOneChange(0.5)).toBe(3);
  });

  it('need just as many as that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 99 }), (hundredths) => {
        const threshold = hundredths / 100;
        const n = wordsForOneChange(threshold);
        expect((n - 1) / (n + 1)).toBeGreaterThanOrEqual(threshold - 1e-9);
        expect((n - 2) / n).toBeLessThan(threshold);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { DedupMethod } from '../../lib/model/dedup.ts';
import type { PlantedCheck, PlantedKind } from '../providers/dedup.tsx';
import { firstSetUp, methodOf, paperSetUp } from './methods.ts';
import { bundledWords, methodsToCheck, sameMethod, seenAt, verdicts } from './planted.ts';

const words = methodOf(firstSetUp);
const paper = methodOf(paperSetUp);
const meaning: DedupMethod = { kind: 'semantic', model: 'all-MiniLM-L6-v2', fast: true };

function checkOf(method: DedupMethod, seen: Partial<Record<PlantedKind, readonly number[]>>): PlantedCheck {
  const different: readonly PlantedKind[] = ['number', 'negation', 'profession'];
  return {
    methods: [method],
    milliseconds: 1,
    results: (Object.keys(seen) as PlantedKind[]).map((kind) => ({
      kind,
      duplicate: !different.includes(kind),
      planted: seen[kind]?.length ?? 0,
      bundled: 0,
      similarities: [new Float32Array(seen[kind] ?? [])],
      example: null,
    })),
  };
}

describe('seenAt', () => {
  it('counts pairs at the threshold, although 0.9 is stored a little below', () => {
    const seen = seenAt(Float32Array.of(0.9, 0.95, 0.5, Number.NaN), 0.9);
    expect([seen.count, seen.n, seen.share]).toEqual([2, 4, 0.5]);
    expect(seen.low).toBeLessThan(0.5);
    expect(seen.high).toBeGreaterThan(0.5);
  });

  it('claims nothing of nothing', () => {
    expect(seenAt(new Float32Array(), 0.9)).toEqual({ share: 0, count: 0, n: 0, low: 0, high: 1 });
  });
});

describe('verdicts', () => {
  it('names what a method is blind to, and how long texts would have to be', () => {
    const check = checkOf(words, { case: [1, 1], word: [0.8, 0.85], paraphrase: [0.2, 0.3], number: [0.8, 0.8] });
    expect(verdicts(check, words, 0.9)).toEqual([
      'At 0.90, same words is blind, or nearly so, to: one word changed and paraphrase.',
      'One word replaced among n leaves n − 1 of n + 1 in common: at 0.90 only texts of 19 different words and more still count as the same.',
    ]);
  });

  it('follows the threshold, and warns of what is wrongly taken', () => {
    const check = checkOf(words, { word: [0.8, 0.85], number: [0.8, 0.3] });
    expect(verdicts(check, words, 0.8)).toEqual([
      'At 0.80, same words sees more than one in ten of every planted kind.',
      'It takes different texts for the same: another number (1 of 2). Look through the clusters before you remove them.',
    ]);
  });

  it('does not speak of words where vectors are compared, nor of what was not measured', () => {
    const check = checkOf(meaning, { word: [0.2], synonym: [] });
    expect(verdicts(check, meaning, 0.9)).toEqual([
      'At 0.90, same meaning, fast is blind, or nearly so, to: one word changed.',
    ]);
    expect(verdicts(check, words, 0.9)).toEqual([]);
  });
});

describe('methodsToCheck', () => {
  it('measures the method in use in the place of its kind', () => {
    const characters: DedupMethod = { kind: 'exact', tokens: { kind: 'characters', size: 5 } };
    expect(methodsToCheck(characters, false)).toEqual([characters, paper]);
    expect(methodsToCheck(meaning, false)).toEqual([words, paper, meaning, { ...meaning, fast: false }]);
    expect(methodsToCheck(words, true)).toHaveLength(4);
  });

  it('tells methods apart', () => {
    expect(sameMethod(words, { kind: 'exact', tokens: { kind: 'words', size: 1 } })).toBe(true);
    expect(sameMethod(words, paper)).toBe(false);
    expect(
      sameMethod(paper, {
        kind: 'minhash',
        tokens: { kind: 'words', size: 1 },
        permutations: 128,
        seed: 2,
        verified: true,
      }),
    ).toBe(false);
    expect(sameMethod(meaning, { kind: 'semantic', model: 'all-MiniLM-L6-v2', fast: false })).toBe(false);
  });
});

describe('bundledWords', () => {
  it('says which kinds are not from the user’s own texts', () => {
    const check = checkOf(words, { case: [1], translation: [0, 0], paraphrase: [0, 0] });
    expect(bundledWords(check)).toBe('');
    const results = check.results.map((one) => ({
      ...one,
      bundled: { translation: 2, paraphrase: 1 }[one.kind as string] ?? 0,
    }));
    expect(bundledWords({ ...check, results })).toContain('to work on: translation and paraphrase (1 of 2).');
  });
});

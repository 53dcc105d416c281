import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from './minhash.golden.json' with { type: 'json' };
import { chooseBands } from './lsh-bands.ts';
import { drawPermutations, LegacySigner, permuted } from './minhash-legacy.ts';
import { createSigner, hashTokens } from './minhash.ts';
import { setsOf } from './minhash.test-help.ts';

const signatureOf = (words: readonly string[], permutations: number, seed: number, scheme: 'affine32' | 'legacy') => {
  const { tokens, vocabulary } = setsOf([words]);
  const signature = new Int32Array(permutations);
  createSigner(vocabulary, { permutations, seed, scheme }).sign(tokens, 0, tokens.length, signature, 0);
  return Array.from(signature, (value) => (value ^ 0x80000000) >>> 0);
};

describe('signatures', () => {
  it('are those of datasketch, number by number', () => {
    for (const { scheme, permutations, seed, words, signature } of golden.signatures) {
      expect(signatureOf(words, permutations, seed, scheme as 'legacy')).toEqual(signature);
    }
  });

  it('multiply 61-bit numbers as big integers do, wrapped at 64 bits first', () => {
    const word = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(0, 1, 2 ** 32 - 1, 2 ** 31));
    const top = fc.oneof(fc.integer({ min: 0, max: 2 ** 29 - 1 }), fc.constantFrom(0, 2 ** 29 - 1));
    const prime = (1n << 61n) - 1n;
    const naive = (hash: number, aHigh: number, aLow: number, bHigh: number, bLow: number) => {
      const a = (BigInt(aHigh) << 32n) | BigInt(aLow);
      const b = (BigInt(bHigh) << 32n) | BigInt(bLow);
      return Number((BigInt.asUintN(64, a * BigInt(hash) + b) % prime) & 0xffffffffn);
    };
    fc.assert(
      fc.property(word, top, word, top, word, (...numbers) => permuted(...numbers) === naive(...numbers)),
      { numRuns: 5000 },
    );
    // The residues 0 and 2^61 - 2, and just beside them.
    for (let k = -3; k <= 3; k += 1) {
      const b = BigInt.asUintN(61, prime + BigInt(k));
      const numbers = [0, 0, 0, Number(b >> 32n), Number(b & 0xffffffffn)] as const;
      expect(permuted(...numbers)).toBe(naive(...numbers));
    }
  });

  it('are the same however few permuted hashes are kept', () => {
    const words = Array.from({ length: 60 }, (_, i) => `w${i}`);
    const { tokens, vocabulary } = setsOf([words, words.slice(20), words.slice(40)]);
    const hashes = hashTokens(vocabulary);
    const [none, some, all] = [0, 30, 60].map((kept) => {
      const signer = new LegacySigner(32, 7, hashes, kept * 32 * 4);
      const signature = new Int32Array(64);
      signer.sign(tokens, 0, 60, signature, 0);
      signer.sign(tokens, 0, 60, signature, 32);
      return signature;
    });
    expect(some).toEqual(all);
    expect(none).toEqual(all);
    expect(all?.slice(0, 32)).toEqual(all?.slice(32));
  });

  it('have as many numbers as were asked', () => {
    const words = ['a', 'b', 'c'];
    for (const scheme of ['affine32', 'legacy'] as const) {
      for (const permutations of [17, 18, 19, 101]) {
        expect(signatureOf(words, permutations, 1, scheme)).toHaveLength(permutations);
        expect(signatureOf(words, permutations, 1, scheme).every((value) => value < 2 ** 32 - 1)).toBe(true);
      }
    }
    expect(signatureOf(words, 17, 1, 'legacy')).toEqual(signatureOf(words, 128, 1, 'legacy').slice(0, 17));
  });

  it('draw factors in range', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { aHigh, bHigh } = drawPermutations(256, seed);
      expect(Math.max(...aHigh, ...bHigh)).toBeLessThan(2 ** 29);
    }
  });

  it('refuse what is out of range', () => {
    const { vocabulary } = setsOf([['a']]);
    for (const [permutations, seed] of [
      [15, 1],
      [257, 1],
      [16.5, 1],
      [128, -1],
      [128, 2 ** 32],
      [128, 0.5],
    ] as const) {
      expect(() => createSigner(vocabulary, { permutations, seed })).toThrow();
    }
  });
});

describe('chooseBands', () => {
  it('chooses what datasketch does', () => {
    for (const [threshold = 0, permutations = 0, count, rows] of golden.bands) {
      expect(chooseBands(threshold, permutations)).toEqual({ count, rows });
    }
  });
});

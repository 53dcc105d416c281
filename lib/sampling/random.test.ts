import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquare } from './chi-square.test-help.ts';
import { createRandom } from './random.ts';

/** sfc32 and its seeding again, in arithmetic that cannot overflow. */
function slowDraws(seed: number, count: number): number[] {
  const M = 0xffff_ffffn;
  const mix = (n: bigint): bigint => {
    let x = n & M;
    x = ((x ^ (x >> 16n)) * 0x21f0aaadn) & M;
    x = ((x ^ (x >> 15n)) * 0x735a2d97n) & M;
    return x ^ (x >> 15n);
  };
  let [a, b, c, d] = [1n, 2n, 3n].map((k) => mix(BigInt(seed) + k * 0x9e3779b9n)).concat(1n) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const out: number[] = [];
  for (let i = 0; i < count + 12; i += 1) {
    const t = (a + b + d) & M;
    d = (d + 1n) & M;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & M;
    c = ((((c << 21n) & M) | (c >> 11n)) + t) & M;
    if (i >= 12) out.push(Number(t));
  }
  return out;
}

const draws = (seed: number | string, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.nextUint32());
};

describe('Random', () => {
  // Saved seeds must keep their meaning.
  it('draws the pinned numbers', () => {
    expect(draws(0, 3)).toEqual([2899526011, 769844623, 220372281]);
    expect(draws(1, 3)).toEqual([2420951833, 2513034076, 3847892949]);
    expect(draws(0xffffffff, 3)).toEqual([2300869303, 3917632794, 3726809994]);
    expect(draws('polyphony', 3)).toEqual([402113694, 1042282927, 3229017097]);
    expect(createRandom(1).nextFloat()).toBe(0.5636717720710586);
    const random = createRandom(1);
    expect(Array.from({ length: 8 }, () => random.below(100))).toEqual([33, 76, 49, 30, 12, 41, 58, 41]);
  });

  it('agrees with a slow twin for any seed', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (seed) => {
        expect(draws(seed, 20)).toEqual(slowDraws(seed, 20));
      }),
    );
  });

  it('draws uniformly from 0 to 1, high bits and low bits', () => {
    const random = createRandom(7);
    const floats = Array.from({ length: 64_000 }, () => random.nextFloat());
    expect(floats.every((x) => x >= 0 && x < 1)).toBe(true);
    const high = floats.map((x) => Math.floor(x * 64));
    const low = floats.map((x) => Math.floor(x * 2 ** 40) % 64);
    expect(chiSquare(64, high)).toBeLessThan(103.4); // 63 degrees of freedom, p = 0.001
    expect(chiSquare(64, low)).toBeLessThan(103.4);
  });

  it('draws below n without favouring any, also where 2^32 is far from a multiple', () => {
    const random = createRandom(11);
    const small = Array.from({ length: 20_000 }, () => random.below(10));
    expect(chiSquare(10, small)).toBeLessThan(27.9); // 9 degrees of freedom, p = 0.001
    // Without rejection the first third would come twice as often.
    const thirds = Array.from({ length: 30_000 }, () => Math.floor(random.below(3 * 2 ** 30) / 2 ** 30));
    expect(chiSquare(3, thirds)).toBeLessThan(13.8); // 2 degrees of freedom, p = 0.001
    expect(random.below(1)).toBe(0);
    expect(random.below(2 ** 32)).toBeLessThan(2 ** 32);
  });

  it('refuses seeds and ranges that it cannot keep apart', () => {
    for (const seed of [-1, 1.5, NaN, Infinity, 2 ** 32]) expect(() => createRandom(seed)).toThrow(/seed/);
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => createRandom(0).below(n)).toThrow(/below/);
  });
});

describe('small seeds', () => {
  const first = Array.from({ length: 4096 }, (_, seed) => createRandom(seed).nextFloat());

  it('give uniform first draws', () => {
    const spread = chiSquare(
      64,
      first.map((x) => Math.floor(x * 64)),
    );
    expect(spread).toBeLessThan(103.4);
    expect(spread).toBeGreaterThan(33); // p = 0.999: not suspiciously even either
  });

  it('give first draws that know nothing of their neighbours, nor of the second draw', () => {
    const eighth = (seed: number) => Math.floor((first[seed % 4096] ?? NaN) * 8);
    const pairs = first.map((_, seed) => eighth(seed) * 8 + eighth(seed + 1));
    expect(chiSquare(64, pairs)).toBeLessThan(103.4);
    const own = first.map((_, seed) => {
      const random = createRandom(seed);
      return random.below(8) * 8 + random.below(8);
    });
    expect(chiSquare(64, own)).toBeLessThan(103.4);
  });

  it('flip about half of the first draw’s bits from one seed to the next', () => {
    let flips = 0;
    for (let seed = 0; seed < 4096; seed += 1) {
      let x = createRandom(seed).nextUint32() ^ createRandom(seed + 1).nextUint32();
      for (; x !== 0; x &= x - 1) flips += 1;
    }
    expect(Math.abs(flips / 4096 - 16)).toBeLessThan(0.15); // 16 ± 3.4 standard errors
  });
});

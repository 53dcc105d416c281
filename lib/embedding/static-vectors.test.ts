import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packStaticVectors, StaticVectors } from './static-vectors.ts';

const vectors = Float32Array.from([0, 0, 0, 3, 0, 4, 0, -2, 0, 0.5, 0.5, 0.5]);

describe('StaticVectors', () => {
  it('sums the vectors of a text’s tokens to length 1, up to rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 12 }), (ids) => {
        const table = new StaticVectors(packStaticVectors(vectors, 3));
        const out = new Float32Array(5).fill(7);
        table.embed(ids, out, 1);
        const sum = [0, 1, 2].map((d) => ids.reduce((s, id) => s + (vectors[3 * id + d] ?? 0), 0));
        const length = Math.hypot(...sum);
        expect([out[0], out[4]]).toEqual([7, 7]);
        if (length < 0.1) return;
        sum.forEach((x, d) => expect(Math.abs((out[1 + d] ?? 0) - x / length)).toBeLessThan(0.15));
        expect(Math.hypot(out[1] ?? 0, out[2] ?? 0, out[3] ?? 0)).toBeCloseTo(1, 5);
      }),
    );
  });

  it('gives zeros for a text whose tokens say nothing', () => {
    const table = new StaticVectors(packStaticVectors(vectors, 3));
    const out = new Float32Array(3).fill(7);
    table.embed([0, 0, 99], out, 0);
    expect([...out]).toEqual([0, 0, 0]);
  });

  it('refuses what is no such file', () => {
    const file = packStaticVectors(vectors, 3);
    const wrong = [new Uint8Array(0), file.slice(0, -1), Uint8Array.from(file, (byte, i) => (i === 4 ? 9 : byte))];
    for (const bytes of wrong) expect(() => new StaticVectors(bytes)).toThrow('static token vectors');
  });

  it('reads a file that begins anywhere in its buffer', () => {
    const file = packStaticVectors(vectors, 3);
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(new StaticVectors(shifted.subarray(3)).tokens).toBe(4);
  });
});

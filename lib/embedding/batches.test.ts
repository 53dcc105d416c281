import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBatches } from './batches.ts';

describe('makeBatches', () => {
  it('puts each text into one batch, with little padding and within the limit', () => {
    const lengths = fc.array(fc.integer({ min: 2, max: 256 }), { maxLength: 300 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 600 }), (all, most) => {
        const batches = makeBatches(Uint32Array.from(all), most);
        expect(batches.flatMap((batch) => Array.from(batch)).sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        for (const batch of batches) {
          const of = Array.from(batch, (i) => all[i] ?? 0);
          const padded = (of[0] ?? 0) * of.length;
          expect(Math.max(...of)).toBe(of[0]);
          expect(of.length === 1 || padded <= most).toBe(true);
          expect(padded - of.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(padded * 0.1);
        }
      }),
    );
  });

  it('fills batches of texts that are equally long', () => {
    expect(makeBatches(new Uint32Array(100).fill(20), 200).map(({ length }) => length)).toEqual(Array(10).fill(10));
  });
});

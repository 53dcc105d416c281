import { describe, expect, it } from 'vitest';
import { llamaLimits } from './limits.ts';

const usual = { cores: 8, isolated: true, slots: 0, contextTokens: null, trainedTokens: 8192 };

describe('llamaLimits', () => {
  it('takes half the cores, all of two, and one where threads cannot share memory', () => {
    expect([1, 2, 4, 8, 64].map((cores) => llamaLimits({ ...usual, cores }).threads)).toEqual([1, 2, 2, 4, 8]);
    expect(llamaLimits({ ...usual, isolated: false }).threads).toBe(1);
  });

  it('chooses one slot, and no more than it can show', () => {
    expect([0, 1, 4, 100].map((slots) => llamaLimits({ ...usual, slots }).slots)).toEqual([1, 1, 4, 8]);
  });

  it('gives as much context as asked, in whole steps, and no more than the model was trained for', () => {
    expect([1, 256, 257].map((contextTokens) => llamaLimits({ ...usual, contextTokens }).contextTokens)).toEqual([
      256, 256, 512,
    ]);
    expect(llamaLimits(usual).contextTokens).toBe(4096);
    expect(llamaLimits({ ...usual, trainedTokens: 512 }).contextTokens).toBe(512);
    expect(llamaLimits({ ...usual, contextTokens: 100_000 }).contextTokens).toBe(8192);
    expect(llamaLimits({ ...usual, trainedTokens: null, contextTokens: 102_400 }).contextTokens).toBe(102_400);
  });
});

import { describe, expect, it } from 'vitest';
import { modelKey } from '../model/catalogue.ts';
import { desktop, entry } from './catalogue.test-help.ts';
import { smallerModel } from './smaller.ts';

const big = entry('big', { parameters: 7e9 });
const middle = entry('middle', { parameters: 3e9, memoryBytes: 2e9 });
const small = entry('small', { parameters: 1e9, memoryBytes: 1e9 });
const embedded = entry('embedded', { parameters: 1e8, memoryBytes: 4e8, needs: [], origin: 'built-in' });
const all = [big, middle, small, embedded];
const name = (kept: readonly string[], device = desktop) =>
  smallerModel(all, modelKey(big.choice), device, (key) => kept.includes(key))?.choice.model;

describe('smallerModel', () => {
  it('prefers what is here, then the largest that surely fits', () => {
    expect(name([])).toBe('embedded');
    expect(name([modelKey(small.choice)])).toBe('small');
    expect(name([modelKey(small.choice), modelKey(middle.choice)])).toBe('middle');
  });

  it('offers nothing that does not fit, and nothing of the same size', () => {
    expect(name([modelKey(middle.choice)], { ...desktop, gpu: null, noGpu: 'no-adapter' })).toBe('embedded');
    expect(smallerModel([big], modelKey(big.choice), desktop, () => true)).toBeNull();
    expect(smallerModel(all, modelKey(embedded.choice), desktop, () => true)).toBeNull();
  });
});

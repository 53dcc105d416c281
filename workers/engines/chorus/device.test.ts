import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceLimits } from './device.ts';

const auto = { threads: 0, width: 0 };

describe('deviceLimits', () => {
  it.each([
    [1, 1],
    [2, 2],
    [4, 2],
    [7, 4],
    [16, 8],
    [128, 8],
  ])('uses of %i cores %i threads', (cores, threads) => {
    expect(deviceLimits({ cores, isolated: true, memoryGiB: null }, auto).threads).toBe(threads);
  });

  it('has one thread without cross-origin isolation, whatever is wanted', () => {
    expect(deviceLimits({ cores: 8, isolated: false, memoryGiB: 8 }, { threads: 4, width: 0 }).threads).toBe(1);
  });

  it('is modest where memory is little, and keeps to what is wanted', () => {
    const small = deviceLimits({ cores: 8, isolated: true, memoryGiB: 2 }, auto);
    const large = deviceLimits({ cores: 8, isolated: true, memoryGiB: 8 }, auto);
    expect([small.width, large.width]).toEqual([4, 8]);
    expect(small.budgetBytes).toBeLessThan(large.budgetBytes);
    const wanted = { threads: 3, width: 5 };
    expect(deviceLimits({ cores: 8, isolated: true, memoryGiB: 2 }, wanted)).toMatchObject(wanted);
  });

  it('always gives at least one thread and one row', () => {
    const memory = fc.option(fc.double({ min: 0, noNaN: true }));
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), memory, (cores, isolated, memoryGiB) => {
        const limits = deviceLimits({ cores, isolated, memoryGiB }, auto);
        expect(Math.min(limits.threads, limits.width)).toBeGreaterThanOrEqual(1);
        expect(limits.threads).toBeLessThanOrEqual(8);
      }),
    );
  });
});

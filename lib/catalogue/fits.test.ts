import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDevice, anyEntry, desktop, embedded, entry, GIB, realGpu } from './catalogue.test-help.ts';
import { fits } from './fits.ts';

const ranks = ['yes', 'tight', 'unknown', 'no'];
const noGpu = { ...desktop, gpu: null, noGpu: 'no-api' as const };

describe('fits', () => {
  it('names what the browser lacks', () => {
    expect(fits(entry('m'), desktop)).toEqual({ verdict: 'yes', reasons: [] });
    expect(fits(entry('m'), noGpu).verdict).toBe('no');
    expect(fits(entry('m'), noGpu).reasons[0]).toContain('no WebGPU');
    const f32only = { ...desktop, gpu: { ...realGpu, f16: false } };
    expect(fits(entry('m', { needs: ['webgpu', 'shader-f16'] }), f32only).reasons[0]).toContain('shader-f16');
    const narrow = { ...desktop, gpu: { ...realGpu, maxStorageBindingBytes: 128 * 2 ** 20 } };
    expect(fits(entry('m', { needs: ['webgpu', 'storage-buffer-limit'] }), narrow).verdict).toBe('no');
    expect(fits(entry('m'), null).verdict).toBe('unknown');
  });

  it('tells the software adapter from a real one', () => {
    const software = { ...desktop, gpu: { ...realGpu, vendor: 'google', software: true } };
    expect(fits(entry('m'), software)).toMatchObject({ verdict: 'tight' });
    expect(fits(entry('m'), software).reasons[0]).toContain('slower than the processor');
  });

  it('judges memory by what the browser tells, and says when it does not', () => {
    const big = entry('m', { memoryBytes: 31e9 });
    expect(fits(big, desktop).verdict).toBe('unknown');
    expect(fits(big, { ...desktop, memoryGiB: 4, gpu: { ...realGpu, vendor: 'apple' } }).verdict).toBe('no');
    // A card's own memory has nothing to do with the device's.
    expect(fits(big, { ...desktop, memoryGiB: 4 }).verdict).toBe('unknown');
    expect(fits(big, desktop, undefined, { keptBytes: 0, ran: true }).verdict).toBe('yes');
    const phone = { ...desktop, memoryGiB: 4, mobile: true, gpu: { ...realGpu, vendor: 'qualcomm' } };
    expect(fits(entry('m', { memoryBytes: 1.5 * GIB }), phone).verdict).toBe('tight');
  });

  it('counts what is kept already against the storage that is left', () => {
    const model = entry('m', { downloadBytes: 2e9 });
    const storage = { usedBytes: 9e9, quotaBytes: 10e9 };
    expect(fits(model, desktop, storage).verdict).toBe('no');
    expect(fits(model, desktop, storage, { keptBytes: 1.1e9, ran: false }).verdict).toBe('tight');
    expect(fits(model, desktop, storage, { keptBytes: 2e9, ran: false }).verdict).toBe('yes');
  });

  it('asks nothing of this device for a server, and one thread of a page that is not isolated', () => {
    expect(fits(entry('m', { source: { kind: 'endpoint', endpoint: 'e' } }), noGpu).verdict).toBe('yes');
    expect(fits(embedded, { ...noGpu, isolated: false })).toMatchObject({
      verdict: 'yes',
      reasons: [expect.stringContaining('one thread')],
    });
  });

  it('gives a reason for each verdict but yes, each once', () => {
    fc.assert(
      fc.property(anyEntry, fc.option(anyDevice), (model, device) => {
        const { verdict, reasons } = fits(model, device);
        if (verdict !== 'yes') expect(reasons.length).toBeGreaterThan(0);
        expect(new Set(reasons).size).toBe(reasons.length);
      }),
    );
  });

  it('never gets better for a model that needs more, or worse for a device with more memory', () => {
    fc.assert(
      fc.property(anyEntry, anyDevice, fc.integer({ min: 0, max: 2 ** 36 }), (model, device, more) => {
        if (model.memoryBytes === null) return;
        const rank = (needs: number, memoryGiB: number | null) =>
          ranks.indexOf(fits({ ...model, memoryBytes: needs }, { ...device, memoryGiB }).verdict);
        const now = rank(model.memoryBytes, device.memoryGiB);
        expect(rank(model.memoryBytes + more, device.memoryGiB)).toBeGreaterThanOrEqual(now);
        if (device.memoryGiB !== null) {
          expect(rank(model.memoryBytes, device.memoryGiB * 4)).toBeLessThanOrEqual(now);
        }
      }),
    );
  });
});

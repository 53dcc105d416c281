import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDevice, desktop, realGpu } from './catalogue.test-help.ts';
import { describeDevice } from './describe.ts';
import { parametersText, rateText, sizeText } from './words.ts';

const said = (device: Parameters<typeof describeDevice>[0]) =>
  describeDevice(device)
    .map(({ term, value, note }) => `${term}: ${value}. ${note ?? ''}`)
    .join('\n');

describe('describeDevice', () => {
  it('tells why there is no WebGPU and what still works', () => {
    const without = (noGpu: 'no-api' | 'no-adapter' | 'insecure') => said({ ...desktop, gpu: null, noGpu });
    expect(without('no-api')).toContain('has no WebGPU. Models on the processor still work');
    expect(without('no-adapter')).toContain('gives no graphics adapter');
    expect(without('insecure')).toContain('secure pages');
  });

  it('tells a software adapter, one thread and what no browser tells', () => {
    expect(said({ ...desktop, gpu: { ...realGpu, software: true } })).toContain('slower than the processor');
    expect(said({ ...desktop, isolated: false })).toMatch(/1 thread of 8.*COOP and COEP/s);
    expect(said({ ...desktop, memoryGiB: null })).toContain('Memory: unknown');
    expect(said(desktop)).toContain('at least 8 GiB');
  });

  it('leaves no line empty, for any device', () => {
    fc.assert(
      fc.property(anyDevice, (device) => {
        const lines = describeDevice(device);
        for (const { term, value, note } of lines) {
          expect(term).not.toBe('');
          expect(value.trim()).not.toBe('');
          expect(note).not.toBe('');
          expect(`${value} ${note ?? ''}`).not.toMatch(/null|undefined|NaN/);
        }
        expect(new Set(lines.map(({ term }) => term)).size).toBe(lines.length);
      }),
    );
  });
});

describe('words', () => {
  it('writes sizes, parameters and rates with their units', () => {
    expect([980, 2_500_000, 140e6, 999.9e6, 4.23e9].map(sizeText)).toEqual([
      '1 kB',
      '2.5 MB',
      '140 MB',
      '1,000 MB',
      '4.2 GB',
    ]);
    expect([134_515_008, 999_600_000, 1.7e9, 7e10].map(parametersText)).toEqual(['135 M', '1 B', '1.7 B', '70 B']);
    expect([3.7, 117.4].map(rateText)).toEqual(['3.7 tokens/s', '117 tokens/s']);
  });
});

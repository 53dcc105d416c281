import { expect, it } from 'vitest';
import { APP_VERSION } from '../model/app-version.ts';
import type { GpuFacts } from '../model/catalogue.ts';
import { readEnvironment } from './environment.ts';

const alone = { isolated: true, gpu: null };
const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const made = { brand: 'Not)A;Brand', version: '8' };

it('names the browser by what it says of itself', () => {
  const brands = [made, { brand: 'Chromium', version: '156' }];
  const parts = { hardwareConcurrency: 4, userAgent: chromium, userAgentData: { brands, platform: 'Linux' } };
  expect(readEnvironment(parts, alone)).toEqual({
    app: APP_VERSION,
    browser: 'Chromium 156',
    system: 'Linux x86_64',
    cores: 4,
    isolated: true,
    gpu: null,
  });
  const chrome = { brands: [...brands, { brand: 'Google Chrome', version: '156' }], platform: 'Linux' };
  expect(readEnvironment({ userAgentData: chrome }, alone)).toMatchObject({
    browser: 'Google Chrome 156',
    system: 'Linux',
    cores: null,
  });
  // Whatever the made-up brand is called this year.
  for (const brand of ['Not A;Brand', 'Not/A)Brand', '(Not_A Brand', ' Not A Brand', 'Not;A=Brand', 'Not.A/Brand'])
    expect(
      readEnvironment({ userAgentData: { brands: [{ brand, version: '9' }], platform: '' } }, alone),
    ).toMatchObject({
      browser: null,
      system: null,
    });
});

it.each([
  [chromium, 'Chrome 156', 'Linux x86_64'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
    'Edge 150',
    'Windows x64',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:147.0) Gecko/20100101 Firefox/147.0', 'Firefox 147', 'macOS'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    'Safari 26.1',
    'macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    'Safari 26.0',
    'iOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Mobile Safari/537.36 OPR/97.0.0.0',
    'Opera 97',
    'Android',
  ],
  ['', null, null],
  ['curl/8', null, null],
])('reads older browsers’ line %#', (userAgent, browser, system) => {
  expect(readEnvironment({ userAgent }, alone)).toMatchObject({ browser, system });
});

it('names the GPU as far as it is measured', () => {
  const gpu: GpuFacts = {
    vendor: 'nvidia',
    architecture: 'hopper',
    description: '',
    f16: true,
    software: false,
    maxBufferBytes: 0,
    maxStorageBindingBytes: 0,
  };
  const words = (part: Partial<GpuFacts>) => readEnvironment({}, { isolated: false, gpu: { ...gpu, ...part } }).gpu;
  expect(words({})).toBe('nvidia hopper');
  expect(words({ description: 'NVIDIA H200' })).toBe('NVIDIA H200');
  expect(words({ vendor: 'google', architecture: 'swiftshader', software: true })).toBe(
    'google swiftshader (software)',
  );
  expect(words({ vendor: '', architecture: '' })).toBeNull();
  expect(words({ vendor: '', architecture: '', software: true })).toBe('software');
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedded, entry } from '../../lib/catalogue/catalogue.test-help.ts';
import { sizeText } from '../../lib/catalogue/words.ts';
import type { FilesView, ModelOnOrigin, ModelStatus } from '../providers/models.tsx';
import { formatBytes, formatWait } from '../ui/format.ts';
import { percent, statusWords, verificationWords } from './model-words.ts';
import { isUsable, readiness } from './readiness.ts';
import { statusOf } from './use-model.ts';

const untouched = statusOf(new Map(), 'web-llm/m');
const withFiles = (files: Partial<FilesView>): ModelStatus => ({ ...untouched, files: { ...untouched.files, ...files } });
const model = entry('m');
const offer: ModelOnOrigin = {
  info: { id: 'small', name: 'Small', licence: null, downloadBytes: 140e6, contextTokens: 2048 },
  onOrigin: true,
  reason: null,
  keptBytes: 0,
  hub: { host: 'hub.example', bytes: 98e6 },
};
const words = (status: ModelStatus) => statusWords(model, status, null)[0];

describe('readiness', () => {
  it('asks for a size before it offers a download, and offers a model to runs only when it is whole', () => {
    expect(readiness(model, untouched, null)).toBe('ask');
    expect(readiness(model, withFiles({ totalBytes: 2e9 }), null)).toBe('download');
    expect(isUsable(model, withFiles({ totalBytes: 2e9, keptBytes: 1.9e9 }), null)).toBe(false);
    expect(isUsable(model, withFiles({ totalBytes: 2e9, keptBytes: 2e9, complete: true }), null)).toBe(true);
  });

  it('takes the embedded weights from the origin or from what is kept', () => {
    expect(readiness(embedded, untouched, offer)).toBe('loadable');
    expect(readiness(embedded, untouched, { ...offer, onOrigin: false })).toBe('absent');
    expect(readiness(embedded, untouched, { ...offer, onOrigin: false, keptBytes: 140e6 })).toBe('loadable');
  });
});

describe('statusWords', () => {
  it('tells the most urgent thing', () => {
    expect(words(untouched)).toBe('not here yet');
    expect(words({ ...untouched, crashed: true })).toBe('crashed last time');
    const download = { state: 'running', phase: 'download', doneBytes: 399, totalBytes: 1000, bytesPerSecond: null } as const;
    expect(words(withFiles({ download }))).toBe('downloading 39 %');
    expect(words(withFiles({ download: { ...download, totalBytes: null } }))).toBe('downloading');
    expect(words(withFiles({ download: { ...download, phase: 'verify' } }))).toBe('verifying');
    expect(words(withFiles({ download: { ...download, state: 'paused' }, keptBytes: 399 }))).toBe('paused');
    expect(words(withFiles({ download: { ...download, state: 'failed' } }))).toBe('download failed');
    expect(words(withFiles({ complete: true }))).toBe('kept here');
    expect(words({ ...withFiles({ download }), engine: { ...untouched.engine, status: 'ready' } })).toBe('ready');
    expect(statusWords(embedded, untouched, { ...offer, keptBytes: 140e6 })[0]).toBe('kept here');
    expect(statusWords(embedded, untouched, offer)[0]).toBe('on this site');
  });

  it('tells how far the hashes go', () => {
    const files = (count: number | null, hashed: number | null) => verificationWords({ ...untouched.files, count, hashed });
    expect(files(null, null)).toBeNull();
    expect(files(12, 12)).toContain('all 12 files');
    expect(files(12, 0)).toContain('unverified');
    expect(files(12, 3)).toContain('3 of 12 files');
  });
});

describe('numbers', () => {
  it('are the same in sentences of the catalogue and on the screen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (bytes) => sizeText(bytes) === formatBytes(bytes)));
  });

  it('reach 100 % only at the end, and waits grow with what is left', () => {
    expect(percent(0.9999)).toBe('99 %');
    expect(percent(2)).toBe('100 %');
    expect([0, 900, 21_000, 99_000, 101_000, 3_599_000, 5_400_000].map(formatWait)).toEqual([
      '1 s', '1 s', '25 s', '100 s', '2 min', '60 min', '1.5 h',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ImportView } from '../../providers/hub.tsx';
import { importFraction, importState, paceWords, readWords } from './import-words.ts';

const view = (part: Partial<ImportView> = {}): ImportView => ({
  shard: 'a' as ShardId,
  name: 'Mine',
  state: 'running',
  rows: 100,
  kept: 90,
  duplicates: 8,
  rejected: 2,
  bytesRead: 25e6,
  bytesTotal: 100e6,
  rowsPerSecond: 120_000.4,
  secondsLeft: 12,
  replaying: false,
  fault: null,
  needs: null,
  ...part,
});

describe('words of an import', () => {
  it('tell pace and time left only while it runs', () => {
    expect(paceWords(view())).toBe('120,000 rows/s · about 12 s left');
    expect(paceWords(view({ rowsPerSecond: null, secondsLeft: null }))).toBe('');
    expect(paceWords(view({ replaying: true }))).toContain('passed over');
    expect(paceWords(view({ state: 'paused' }))).toBe('');
  });

  it('know no end where the server did not say', () => {
    expect(importFraction(view())).toBe(0.25);
    expect(importFraction(view({ bytesTotal: null }))).toBeNull();
    expect(importFraction(view({ bytesTotal: null, state: 'done' }))).toBe(1);
    expect(importFraction(view({ bytesRead: 101e6 }))).toBe(1);
    expect(readWords(view({ bytesTotal: null }))).toBe('25 MB');
  });

  it('say what an interrupted one needs', () => {
    expect(importState(view({ state: 'interrupted', needs: ['a.jsonl'] }))[0]).toContain('needs its file');
    expect(importState(view({ state: 'interrupted' }))[0]).toBe('interrupted');
  });
});

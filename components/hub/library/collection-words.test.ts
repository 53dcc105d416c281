import { describe, expect, it } from 'vitest';
import type { ShardView } from '../../providers/hub.tsx';
import { collectionState, countWords, removedWords, verifyWords } from './collection-words.ts';

const view = (part: Partial<ShardView>): ShardView =>
  ({ info: { count: 1000 }, searchable: 1000, labelled: 1000, damagedParts: null, removed: 0, ...part }) as ShardView;

describe('words of a collection', () => {
  it('tell damage before what is still being made', () => {
    expect(collectionState(view({}))).toBeNull();
    expect(collectionState(view({ damagedParts: 0 }))).toBeNull();
    expect(collectionState(view({ damagedParts: 1, searchable: 0 }))?.[0]).toBe('1 damaged part');
    expect(collectionState(view({ searchable: 999, labelled: 0 }))?.[0]).toBe('indexing 99 %');
    expect(collectionState(view({ labelled: 5 }))?.[0]).toBe('labelling 0 %');
  });

  it('count what is shown, and say what is removed', () => {
    expect(countWords(view({}))).toBe('1,000');
    expect(countWords(view({ removed: 30 }))).toBe('970 · 30 removed as near-duplicates');
    expect(removedWords(1)).toBe('1 removed as near-duplicate');
    expect(removedWords(0)).toBe('');
  });

  it('say what a repair would lose', () => {
    const report = { parts: 4, damaged: [], rowsLost: 0, recoverable: 0 };
    expect(verifyWords(report)).toBe('All 4 parts are whole.');
    expect(verifyWords({ ...report, parts: 1 })).toBe('Its one part is whole.');
    expect(verifyWords({ ...report, damaged: [1, 2], rowsLost: 8192, recoverable: 2 })).toContain('loses nothing');
    expect(verifyWords({ ...report, damaged: [1, 2], rowsLost: 8192 })).toContain('takes their personas out');
    expect(verifyWords({ ...report, damaged: [1, 2], rowsLost: 8192, recoverable: 1 })).toContain('copy of 1 of them');
  });
});

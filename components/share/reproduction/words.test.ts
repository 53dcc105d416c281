import { describe, expect, it } from 'vitest';
import type { CellLikeness, Reproduction } from '../../../lib/model/share.ts';
import { deviceText, differingText, likenessSentence, likenessText, summaryText } from './words.ts';

function reproduction(...kinds: readonly CellLikeness[]): Reproduction {
  const count = (kind: CellLikeness['kind']) => kinds.filter((one) => one.kind === kind).length;
  // Only what is said of them is read here.
  const cells = new Map(kinds.map((likeness, i) => [`${i}/0`, { likeness }])) as unknown as Reproduction['cells'];
  const counts = { identical: count('identical'), prefix: count('prefix'), different: count('different') };
  return { cells, ...counts, open: count('open'), differences: [] };
}

const identical = { kind: 'identical' } as const;
const different = { kind: 'different' } as const;
const open = { kind: 'open' } as const;
const prefix = (characters: number) => ({ kind: 'prefix', characters }) as const;

describe('a comparison in words', () => {
  it('counts what there is, and says how much of one answer is the same', () => {
    const all = reproduction(identical, identical, prefix(120), different, open);
    expect(summaryText(all, true)).toBe('2 identical · 1 same for its first 120 characters · 1 different · 1 to come');
    expect(summaryText(all, false)).toContain('1 not compared');
    expect(summaryText(reproduction(prefix(1)), false)).toBe('1 same for its first 1 character');
    expect(summaryText(reproduction(prefix(40), prefix(50)), false)).toBe('2 the same at the start');
    expect(summaryText(reproduction(identical), false)).toBe('1 identical');
  });

  it('names what differed in a sentence', () => {
    const differences = (['browser', 'gpu', 'settings'] as const).map((what) => ({ what, recorded: null, here: 'x' }));
    expect(differingText(differences)).toBe('browser, GPU and settings');
    expect(differingText(differences.slice(0, 1))).toBe('browser');
    expect(differingText([])).toBe('');
  });

  it('says of one answer how alike it is', () => {
    expect([identical, prefix(9), different, open].map(likenessText)).toEqual([
      'identical',
      'same start',
      'different',
      'not compared',
    ]);
    expect(likenessSentence(prefix(9))).toContain('first 9 characters');
  });

  it('says where it was computed, without what nobody told', () => {
    expect(deviceText({ device: 'cpu', threads: 2, quantisation: 'int8' })).toBe('processor, 2 threads, int8');
    expect(deviceText({ device: 'remote', threads: null, quantisation: null })).toBe('a server');
  });
});

import { describe, expect, it } from 'vitest';
import type { DedupDecision } from '../../lib/model/dedup.ts';
import { type FaultCode, fault } from '../../lib/model/fault.ts';
import type { ClusterMember, DedupFound, Grouping } from '../providers/dedup.tsx';
import { firstSetUp, methodOf } from './methods.ts';
import {
  countsWords,
  decisionWords,
  faultAdvice,
  foundNotes,
  likenessWords,
  nothingHint,
  progressWords,
} from './words.ts';

const words = methodOf(firstSetUp);
const meaning = methodOf({ ...firstSetUp, way: 'semantic' });

const grouping: Grouping = {
  threshold: 0.9,
  keep: 'first',
  clusters: 412,
  clustered: 942,
  removed: 530,
  before: 20_000,
  largest: 9,
  byHand: 0,
  histogram: [],
};

const found: DedupFound = {
  texts: 20_000,
  pairs: 812,
  milliseconds: 400,
  empty: 0,
  cut: 0,
  foreign: null,
  recall: null,
};

const decision: DedupDecision = {
  version: 1,
  id: 'd',
  createdAt: Date.UTC(2026, 10, 21, 12),
  scope: 'Twenty thousand',
  method: words,
  threshold: 0.9,
  keep: 'first',
  byHand: 0,
  before: 20_000,
  clusters: 412,
  removed: { kind: 'answers', cells: [], kept: [], similarity: new Float32Array() },
};

const member = (similarity: number) => ({ similarity }) as ClusterMember;

describe('words of a review', () => {
  it('say how many would go', () => {
    expect(countsWords(grouping, 'personas')).toBe('412 clusters, 530 of 20,000 personas would go; 19,470 stay.');
    expect(countsWords({ ...grouping, clusters: 1, removed: 0 }, 'answers')).toBe(
      '1 cluster, 0 of 20,000 answers would go; 20,000 stay.',
    );
  });

  it('say how far a comparison is, the encoder in megabytes', () => {
    const progress = { job: 'j', stage: 'joining', done: 1200, total: 20_000 } as const;
    expect(progressWords(progress, 15)).toBe('1,200 of 20,000, about 15 s left');
    expect(progressWords({ ...progress, stage: 'loading', done: 11e6, total: 23e6 }, null)).toBe('11 of 23 MB');
    expect(progressWords({ ...progress, total: 0, done: 0 }, null)).toBe('');
  });

  it('note only what there is to note', () => {
    expect(foundNotes(found, words, 'personas')).toEqual([]);
    expect(
      foundNotes(
        { ...found, empty: 1, cut: 2, foreign: 3, recall: { value: 0.973, low: 0.95, high: 0.986, n: 2000 } },
        words,
        'answers',
      ),
    ).toEqual([
      expect.stringMatching(/^1 answer without any word/),
      expect.stringMatching(/^2 answers longer/),
      expect.stringMatching(/^3 answers in languages/),
      expect.stringContaining('0.973 of all pairs (95% interval 0.950 to 0.986, measured on a sample with n 2,000)'),
    ]);
    expect(foundNotes(found, meaning, 'personas').join()).toContain('compared all of them');
    const recall = { value: 0.9, low: 0.8, high: 0.95, n: 300 };
    expect(foundNotes({ ...found, recall }, meaning, 'personas').join()).toContain('0.900 of the texts that have any');
  });

  it('name a decision', () => {
    expect(decisionWords(decision)).toBe('removed 0 of 20,000 · same words ≥ 0.90 · 21 Nov 2026');
    expect(decisionWords({ ...decision, byHand: 2 })).toContain('· 2 clusters by hand ·');
  });

  it('say where others link two texts that are not alike enough themselves', () => {
    expect(likenessWords(member(Math.fround(0.9)), 0.9)).toBe('0.90');
    expect(likenessWords(member(0.71), 0.9)).toBe('0.71, linked through others');
    expect(likenessWords(member(Number.NaN), 0.9)).toBe('–');
  });

  it('know a way out', () => {
    const advice = (code: FaultCode, method = words, floor = 0.6) => faultAdvice(fault(code, 'x'), method, floor);
    expect(advice('out-of-memory')).toContain('above 0.60');
    expect(advice('out-of-memory', words, 1)).toContain('fewer texts');
    expect(advice('model-missing', meaning)).toContain('by words');
    expect(advice('storage-full')).toContain('storage panel');
    expect(advice('internal')).toBe('');
    expect(nothingHint(words, 0.9, 0.6)).toContain('threshold down');
    expect(nothingHint(words, 0.6, 0.6)).toContain('by meaning');
    expect(nothingHint(meaning, 0.7, 0.7)).not.toContain('by meaning');
  });
});

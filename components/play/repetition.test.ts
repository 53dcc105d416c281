import { expect, it } from 'vitest';
import type { LiveLikeness } from '../providers/dedup.tsx';
import { repetitionText } from './repetition.ts';

const live: LiveLikeness = {
  run: null,
  matches: new Map(),
  texts: 8,
  repeated: 2,
  low: 0.0715,
  high: 0.5907,
  threshold: 0.7,
};

it('says the count, its share and the interval, and nothing before two answers', () => {
  expect(repetitionText(live)).toBe('Repetition 2 of 8 answers (25%, 7–59%)');
  expect(repetitionText({ ...live, texts: 1, repeated: 0 })).toBe('');
});

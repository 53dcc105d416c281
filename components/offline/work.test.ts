import { expect, it } from 'vitest';
import { workWords } from './work.ts';

it('says what a reload would cut off', () => {
  const none = { answers: 0, imports: 0, downloads: 0, comparing: false, experiment: false };
  expect(workWords(none)).toBeNull();
  expect(workWords({ ...none, answers: 1 })).toBe('1 answer');
  expect(workWords({ ...none, answers: 4, comparing: true })).toBe('4 answers and 1 comparison');
  expect(workWords({ answers: 4, imports: 2, downloads: 1, comparing: true, experiment: true })).toBe(
    '4 answers, 2 imports, 1 download, 1 comparison and 1 experiment',
  );
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRatio, makeReport, type Report, tableOf, writeReport } from './report.ts';
import { median, Samples } from './samples.ts';

const report = (): Report => {
  const samples = new Samples();
  [10, 30, 20].forEach((value, round) => samples.add(round, 'fast', value, 'tokens/s'));
  [5, 10, 5].forEach((value, round) => samples.add(round, 'slow', value, 'tokens/s'));
  samples.add(0, 'never ended', Number.NaN, 'ms');
  samples.ratio('fast against slow', 'fast', 'slow', 2.5);
  samples.ratio('fast against what was not measured', 'fast', 'never ended', 1);
  samples.limit('slow at most', 'slow', 6);
  return makeReport('example', samples.measured(), tmpdir(), 0, new Date(0));
};

describe('a report', () => {
  it('has medians of the rounds, ratios of each round, and says whether goals hold', () => {
    expect(report()).toEqual({
      bench: 'example',
      commit: 'unknown',
      device: expect.stringMatching(/\d+ cores.*load 0\.0 before/) as string,
      when: '1970-01-01T00:00:00.000Z',
      results: [
        { name: 'fast', n: 3, value: 20, unit: 'tokens/s' },
        { name: 'slow', n: 3, value: 5, unit: 'tokens/s' },
      ],
      ratios: [
        { name: 'fast against slow', value: 3, goal: 2.5, atLeast: true, holds: true },
        { name: 'slow at most', value: 5, goal: 6, atLeast: false, holds: true },
      ],
    });
  });

  it('is written as JSON', () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyphony-bench-'));
    try {
      const file = join(folder, 'deep', 'example.json');
      writeReport(file, report());
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(report());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is printed with the ratios last', () => {
    const ratios = [makeRatio('a / b', 0.5, 1), makeRatio('c', 3, 4000, false)];
    const lines = tableOf({ ...report(), ratios }).split('\n');
    expect(lines.slice(-2)).toEqual(['a / b  0.5  at least 1     DOES NOT HOLD', 'c        3  at most 4,000  holds']);
    expect(lines).toContain('fast  20  tokens/s  n 3');
  });
});

it('median takes the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
});

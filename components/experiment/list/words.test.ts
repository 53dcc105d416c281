import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../lib/model/experiment.ts';
import { stateWords } from './words.ts';

const summary = (ended: number, recorded = false, running = false) => ({
  experiment: { recorded } as Experiment,
  calls: 1000,
  ended,
  running,
});

describe('how far an experiment is', () => {
  it('never calls complete what is not', () => {
    expect(stateWords(summary(999))).toEqual(['99% done', 'quiet']);
    expect(stateWords(summary(1000))).toEqual(['complete', 'good']);
  });

  it('tells one that runs, and a recording', () => {
    expect(stateWords(summary(250, false, true))).toEqual(['running, 25%', 'warn']);
    expect(stateWords(summary(1000, true))).toEqual(['recording', 'quiet']);
    expect(stateWords(summary(10, true))).toEqual(['recording, 1%', 'quiet']);
  });
});

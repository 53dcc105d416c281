import { describe, expect, it } from 'vitest';
import { newArm } from '../../../lib/arms/facts.ts';
import { planTrials, trialId, trialSeed } from '../../../lib/arms/plan.ts';
import type { ExperimentId, Trial, TrialPlace } from '../../../lib/model/experiment.ts';
import { fault } from '../../../lib/model/fault.ts';
import { defaultSettings } from '../../../lib/model/settings.ts';
import { chooseTask } from '../../../lib/prompt/index.ts';
import { failureReasons, groupProgress, latestOf } from './progress-figures.ts';

const experiment = 'e1' as ExperimentId;
const by = { engine: 'scripted', model: 'any', name: 'Any' } as const;
const control = newArm('control', []);
const verbalized = newArm('verbalized', []);
const spec = {
  arms: [control, verbalized],
  models: [by, { ...by, model: 'other' }],
  n: 10,
  solves: 0,
  task: chooseTask('knowledge'),
  settings: defaultSettings,
};

function trial(place: TrialPlace, part: Partial<Trial>): Trial {
  return {
    version: 1,
    ...place,
    id: trialId(experiment, place),
    experiment,
    seed: trialSeed(1, place),
    state: 'done',
    text: 'A text.',
    tokens: 4,
    finish: 'end',
    usage: null,
    fault: null,
    by,
    on: null,
    updatedAt: 0,
    ...part,
  };
}

const at = (index: number, arm = control, model = 0): TrialPlace => ({ arm: arm.id, model, index, solve: null });
const usage = { promptTokens: 9, sharedTokens: 0, queueMs: 50, firstTokenMs: 100, decodeMs: 900, rows: 1 };

describe('progress of the arms', () => {
  it('counts every call of the plan once, and what became of it', () => {
    const trials = [
      trial(at(0), { usage: { ...usage, completionTokens: 20 } }),
      trial(at(1), { usage: { ...usage, completionTokens: 30, decodeMs: 1900 } }),
      trial(at(2), { state: 'failed', fault: fault('out-of-memory', 'Full.') }),
      trial(at(3), { state: 'running' }),
      trial(at(0, verbalized, 1), { state: 'stopped' }),
    ];
    const [first, second, third, fourth] = groupProgress(
      spec.arms.map(({ id }) => id),
      2,
      planTrials(spec),
      trials,
    );
    expect(first).toEqual({
      arm: control.id,
      model: 0,
      planned: 10,
      ended: 3,
      failed: 1,
      running: 1,
      tokens: 25,
      seconds: 1.5,
    });
    expect(second).toMatchObject({ arm: verbalized.id, model: 0, planned: 2, ended: 0, tokens: null, seconds: null });
    expect(third).toMatchObject({ arm: control.id, model: 1, planned: 10, ended: 0 });
    expect(fourth).toMatchObject({ arm: verbalized.id, model: 1, planned: 2, ended: 0, failed: 0, running: 0 });
  });
});

describe('failed calls', () => {
  it('are told by their reasons, the most frequent first', () => {
    const failed = (index: number, message: string) =>
      trial(at(index), { state: 'failed', fault: fault('internal', message) });
    expect(failureReasons([failed(0, 'Once.'), failed(1, 'Twice.'), failed(2, 'Twice.'), trial(at(3), {})])).toEqual([
      { reason: 'Twice.', count: 2 },
      { reason: 'Once.', count: 1 },
    ]);
  });
});

describe('the latest answers', () => {
  it('are the newest ended ones, and the one that has been written longest', () => {
    const ended = [3, 1, 2].map((index) => trial(at(index), { updatedAt: index }));
    const writing = [4, 5].map((index) => trial(at(index), { state: 'running', updatedAt: 9 }));
    const latest = latestOf([...ended, ...writing], 2);
    expect(latest.writing).toBe(writing[0]);
    expect(latest.ended.map(({ index }) => index)).toEqual([3, 2]);
  });
});

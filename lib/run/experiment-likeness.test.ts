import { describe, expect, it } from 'vitest';
import { defaultArms } from '../arms/facts.ts';
import { planTrials } from '../arms/plan.ts';
import type { Experiment, ExperimentId, ExperimentSpec, Trial } from '../model/experiment.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { compareExperiments } from './experiment-likeness.ts';
import { plannedTrial } from './experiment.ts';

const { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed } = defaultSettings;
const settings = { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed };
const spec: ExperimentSpec = {
  version: 1,
  task: chooseTask('math'),
  settings,
  models: [{ engine: 'chorus', model: 'smol', name: 'Smol' }],
  arms: defaultArms().filter(({ kind }) => kind === 'control' || kind === 'hot'),
  n: 4,
  hub: [],
  draw: null,
  one: null,
  hand: [],
  solves: 0,
};
const environment: RunEnvironment = {
  app: '1.0.0',
  browser: 'Chromium 156',
  system: 'Linux x86_64',
  cores: 2,
  isolated: true,
  gpu: 'Mali',
};
const experiment = (id: string, part: Partial<Experiment> = {}): Experiment => ({
  version: 1,
  id: id as ExperimentId,
  createdAt: 0,
  name: id,
  spec,
  environment,
  blind: [],
  reproduces: null,
  recorded: false,
  ...part,
});
const trials = (of: Experiment, part: (index: number) => Partial<Trial> = () => ({})): Trial[] =>
  planTrials(of.spec).map((place, i) => ({
    ...plannedTrial(of, place),
    state: 'done',
    text: `Text number ${i} of this experiment`,
    on: { device: 'cpu', threads: 2, quantisation: 'int8' },
    ...part(i),
  }));

describe('compareExperiments', () => {
  it('finds nothing between an experiment and itself under another id', () => {
    const was = experiment('was');
    const here = experiment('here', { environment: { ...environment, gpu: 'other' } });
    const compared = compareExperiments(
      { experiment: was, trials: trials(was) },
      { experiment: here, trials: trials(here).toReversed() },
    );
    // A GPU that nothing was computed on is no difference.
    expect(compared).toMatchObject({ identical: 8, samePrefix: 0, different: 0, missing: 0, differences: [] });
    expect(compared.trials.map(({ id }) => id)).toEqual(trials(was).map(({ id }) => id));
  });

  it('tells texts that begin alike, others, and those that are not there', () => {
    const was = experiment('was');
    const here = experiment('here');
    const now = trials(here, (i) =>
      i === 0
        ? { text: 'Text number 0 of another' }
        : i === 1
          ? { text: 'Nothing like it' }
          : i === 2
            ? { state: 'failed' }
            : {},
    ).slice(0, 7);
    const compared = compareExperiments({ experiment: was, trials: trials(was) }, { experiment: here, trials: now });
    expect(compared).toMatchObject({ identical: 4, samePrefix: 1, different: 1, missing: 2 });
    expect(compared.trials[0]).toMatchObject({
      before: 'Text number 0 of this experiment',
      now: 'Text number 0 of another',
    });
    expect(compared.trials[7]).toMatchObject({ likeness: 'missing', now: '' });
  });

  it('does not count what the task itself put at the start', () => {
    const was = experiment('was');
    const start = 'Math problem:';
    expect(spec.task.answerPrefix ?? start).toBe(start);
    const compared = compareExperiments(
      { experiment: was, trials: trials(was, () => ({ text: `${start} a cat` })) },
      { experiment: was, trials: trials(was, () => ({ text: `${start} dogs` })) },
    );
    expect(compared.different).toBe(8);
  });

  it('says what was not the same, of trials that were compared alone', () => {
    const was = experiment('was');
    const here = experiment('here', { environment: { ...environment, app: '2.0.0', browser: null, gpu: 'other' } });
    const by = { engine: 'web-llm', model: 'smol-gpu', name: 'Smol (WebGPU)' } as const;
    const compared = compareExperiments(
      { experiment: was, trials: trials(was) },
      {
        experiment: here,
        trials: trials(here, (i) =>
          i < 2 ? { by, on: { device: 'gpu', threads: null, quantisation: 'int8' } } : { state: 'failed' },
        ),
      },
    );
    expect(compared.differences).toEqual([
      'Engine: Chorus then, WebLLM here.',
      'Model: Smol then, Smol (WebGPU) here.',
      'Device: processor then, GPU here.',
      'Threads: 2 threads then, not known here.',
      'Browser: Chromium 156 then, not known here.',
      'GPU: Mali then, other here.',
      'Version of the app: 1.0.0 then, 2.0.0 here.',
    ]);
  });
});

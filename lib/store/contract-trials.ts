import { expect, it } from 'vitest';
import type { Experiment, ExperimentId, Trial, TrialId } from '../model/experiment.ts';
import { expectFault } from './contract-shards.ts';
import saved from './fixtures/experiment.v1.json' with { type: 'json' };
import type { Stores } from './ports.ts';

// The fixture is what users have on disk: never edit it.
const [base] = saved.trials as unknown as [Trial];

/** An experiment for tests. */
export function someExperiment(id: string, createdAt: number): Experiment {
  return { ...(saved.experiment as unknown as Experiment), id: id as ExperimentId, createdAt };
}

/** A trial for tests: answer `index` of the control. */
export function someTrial(experiment: string, index: number): Trial {
  const id = `${experiment}/control/0/${index}` as TrialId;
  return { ...base, id, experiment: experiment as ExperimentId, index };
}

/** What every store of experiments and trials must do. */
export function testTrials(stores: () => Stores): void {
  const id = 'a' as ExperimentId;

  it('starts without experiments', async () => {
    const { trials } = stores();
    expect(await trials.getExperiment(id)).toBeNull();
    expect(await trials.listExperiments(10)).toEqual([]);
    expect(await trials.trialsOf(id)).toEqual([]);
    expect(await trials.countTrials(id)).toBe(0);
    await trials.deleteExperiment(id);
    await trials.putTrials([]);
  });

  it('lists experiments, newest first', async () => {
    const { trials } = stores();
    for (const [name, at] of [
      ['a', 5],
      ['b', 9],
      ['c', 7],
      ['d', 7],
    ] as const)
      // prettier-ignore
      await trials.putExperiment(someExperiment(name, at));
    expect((await trials.listExperiments(9)).map((one) => one.id)).toEqual(['b', 'd', 'c', 'a']);
    expect((await trials.listExperiments(2)).map((one) => one.id)).toEqual(['b', 'd']);
    expect(await trials.listExperiments(0)).toEqual([]);
    for (const limit of [-1, 0.5, NaN]) await expectFault(trials.listExperiments(limit), 'bad-input');
    await trials.putExperiment({ ...someExperiment('a', 5), name: 'renamed' });
    expect(await trials.getExperiment(id)).toEqual({ ...someExperiment('a', 5), name: 'renamed' });
  });

  it('keeps trials by id, replaces them, and counts those that ended', async () => {
    const { trials } = stores();
    const stopped = { ...someTrial('a', 3), state: 'stopped' as const };
    const failed = { ...someTrial('a', 2), state: 'failed' as const };
    await trials.putTrials([failed, someTrial('a', 10), someTrial('aa', 0), stopped]);
    await trials.putTrials([{ ...someTrial('a', 10), text: 'new' }]);
    expect(await trials.trialsOf(id)).toEqual([{ ...someTrial('a', 10), text: 'new' }, failed, stopped]);
    expect(await trials.countTrials(id)).toBe(2);
    await trials.putTrials([{ ...stopped, state: 'done' }]);
    expect(await trials.countTrials(id)).toBe(3);
  });

  it('writes all trials of a call or none', async () => {
    const { trials } = stores();
    const unclonable = { ...someTrial('a', 1), text: (() => 1) as unknown as string };
    await expectFault(trials.putTrials([someTrial('a', 0), unclonable, someTrial('a', 2)]), 'internal');
    expect(await trials.trialsOf(id)).toEqual([]);
  });

  it('deletes an experiment with its trials, and nothing else', async () => {
    const { trials } = stores();
    await trials.putExperiment(someExperiment('a', 1));
    await trials.putExperiment(someExperiment('b', 2));
    await trials.putTrials([someTrial('a', 0), someTrial('a', 1), someTrial('b', 0)]);
    await trials.deleteExperiment(id);
    expect((await trials.listExperiments(9)).map((one) => one.id)).toEqual(['b']);
    expect(await trials.trialsOf(id)).toEqual([]);
    expect(await trials.countTrials(id)).toBe(0);
    expect(await trials.trialsOf('b' as ExperimentId)).toHaveLength(1);
  });

  it('passes over experiments and trials that it cannot read, and leaves them untouched', async () => {
    const { trials } = stores();
    const bad = <T extends object>(record: T, change: object) => ({ ...record, ...change });
    await trials.putExperiment(bad(someExperiment('a', 9), { version: 99 }));
    await trials.putExperiment(bad(someExperiment('c', 8), { spec: null }));
    await trials.putExperiment(someExperiment('b', 1));
    await trials.putTrials([
      bad(someTrial('b', 0), { version: 99 }),
      bad(someTrial('b', 1), { seed: 0.5 }),
      someTrial('b', 2),
    ]);
    expect((await trials.listExperiments(1)).map((one) => one.id)).toEqual(['b']);
    expect((await trials.trialsOf('b' as ExperimentId)).map(({ index }) => index)).toEqual([2]);
    await expectFault(trials.getExperiment(id), 'bad-input');
    await expect(trials.getExperiment(id)).rejects.toThrow(/newer Polyphony/); // still there
    await expect(trials.getExperiment('c' as ExperimentId)).rejects.toThrow(/damaged at spec/);
  });

  it('reads what version 1 wrote', async () => {
    const { trials } = stores();
    const experiment = saved.experiment as unknown as Experiment;
    await trials.putExperiment(experiment);
    await trials.putTrials(saved.trials as unknown as Trial[]);
    expect(await trials.getExperiment(experiment.id)).toEqual(saved.experiment);
    expect(await trials.trialsOf(experiment.id)).toEqual(saved.trials);
  });

  it('hands out copies of experiments and trials', async () => {
    const { trials } = stores();
    await trials.putExperiment(someExperiment('a', 1));
    await trials.putTrials([someTrial('a', 0)]);
    const read = await trials.getExperiment(id);
    (read?.spec.arms as unknown[]).pop();
    Object.assign((await trials.trialsOf(id))[0] ?? {}, { text: 'changed' });
    expect(await trials.getExperiment(id)).toEqual(someExperiment('a', 1));
    expect(await trials.trialsOf(id)).toEqual([someTrial('a', 0)]);
  });
}

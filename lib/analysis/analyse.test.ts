import { describe, expect, it } from 'vitest';
import { planTrials } from '../arms/plan.ts';
import { armsOf, other, small, specOf, trialOf } from '../arms/spec.test-help.ts';
import { metricIds } from '../model/experiment-result.ts';
import { analyse } from './analyse.ts';
import { analysed, experimentOf, plantedExperiment, quietWorld, wordEncoder } from './analysis.test-help.ts';
import { metricFacts } from './metric-facts.ts';

const planted = plantedExperiment({ control: 3, hot: 3, hub: 30, shuffled: 3 }, { n: 14 }, 'planted');
const once = analysed(planted, wordEncoder);

describe('an analysis', () => {
  it('finds what was planted, and not what was not', async () => {
    const { verdicts, comparisons, aa, groups, samples } = await once;
    expect(verdicts.map(({ arm, kind }) => `${arm} ${kind}`)).toEqual(['hub helped']);
    const adjusted = comparisons.filter((comparison) => comparison.adjusted !== null);
    expect(adjusted.map(({ arm, metric }) => `${arm} ${metric}`)).toEqual(
      ['hot', 'hub', 'shuffled'].flatMap((arm) => [`${arm} classes`, `${arm} vendi-1`]),
    );
    // Texts of one topic share some of their words, not most: classes hardly see topics.
    for (const { arm, metric, adjusted: p } of adjusted)
      if (arm === 'hub' && metric === 'vendi-1') expect(p).toBeLessThanOrEqual(0.05);
      else if (arm !== 'hub') expect(p).toBeGreaterThan(0.05);
    expect(aa.map(({ arm, metric }) => `${arm} ${metric}`)).toEqual(['control classes', 'control vendi-1']);
    expect(groups.map(({ similarity }) => similarity !== null)).toEqual([false, false, true, true]);
    expect(groups.map(({ quality }) => quality.fidelity !== null)).toEqual([false, false, true, true]);
    expect(samples).toHaveLength(20);
  });

  it('has an interval around every figure of every arm', async () => {
    const { groups } = await once;
    for (const { metrics, texts } of groups)
      for (const metric of metricIds) {
        const { value, low, high, n } = metrics[metric];
        expect(n).toBe(texts);
        if (value === null) throw new Error(`${metric} is unknown.`);
        if (low === null || high === null) continue;
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
  });

  it('is the same for the same trials in any order', async () => {
    const made = plantedExperiment({ control: 3, hub: 9 }, { n: 6 }, 'order');
    const reversed = { ...made, trials: made.trials.toReversed() };
    expect(await analysed(reversed, wordEncoder)).toEqual(await analysed(made, wordEncoder));
  });

  it('survives JSON', async () => {
    const result = await once;
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('tells its stages in order, and heeds a cancel', async () => {
    const made = plantedExperiment({ control: 3, hub: 9 }, { n: 4 }, 'stages');
    const world = quietWorld(wordEncoder);
    await analyse({ ...made, app: '1', at: 0 }, world);
    expect(world.stages).toEqual(['embedding', 'quality', 'metrics', 'comparisons', 'calibration', 'curves']);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(analyse({ ...made, app: '1', at: 0 }, { ...world, signal })).rejects.toThrow('enough');
  });
});

describe('of odd experiments', () => {
  it('leaves figures of meaning unknown without an encoder, and decides by words', async () => {
    const { groups, verdicts, encoder } = await analysed(
      plantedExperiment({ control: 2, hub: 30 }, { n: 13 }, 'words'),
    );
    expect(encoder).toBeNull();
    for (const metric of metricIds)
      if (metricFacts[metric].family === 'meaning') expect(groups[0]?.metrics[metric].value).toBeNull();
    expect(verdicts[0]).toMatchObject({ metric: 'classes', kind: 'helped' });
  });

  it('says nothing of no trials, nor of a few', async () => {
    const made = plantedExperiment({ control: 3, hub: 9 }, { n: 6 }, 'few');
    const none = await analysed({ ...made, trials: [] }, wordEncoder);
    expect(none.verdicts[0]).toMatchObject({ kind: 'cannot-tell', why: 'no-control' });
    expect(none.groups[0]).toMatchObject({ texts: 0, failed: 0, lengths: null, curve: null });
    const few = await analysed(made, wordEncoder);
    expect(few.verdicts[0]).toMatchObject({ kind: 'cannot-tell', why: 'too-few', pairs: 6 });
    expect(few.aa).toEqual([]);
  });

  it('finds no difference between arms that wrote the same', async () => {
    const spec = specOf({ n: 12, arms: armsOf('control', 'hub') });
    const trials = planTrials(spec).map((place) => trialOf(place, `Math problem: What is ${place.index % 4} and 1?`));
    const { comparisons, verdicts } = await analysed({ experiment: experimentOf(spec), trials }, wordEncoder);
    for (const { difference, p } of comparisons) {
      expect(difference.value).toBeCloseTo(0, 9);
      if (p !== null) expect(p).toBe(1);
    }
    expect(verdicts[0]).toMatchObject({ kind: 'did-not', validity: { value: 0 } });
  });

  it('counts what failed as not valid and compares what is there', async () => {
    const made = plantedExperiment({ control: 3, hub: 9 }, { n: 6 }, 'failed');
    const trials = made.trials.map((trial) =>
      trial.arm === 'hub' && trial.index < 2 ? { ...trial, state: 'failed' as const, text: '', usage: null } : trial,
    );
    const { groups, verdicts } = await analysed({ ...made, trials });
    expect(groups[1]).toMatchObject({ texts: 4, failed: 2, quality: { valid: { hits: 4, n: 6 } } });
    expect(verdicts[0]).toMatchObject({ pairs: 4, validity: { value: expect.closeTo(-2 / 6, 9) as number, n: 6 } });
  });

  it('compares within each model', async () => {
    const made = plantedExperiment({ control: 3, hub: 9 }, { n: 4, models: [small, other] }, 'models');
    const { groups, comparisons, verdicts } = await analysed(made);
    expect(groups.map(({ arm, model }) => `${arm}/${model}`)).toEqual(['control/0', 'control/1', 'hub/0', 'hub/1']);
    for (const { model, against } of comparisons) expect(against.model).toBe(model);
    expect(verdicts).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import type { ArmId } from '../model/experiment.ts';
import { estimatePlan, secondsLeft } from './estimate.ts';
import { calibrationTrials, planTrials } from './plan.ts';
import { armsOf, other, small, specOf, trialOf, usage } from './spec.test-help.ts';

const at = (arm: string, index: number, solve: number | null = null, model = 0) => ({
  arm: arm as ArmId,
  model,
  index,
  solve,
});
const spec = specOf({ arms: armsOf('control', 'verbalized'), n: 10 });
const control = trialOf(at('control', 0), 'x'); // 2 s on 4 rows
const list = trialOf(at('verbalized', 0), 'x', { usage: { ...usage, completionTokens: 300, decodeMs: 7500 } });

describe('estimatePlan', () => {
  it('knows the calls alone before anything was measured', () => {
    const nothing = { promptTokens: null, completionTokens: null, seconds: null, measured: 0 };
    expect(estimatePlan(spec, [])).toEqual({ calls: 12, ...nothing });
    expect(estimatePlan(spec, [trialOf(at('control', 0), '', { state: 'failed', usage: null })])).toEqual({
      calls: 12,
      ...nothing,
    });
    expect(secondsLeft(spec, [])).toBeNull();
  });

  it('takes each arm’s own mean after calibration', () => {
    const { seconds, ...rest } = estimatePlan(spec, [control, list]);
    expect(rest).toEqual({ calls: 12, promptTokens: 4800, completionTokens: 10 * 60 + 2 * 300, measured: 2 });
    expect(seconds).toBeCloseTo(10 * 0.5 + 2 * 2);
    expect(secondsLeft(spec, [control, list])).toBeCloseTo(9 * 0.5 + 2);
  });

  it('takes what is known of the model, then of all, where an arm has nothing yet', () => {
    const two = specOf({ arms: armsOf('control', 'hub'), n: 4, models: [small, other] });
    expect(estimatePlan(two, [control]).seconds).toBeCloseTo(16 * 0.5);
    const slow = trialOf(at('hub', 0, null, 1), 'x', { usage: { ...usage, rows: 1 } });
    expect(estimatePlan(two, [control, slow]).seconds).toBeCloseTo(8 * 0.5 + 8 * 2);
    const solved = specOf({ arms: armsOf('control', 'hub'), n: 4, solves: 2 });
    expect(estimatePlan(solved, [control]).seconds).toBeCloseTo(24 * 0.5);
  });

  it('does not know tokens that an engine does not tell', () => {
    const silent = trialOf(at('control', 0), 'x', { usage: { ...usage, promptTokens: null, completionTokens: null } });
    expect(estimatePlan(spec, [silent])).toMatchObject({ promptTokens: null, completionTokens: null, measured: 1 });
    expect(estimatePlan(spec, [silent]).seconds).toBeCloseTo(6);
  });

  it('is what happened once all has ended', () => {
    const trials = planTrials(spec).map((place, i) =>
      trialOf(place, 'x', { usage: { ...usage, completionTokens: i } }),
    );
    expect(estimatePlan(spec, trials)).toMatchObject({ completionTokens: 66, measured: 12 });
    expect(secondsLeft(spec, trials)).toBe(0);
    expect(secondsLeft(spec, trials.slice(0, calibrationTrials(spec).length))).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { Arm, ArmKind, ExperimentSpec } from '../model/experiment.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { experimentRanges, objectionTo } from './check.ts';
import { defaultArms } from './facts.ts';
import { textOnly } from './personas.ts';
import { armsOf, small, specOf } from './spec.test-help.ts';

const objects = (part: Partial<ExperimentSpec>) => objectionTo(specOf(part));
const withArm = (kind: ArmKind, part: Partial<Arm>) => {
  const arms = armsOf('control', kind === 'control' ? 'hub' : kind);
  return arms.map((arm) => (arm.kind === kind ? { ...arm, ...part } : arm));
};
const { settings } = specOf();

describe('objectionTo', () => {
  it('has nothing against all arms, the default ones, or the extremes', () => {
    expect(objectionTo(specOf())).toBeNull();
    expect(objects({ arms: defaultArms() })).toBeNull();
    expect(objects({ n: 4, solves: 2 })).toBeNull();
    expect(objects({ n: 1000 })).toBeNull();
    expect(objects({ arms: armsOf('control', 'hot', 'hot', 'hub', 'hub', 'control') })).toBeNull();
    expect(objects({ arms: armsOf('control', 'hot'), hub: [], hand: [], one: null })).toBeNull();
  });

  it.each<[string, Partial<ExperimentSpec>]>([
    ['answers for each arm is 4 to 1000', { n: 3 }],
    ['answers for each arm is 4 to 1000', { n: 4.5 }],
    ['answers for each arm is 4 to 1000', { n: 1001, hub: [] }],
    ['models', { models: [] }],
    ['models', { models: Array.from({ length: 5 }, () => small) }],
    ['at least two arms', { arms: armsOf('control') }],
    [
      'at most 12 arms',
      { arms: Array.from({ length: 13 }, () => armsOf('control')[0]).filter((arm) => arm !== undefined) },
    ],
    ['same name', { arms: [...armsOf('control'), ...armsOf('control')] }],
    ['asked the same', { arms: armsOf('control', 'hub', 'hub').map((arm) => ({ ...arm, temperature: null })) }],
    [
      'asked the same',
      {
        arms: withArm('hot', { temperature: 1 }).concat(
          withArm('control', { id: 'control-2' as Arm['id'], temperature: 1 })[0] ?? [],
        ),
      },
    ],
    ['hotter than', { arms: withArm('hot', { temperature: 0.7 }) }],
    ['a temperature is 0 to 2', { arms: withArm('hub', { temperature: 2.1 }) }],
    ['a temperature is 0 to 2', { arms: withArm('hub', { temperature: Number.NaN }) }],
    ['word cap is 10 to 400', { arms: withArm('hub', { maxWords: 9 }) }],
    ['word cap is 10 to 400', { arms: withArm('hub', { maxWords: 20.5 }) }],
    ['same answer each time', { arms: armsOf('control', 'hub'), settings: { ...settings, temperature: 0 } }],
    ['JSON schema', { task: { ...chooseTask('tool'), schema: '{"type":"object"}' } }],
    ['not valid JSON', { task: { ...chooseTask('tool'), schema: '{' } }],
    ['{persona}', { task: { ...chooseTask('own'), template: 'No placeholder' } }],
    ['need 8 personas, and there are 7', { n: 8, hub: specOf().hub.slice(0, 7) }],
    ['One persona', { one: null }],
    ['has 2 to 50 personas', { hand: [textOnly('A nurse')] }],
    ['is empty', { hand: [textOnly('A nurse'), textOnly(' ')] }],
    ['are the same', { hand: [textOnly('A nurse'), textOnly('A  nurse')] }],
    ['at least twice', { solves: 1 }],
    ['solutions of each problem', { solves: 10 }],
    ['Top-p is 0.05 to 1', { settings: { ...settings, topP: 1.2 } }],
    ['The seed is 0', { settings: { ...settings, seed: -1 } }],
  ])('says what is wrong: %s', (words, part) => {
    expect(objects(part)).toContain(words);
  });

  it('says its ranges', () => {
    expect(experimentRanges.n).toEqual({ min: 4, max: 1000 });
  });
});

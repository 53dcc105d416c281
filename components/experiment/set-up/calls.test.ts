import { describe, expect, it } from 'vitest';
import { newArm } from '../../../lib/arms/facts.ts';
import { defaultSettings } from '../../../lib/model/settings.ts';
import { chooseTask } from '../../../lib/prompt/index.ts';
import { callsByArm } from './calls.ts';

const model = { engine: 'scripted', model: 'any', name: 'Any' } as const;
const arms = (['control', 'verbalized', 'hub'] as const).map((kind) => newArm(kind, []));
const draft = { arms, n: 12, solves: 3, settings: defaultSettings };

describe('calls of an arm', () => {
  it('are one for each answer, one for five of verbalized sampling, and the solutions of the first problems', () => {
    expect([...callsByArm({ ...draft, task: chooseTask('math') }, model)]).toEqual([
      ['control', 12 + 30],
      ['verbalized', 3 + 30],
      ['hub', 12 + 30],
    ]);
  });

  it('have no solutions where nothing is solved', () => {
    expect([...callsByArm({ ...draft, task: chooseTask('knowledge') }, model).values()]).toEqual([12, 3, 12]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ArmId, Trial } from '../model/experiment.ts';
import { answerKey, answersOf, endedBy, solutionsOf } from './answers.ts';
import { defaultHand } from './hand.ts';
import { armsOf, other, small, specOf, trialOf } from './spec.test-help.ts';

const at = (arm: string, index: number, solve: number | null = null, model = 0) => ({
  arm: arm as ArmId,
  model,
  index,
  solve,
});

describe('answersOf', () => {
  const arms = armsOf('control', 'hand-written', 'verbalized');
  const spec = specOf({ arms, n: 7, models: [small, other] });

  it('orders by arm, model and index, with what stood in the persona’s place', () => {
    const trials = [at('hand-written', 1), at('control', 2, null, 1), at('control', 3), at('control', 0)];
    const answers = answersOf(
      spec,
      trials.map((place) => trialOf(place, `Text ${place.index}`)),
    );
    expect(answers.map(({ arm, model, index }) => [arm, model, index])).toEqual([
      ['control', 0, 0],
      ['control', 0, 3],
      ['control', 1, 2],
      ['hand-written', 0, 1],
    ]);
    expect(answers[3]).toEqual({
      arm: 'hand-written',
      model: 0,
      index: 1,
      trial: 'e/hand-written/0/1',
      text: 'Text 1',
      finish: 'end',
      persona: defaultHand[1]?.text,
      cluster: defaultHand[1]?.id,
    });
    expect(answers[0]).toMatchObject({ persona: null, cluster: '0' });
  });

  it('makes nothing of what failed, was stopped, lies beyond n or belongs to no arm', () => {
    const trials: Trial[] = [
      trialOf(at('control', 0), '', { state: 'failed' }),
      trialOf(at('control', 1), 'half', { state: 'stopped' }),
      trialOf(at('control', 7), 'beyond'),
      trialOf(at('hub', 0), 'of no arm'),
      trialOf(at('control', 2, 0), 'a solution'),
    ];
    expect(answersOf(spec, trials)).toEqual([]);
    expect(endedBy(trials)(at('control', 0))?.state).toBe('failed');
    expect(endedBy(trials)(at('control', 1))).toBeUndefined();
  });

  it('takes lists apart, drops what is beyond n and leaves gaps where items are missing', () => {
    const five = Array.from({ length: 5 }, (_, i) => `${i + 1}. (0.1) Math problem: ${i}?`).join('\n');
    const trials = [
      trialOf(at('verbalized', 0), '1. (0.3) Math problem: a?\n2. (0.2) Math problem: b', { finish: 'length' }),
      trialOf(at('verbalized', 5), five),
    ];
    const answers = answersOf(spec, trials);
    expect(answers.map(({ index, text, finish, cluster }) => [index, text, finish, cluster])).toEqual([
      [0, 'Math problem: a?', 'end', '0'],
      [1, 'Math problem: b', 'length', '0'],
      [5, 'Math problem: 0?', 'end', '5'],
      [6, 'Math problem: 1?', 'end', '5'],
    ]);
    expect(answers.map(answerKey)).toEqual([0, 1, 5, 6].map((i) => `verbalized/0/${i}`));
  });
});

describe('solutionsOf', () => {
  it('gathers the solutions of each problem in their order', () => {
    const spec = specOf({ n: 4, solves: 3 });
    const solved = [2, 0, 1].map((solve) => trialOf(at('hub', 1, solve), `Answer: ${solve}`));
    const trials = [
      ...solved,
      trialOf(at('verbalized', 3, 0), 'Answer: 7'),
      trialOf(at('hub', 2, 0), '', { state: 'failed' }),
      trialOf(at('hub', 9, 0), 'beyond n'),
      trialOf(at('gone', 1, 0), 'of no arm'),
      trialOf(at('hub', 1), 'Math problem: x?'),
    ];
    const before = trials.map(({ id }) => id);
    expect([...solutionsOf(spec, trials)]).toEqual([
      ['hub/0/1', ['Answer: 0', 'Answer: 1', 'Answer: 2']],
      ['verbalized/0/3', ['Answer: 7']],
    ]);
    expect(trials.map(({ id }) => id)).toEqual(before);
  });
});

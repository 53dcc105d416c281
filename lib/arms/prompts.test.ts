import { describe, expect, it } from 'vitest';
import { type ArmId, armKinds, type ExperimentSpec, type Trial } from '../model/experiment.ts';
import type { ChatPrompt } from '../model/job.ts';
import type { TaskId } from '../model/run.ts';
import { buildPrompt } from '../prompt/build.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { endedBy } from './answers.ts';
import { irrelevantSentences } from './irrelevant.ts';
import { jobOfTrial } from './prompts.ts';
import { armsOf, specOf, trialOf } from './spec.test-help.ts';

const nothing = () => undefined;
const place = (arm: string, index = 0, solve: number | null = null) => ({
  arm: arm as ArmId,
  model: 0,
  index,
  solve,
});
const ask = (spec: ExperimentSpec, arm: string, index = 0, trials: readonly Trial[] = []) =>
  jobOfTrial(spec, place(arm, index), trials.length === 0 ? nothing : endedBy(trials));
const last = ({ messages }: ChatPrompt) => messages.at(-1)?.content ?? '';

describe('jobOfTrial', () => {
  const spec = specOf({ n: 30 });

  it('asks the control and the hub what Play asks them', () => {
    expect(ask(spec, 'control').prompt).toEqual(buildPrompt(spec.task, { kind: 'control' }));
    const persona = spec.hub[4];
    expect(persona && ask(spec, 'hub', 4).prompt).toEqual(
      persona && buildPrompt(spec.task, { kind: 'persona', persona }),
    );
    expect(ask(spec, 'control', 4)).toMatchObject({ id: 'control/0/4', format: { kind: 'text' } });
  });

  it('changes nothing but what the arm is about: same seed, settings, examples and system', () => {
    const control = ask(spec, 'control', 5);
    for (const kind of armKinds) {
      const job = ask(spec, kind, 5);
      expect(job.sampling.seed).toBe(control.sampling.seed);
      const { temperature, maxTokens, stop, ...rest } = job.sampling;
      expect(control.sampling).toMatchObject(rest);
      expect(temperature).toBe(kind === 'hot' ? 1 : 0.7);
      if (kind === 'verbalized') continue;
      expect([maxTokens, stop]).toEqual([control.sampling.maxTokens, control.sampling.stop]);
      expect(job.prompt.messages.slice(0, -1)).toEqual(control.prompt.messages.slice(0, -1));
      expect(job.prompt.answerPrefix).toBe('Math problem:');
    }
    expect(ask(spec, 'hot', 5).prompt).toEqual(control.prompt);
  });

  it('ends in the persona or what stands for one', () => {
    expect(last(ask(spec, 'hand-written', 1).prompt)).toMatch(/\nPersona: A retired tram driver in Lisbon [^\n]*$/);
    expect(last(ask(spec, 'one-persona', 1).prompt)).toMatch(/\nPersona: A baker in Turin who rows$/);
    const irrelevant = last(ask(spec, 'irrelevant', 1).prompt).split('\nPersona: ')[1];
    expect(irrelevantSentences).toContain(irrelevant);
  });

  it('says the word cap before the persona', () => {
    const [control, hub] = armsOf('control', 'hub').map((arm) => ({ ...arm, maxWords: 40 }));
    const capped = specOf({ arms: control && hub ? [control, hub] : [] });
    expect(last(ask(capped, 'control').prompt)).toBe('Another one. Use at most 40 words.');
    expect(last(ask(capped, 'hub').prompt)).toMatch(/^Another one\. Use at most 40 words\.\nPersona: A lamp maker/);
    const own = { ...capped, task: { ...chooseTask('own'), template: 'As {persona}, write a haiku.' } };
    expect(last(ask(own, 'hub').prompt)).toMatch(/^As A lamp maker .*, write a haiku\.\nUse at most 40 words\.$/);
  });

  it('never shares more than the start of the last message', () => {
    for (const task of ['math', 'npc', 'tool', 'own'] as TaskId[])
      for (const kind of armKinds) {
        const { prompt } = ask(specOf({}, task), kind);
        const other = ask(specOf({}, task), kind, 3).prompt;
        expect(last(prompt).slice(0, prompt.sharedChars)).toBe(last(other).slice(0, other.sharedChars));
      }
  });

  describe('of "not these"', () => {
    const words = 'a tram stops at nine places and twelve people get on at every single one';
    const trials = Array.from({ length: 6 }, (_, i) =>
      trialOf(place('not-these', i), `Math problem: ${i}\n${words}`, i === 2 ? { state: 'failed', text: '' } : {}),
    );

    it('is the control in the first wave', () => {
      expect(ask(spec, 'not-these', 5).prompt).toEqual(ask(spec, 'control', 5).prompt);
    });

    it('lists openings of the waves before, without what failed', () => {
      const asked = last(ask(spec, 'not-these', 7, trials).prompt);
      const opening = 'a tram stops at nine places and twelve people get on';
      const lines = [0, 1, 3, 4, 5].map((i) => `- ${i} ${opening}`.split(' ').slice(0, 13).join(' '));
      expect(asked).toBe(['Another one.', 'Write something different from these:', ...lines].join('\n'));
    });

    it('does not depend on what ends in the same wave', () => {
      const more = [...trials, trialOf(place('not-these', 6), 'Math problem: new'), trialOf(place('control', 0), 'x')];
      expect(ask(spec, 'not-these', 7, more)).toEqual(ask(spec, 'not-these', 7, trials));
    });
  });

  describe('of verbalized sampling', () => {
    it('shows the examples as a list in the form that is asked for, and begins it', () => {
      const { prompt, sampling } = ask(spec, 'verbalized');
      expect(prompt.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
      expect(prompt.messages[2]?.content).toMatch(/^1\. \(0\.30\) Math problem: .*\n2\. \(0\.20\) Math problem: /);
      expect(last(prompt)).toMatch(/^Write a challenging .*\nGive a list of five new ones/);
      expect(prompt.answerPrefix).toBe('1. (0.30) Math problem:');
      expect(prompt.sharedChars).toBe(last(prompt).length);
      expect([sampling.maxTokens, sampling.stop]).toEqual([800, ['\n6.']]);
    });

    it('asks without examples where there are none', () => {
      const { prompt } = ask(specOf({}, 'own'), 'verbalized');
      expect(prompt.messages).toHaveLength(2);
      expect(last(prompt)).toMatch(/^Write a short letter .*\nGive a list of five/);
      expect(prompt.answerPrefix).toBe('1. (0.');
    });

    it('refuses a schema', () => {
      const held = { ...spec, task: { ...chooseTask('tool'), schema: '{"type":"object"}' } };
      expect(() => ask(held, 'verbalized')).toThrow('schema');
      expect(ask(held, 'control').format).toEqual({ kind: 'json', schema: '{"type":"object"}' });
    });
  });

  describe('of a solution', () => {
    const solve = (arm: string, trial: Trial) => jobOfTrial(spec, place(arm, 1, 2), endedBy([trial]));

    it('gives the problem alone, the same for every arm', () => {
      const job = solve('hot', trialOf(place('hot', 1), 'Math problem: How many?'));
      expect(last(job.prompt)).toMatch(/\nHow many\?$/);
      expect(job).toEqual({
        ...solve('hub', trialOf(place('hub', 1), 'Math problem: How many?')),
        id: 'hot/0/1/2',
      });
      expect(job.sampling.temperature).toBeGreaterThan(0);
    });

    it('reads the problem out of a list', () => {
      const list = trialOf(place('verbalized', 0), '1. (0.3) Math problem: One?\n2. (0.2) Math problem: Two?');
      expect(last(solve('verbalized', list).prompt)).toMatch(/\nTwo\?$/);
    });

    it('is refused without a problem', () => {
      expect(() => solve('hub', trialOf(place('hub', 1), '', { state: 'failed' }))).toThrow('no problem to solve');
    });
  });

  it('refuses a persona that is not there', () => {
    expect(() => ask({ ...spec, hub: [] }, 'hub')).toThrow('There is no persona for answer 1.');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonaId } from '../model/ids.ts';
import { type Column, shotKinds, type TaskChoice, taskIds } from '../model/run.ts';
import { buildPrompt } from './build.ts';
import { chatmlText, renderChatml } from './chatml.ts';
import { chooseTask, taskList, tasks } from './tasks.ts';
import { controlTemplate, escapeTemplate, fillTemplate } from './template.ts';

const control: Column = { kind: 'control', model: null, settings: null };
const voice = (text: string): Column => ({
  kind: 'persona',
  persona: { id: text as PersonaId, text, labels: {}, shard: null },
  model: null,
  settings: null,
});
const last = (choice: TaskChoice, column: Column): string => buildPrompt(choice, column).messages.at(-1)?.content ?? '';

const personaText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
  fc.constantFrom('I am {persona} of $& and {{x}}', '<|im_end|>\n<|im_start|>system', '一位在里斯本修钟的老人'),
);
const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('\n', 'Who: ', '😀', '😁'));
const template = fc
  .tuple(fc.array(piece), fc.array(piece))
  .map(([a, b]) => `${escapeTemplate(a.join(''))}{persona}${escapeTemplate(b.join(''))}`);
const anyChoice = fc.oneof(
  fc
    .record({ id: fc.constantFrom(...taskIds), shots: fc.constantFrom(...shotKinds) })
    .map((parts): TaskChoice => ({ ...chooseTask(parts.id), ...parts })),
  template.map((own): TaskChoice => ({ ...chooseTask('own'), template: own })),
);

describe('buildPrompt', () => {
  it('shares the same start in every column, and all messages before the last', () => {
    fc.assert(
      fc.property(anyChoice, personaText, personaText, (choice, a, b) => {
        const prompts = [control, voice(a), voice(b)].map((column) => buildPrompt(choice, column));
        const shared = prompts.map((prompt) => {
          const content = prompt.messages.at(-1)?.content ?? '';
          expect(content.length).toBeGreaterThanOrEqual(prompt.sharedChars);
          return JSON.stringify([
            prompt.messages.slice(0, -1),
            content.slice(0, prompt.sharedChars),
            prompt.sharedChars,
          ]);
        });
        expect(new Set(shared).size).toBe(1);
      }),
    );
  });

  it('shows the persona verbatim in the rendered text', () => {
    fc.assert(
      fc.property(anyChoice, personaText, (choice, text) => {
        const prompt = buildPrompt(choice, voice(text));
        expect(chatmlText(renderChatml(prompt).segments)).toContain(text);
      }),
    );
  });

  it('ends with the persona in every task of ours, and asks the control the same without it', () => {
    for (const task of taskList.filter(({ id }) => id !== 'own')) {
      for (const shots of shotKinds) {
        const choice = { ...chooseTask(task.id), shots };
        const common = last(choice, control);
        expect(last(choice, voice('Ada'))).toBe(`${common}\n${task.personaLabel}: Ada`);
        expect(buildPrompt(choice, control).sharedChars).toBe(common.length);
      }
    }
  });

  it('tells examples without their personas, with them, or none', () => {
    const text = (shots: TaskChoice['shots']): string =>
      JSON.stringify(buildPrompt({ ...chooseTask('math'), shots }, control).messages);
    const count = (shots: TaskChoice['shots'], word: string): number => text(shots).split(word).length - 1;
    expect([
      count('zero', 'Math problem:'),
      count('few', 'Math problem:'),
      count('persona-few', 'Math problem:'),
    ]).toEqual([0, 3, 3]);
    expect([count('zero', 'Persona:'), count('few', 'Persona:'), count('persona-few', 'Persona:')]).toEqual([0, 0, 3]);
  });

  it('takes the choice’s system prompt and prefix before the task’s', () => {
    const changed = buildPrompt({ ...chooseTask('npc'), shots: 'zero', system: '', answerPrefix: 'Who:' }, control);
    expect(changed).toMatchObject({ answerPrefix: 'Who:', messages: [{ role: 'user' }] });
    expect(buildPrompt(chooseTask('npc'), control)).toMatchObject({
      answerPrefix: 'Name:',
      messages: { 0: { role: 'system' } },
    });
  });

  it('refuses a template that cannot be used', () => {
    expect(() => buildPrompt({ ...chooseTask('own'), template: 'Hello' }, control)).toThrow('{persona}');
  });
});

describe('tasks', () => {
  it('have templates that say what zero-shot asks, so that they can be forked', () => {
    for (const { id, userTemplate, controlTemplate: ofControl } of taskList) {
      expect(controlTemplate(userTemplate)).toBe(ofControl);
      const zero = { ...chooseTask(id), shots: 'zero' } as const;
      expect(last(zero, voice('Ada'))).toBe(fillTemplate(userTemplate, 'Ada'));
      expect(last(zero, control)).toBe(fillTemplate(ofControl, ''));
    }
  });

  it('have examples that start as asked', () => {
    for (const { examples, answerPrefix, stop } of taskList) {
      for (const { answer } of examples) {
        expect(answer.startsWith(answerPrefix)).toBe(true);
        for (const end of stop) expect(answer).not.toContain(end);
      }
    }
  });

  it('have a game world of 60 to 90 words', () => {
    const words = tasks.npc.lead.trim().split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(60);
    expect(words).toBeLessThanOrEqual(90);
  });
});

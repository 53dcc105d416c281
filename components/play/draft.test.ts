import { describe, expect, it } from 'vitest';
import type { PersonaId, RunId } from '../../lib/model/ids.ts';
import type { Column, Run } from '../../lib/model/run.ts';
import { defaultSettings } from '../../lib/model/settings.ts';
import { shortName } from '../personas/names.ts';
import { personaHue } from '../ui/hue.ts';
import { changesSince, runColumn } from './draft.ts';

const persona = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: id, labels: {}, shard: null },
});
const control: Column = { kind: 'control' };
const task = { id: 'math', shots: 'zero', system: null, template: '', answerPrefix: null } as const;
const run: Run = {
  version: 1,
  id: 'r' as RunId,
  createdAt: 0,
  spec: {
    version: 1,
    task,
    columns: [persona('a'), persona('b'), control],
    settings: defaultSettings,
    model: { engine: 'scripted', model: 'test' },
  },
};

describe('runColumn', () => {
  it('finds answers by persona, wherever the draft has moved the column', () => {
    expect(runColumn(run, persona('b'))).toBe(1);
    expect(runColumn(run, control)).toBe(2);
  });
  it('shows nothing under a voice that the run does not have', () => {
    expect(runColumn(run, persona('c'))).toBeNull();
    expect(runColumn(null, control)).toBeNull();
  });
});

describe('changesSince', () => {
  const draft = { task, columns: run.spec.columns, settings: defaultSettings };
  it('is silent about order and about a template that is not read', () => {
    const columns = [control, persona('b'), persona('a')];
    expect(changesSince(run, { ...draft, columns, task: { ...task, template: 'x {persona}' } })).toEqual([]);
  });
  it('names what differs', () => {
    const columns = [persona('a'), control];
    const settings = { ...defaultSettings, seed: 2, topP: 0.5 };
    expect(changesSince(run, { task: { ...task, shots: 'few' }, columns, settings })).toEqual([
      'task',
      'columns',
      'top-p',
      'seed',
    ]);
  });
});

describe('shortName', () => {
  it.each([
    ['A retired lighthouse keeper who repairs clocks in Brittany.', 'retired lighthouse keeper'],
    ['The mayor of a small town', 'mayor'],
    ['一位热爱登山的退休物理老师，住在成都', '一位热爱登山的退休物理老师'],
    ['', ''],
  ])('%s', (text, name) => {
    expect(shortName(text)).toBe(name);
  });
});

it('gives a persona the same hue every time', () => {
  expect(personaHue('7M2K9QW4X1Z8B5TD')).toBe(personaHue('7M2K9QW4X1Z8B5TD'));
  expect(personaHue('a')).not.toBe(personaHue('b'));
});

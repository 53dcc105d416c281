import { describe, expect, it } from 'vitest';
import type { Cell } from '../../lib/model/run.ts';
import { defaultSettings } from '../../lib/model/settings.ts';
import { planCells } from '../../lib/run/plan.ts';
import { shortName } from '../personas/names.ts';
import { personaHue } from '../ui/hue.ts';
import { columnIds } from './column-labels.ts';
import { control, on, qwen, runOf, server, small, voice } from './columns.test-help.ts';
import { changesSince, runColumn, tokensPerSecond } from './draft.ts';
import { longest } from './longest.ts';
import { tokensLeft } from './tokens-left.ts';

const [a, b, c] = [voice('a'), voice('b'), voice('c')] as const;
const run = runOf([a, b, on(b, qwen), control]);
const { task } = run.spec;

describe('runColumn', () => {
  const find = (columns: Parameters<typeof columnIds>[0]) => columnIds(columns).map((id) => runColumn(run, id));

  it('finds answers by voice, model and settings, wherever the draft has moved the column', () => {
    expect(find([control, on(b, qwen), b])).toEqual([3, 2, 1]);
  });
  it('shows nothing under a voice, model or settings that the run does not have', () => {
    expect(find([c, on(b, server), { ...b, settings: { topK: 9 } }, b, b])).toEqual([null, null, null, 1, null]);
    expect(runColumn(null, columnIds([control])[0] ?? '')).toBeNull();
  });
});

describe('changesSince', () => {
  const draft = { task, columns: run.spec.columns, settings: defaultSettings, model: small };
  it('is silent about order and about a template that is not read', () => {
    const columns = [control, on(b, qwen), b, a];
    expect(changesSince(run, { ...draft, columns, task: { ...task, template: 'x {persona}' } })).toEqual([]);
  });
  it('names what differs', () => {
    const settings = { ...defaultSettings, seed: 2, topP: 0.5 };
    const changed = { task: { ...task, schema: '{}' }, columns: [a, control], settings, model: qwen };
    expect(changesSince(run, changed)).toEqual(['task', 'model', 'columns', 'top-p', 'seed']);
    expect(changesSince(run, { ...draft, columns: [a, b, on(b, server), control] })).toEqual(['columns']);
  });
  it('is silent about a model that no column takes', () => {
    const own = runOf([on(a, qwen)]);
    expect(changesSince(own, { ...draft, columns: own.spec.columns, model: server })).toEqual([]);
  });
});

describe('what nobody counted', () => {
  const [cell] = planCells(run, 0, 1) as [Cell];
  const usage = { promptTokens: 1, sharedTokens: 0, queueMs: 0, firstTokenMs: 1, decodeMs: 500, rows: 1 };
  it('gives no speed and no time left, rather than zero', () => {
    expect(tokensPerSecond({ ...cell, usage: { ...usage, completionTokens: 11 } })).toBe(20);
    expect(tokensPerSecond({ ...cell, usage: { ...usage, completionTokens: null } })).toBeNull();
    const long = runOf([a, { ...b, settings: { maxTokens: 300 } }]);
    const cells = new Map(planCells(long, 0, 1).map((one) => [one.id as string, { ...one, tokens: 10 }]));
    expect(longest(long.spec)).toBe(300);
    expect(tokensLeft(long.spec, cells)).toBe(defaultSettings.maxTokens + 300 - 20);
    expect(tokensLeft(long.spec, new Map([['0/0', { ...cell, tokens: null }]]))).toBeNull();
    expect(tokensLeft(long.spec, new Map([['0/0', { ...cell, state: 'done', tokens: null }]]))).toBe(0);
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../lib/model/run.ts';
import { defaultSettings, MAX_COLUMNS } from '../../lib/model/settings.ts';
import { effectiveKey, voiceKey } from '../../lib/prompt/index.ts';
import { addVoices, compareModel, isTaken, plainArrangement } from './arrange.ts';
import { control, on, qwen, runOf, server, small, voice } from './columns.test-help.ts';

const run = runOf([]).spec;
const [a, b, c] = [voice('a'), voice('b'), voice('c')] as const;

describe('compareModel', () => {
  it('puts each voice’s new column right behind it', () => {
    expect(compareModel(run, [a, b, control], qwen)).toEqual({
      columns: [a, on(a, qwen), b, on(b, qwen), control, on(control, qwen)],
      added: 3,
      present: 0,
      left: [],
    });
  });

  it('leaves voices alone that have the model, said or not', () => {
    const columns = [a, on(a, qwen), b];
    expect(compareModel(run, columns, qwen)).toMatchObject({ columns: [...columns, on(b, qwen)], present: 1 });
    expect(compareModel(run, columns, small)).toMatchObject({ columns, added: 0, present: 2, left: [] });
    // The run's own model comes back as no choice of the column's.
    expect(compareModel(run, [on(a, qwen)], small).columns).toEqual([on(a, qwen), a]);
  });

  it('takes the settings of the voice’s first column along', () => {
    const hot: Column = { ...a, settings: { temperature: 1.5 } };
    expect(compareModel(run, [hot, on(a, qwen)], server).columns).toEqual([hot, on(a, qwen), on(hot, server)]);
  });

  it('fills the board and names who did not fit', () => {
    const columns = [a, b, c, voice('d'), voice('e'), control];
    const compared = compareModel(run, columns, qwen);
    expect(compared.columns).toEqual([a, on(a, qwen), b, on(b, qwen), c, voice('d'), voice('e'), control]);
    expect(compared).toMatchObject({ added: 2, left: [c, voice('d'), voice('e'), control].map((v) => on(v, qwen)) });
  });

  it('never loses or doubles a column, and accounts for every voice', () => {
    const model = fc.constantFrom(null, qwen, server);
    const column = fc
      .record({ voice: fc.constantFrom(a, b, c, control), model })
      .map((parts): Column => ({ ...parts.voice, model: parts.model }));
    const board = fc.uniqueArray(column, {
      minLength: 1,
      maxLength: MAX_COLUMNS,
      selector: (x) => effectiveKey(run, x),
    });
    fc.assert(
      fc.property(board, fc.constantFrom(small, qwen, server), (columns, added) => {
        const compared = compareModel(run, columns, added);
        expect(compared.columns.length).toBeLessThanOrEqual(MAX_COLUMNS);
        expect(compared.columns.length).toBe(columns.length + compared.added);
        expect(compared.columns.filter((one) => columns.includes(one))).toEqual(columns);
        expect(new Set(compared.columns.map((one) => effectiveKey(run, one))).size).toBe(compared.columns.length);
        const voices = new Set(columns.map(voiceKey)).size;
        expect(compared.added + compared.present + compared.left.length).toBe(voices);
      }),
    );
  });
});

it('leaves to the run what is as the run has it', () => {
  const settings = { temperature: defaultSettings.temperature, topK: 40 };
  expect(plainArrangement(run, { model: small, settings })).toEqual({ model: null, settings: { topK: 40 } });
  expect(plainArrangement(run, { model: qwen, settings: {} })).toEqual({ model: qwen, settings: null });
});

it('knows a column that would say the same twice', () => {
  const columns = [a, on(a, qwen)];
  expect(isTaken(run, columns, on(a, small), null)).toBe(true);
  expect(isTaken(run, columns, on(a, small), 0)).toBe(false);
  expect(isTaken(run, columns, on(a, server), null)).toBe(false);
});

it('adds voices before the controls that stand last', () => {
  expect(addVoices([a, control, on(control, qwen)], [b])).toEqual([a, b, control, on(control, qwen)]);
  expect(addVoices([control, a], [b, c])).toEqual([control, a, b, c]);
  expect(addVoices([control], [b])).toEqual([b, control]);
});

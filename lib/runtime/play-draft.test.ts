import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingRanges } from '../model/settings.ts';
import type { PersonaId } from '../model/ids.ts';
import type { Column, Settings } from '../model/run.ts';
import old from '../store/fixtures/run.v1.json' with { type: 'json' };
import { upgradeRun } from '../store/upgrade.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { clampSettings, firstDraft, readDraft, settingsAfterTask } from './play-draft.ts';

const asRun = { model: null, settings: null };
const control: Column = { kind: 'control', ...asRun };
const voice = (id: string): Column => ({
  kind: 'persona',
  persona: { id: id as PersonaId, text: id, labels: {}, shard: null },
  ...asRun,
});
const draft = firstDraft([voice('a'), voice('b')]);

describe('readDraft', () => {
  it('reads what was kept', () => {
    expect(readDraft(structuredClone(draft))).toEqual(draft);
  });

  it('reads what version 1 kept', () => {
    const { task, columns, settings } = old.run.spec;
    const read = readDraft({ version: 1, task, columns, settings });
    const { spec } = upgradeRun(old.run);
    expect(read).toEqual({ version: 2, task: spec.task, columns: spec.columns, settings: spec.settings });
  });

  it('keeps models and settings of columns, inside their ranges', () => {
    const model = { engine: 'web-llm', model: 'm', name: 'M' } as const;
    const columns = [
      { ...control, model },
      { ...control, model: null, settings: { temperature: 9, topK: 1.5 } },
    ];
    expect(readDraft({ ...draft, columns })?.columns).toEqual([
      columns[0],
      { ...columns[1], settings: { temperature: 2, topK: 2 } },
    ]);
  });

  it.each([
    ['nothing', null],
    ['text', 'draft'],
    ['a newer version', { ...draft, version: 3 }],
    ['no columns', { ...draft, columns: [] }],
    ['nine columns', { ...draft, columns: Array(9).fill(control) }],
    ['an unknown task', { ...draft, task: { ...draft.task, id: 'poetry' } }],
    ['a persona without text', { ...draft, columns: [{ ...control, kind: 'persona', persona: { id: 'x' } }] }],
    ['an unknown engine', { ...draft, columns: [{ ...control, model: { engine: 'abacus', model: 'm', name: 'M' } }] }],
    ['a setting that is no number', { ...draft, settings: { ...draft.settings, topP: 'high' } }],
  ])('starts afresh from %s', (_, kept) => {
    expect(readDraft(kept)).toBeNull();
  });

  it('never throws, and what it gives can be used', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('task', 'columns', 'settings', 'version'), (junk, key) => {
        expect(readDraft(junk)).toBeNull();
        const read = readDraft({ ...draft, [key]: junk });
        if (read) expect(read.columns.length).toBeGreaterThan(0);
      }),
    );
  });
});

it('clamps every setting into its range, whole where it must be, and leaves good ones alone', () => {
  const keys = Object.keys(settingRanges) as (keyof Settings)[];
  const wild = fc.record(
    Object.fromEntries(keys.map((key) => [key, fc.double()])),
  ) as unknown as fc.Arbitrary<Settings>;
  fc.assert(
    fc.property(wild, (settings) => {
      const clamped = clampSettings(settings);
      for (const key of keys) {
        const { min, max, step } = settingRanges[key];
        expect(clamped[key]).toBeGreaterThanOrEqual(min);
        expect(clamped[key]).toBeLessThanOrEqual(max);
        if (step === 1) expect(Number.isInteger(clamped[key])).toBe(true);
      }
      expect(clampSettings(clamped)).toEqual(clamped);
    }),
  );
  expect(clampSettings(defaultSettings)).toEqual(defaultSettings);
  expect(clampSettings({ ...defaultSettings, seed: NaN }).seed).toBe(defaultSettings.seed);
});

it('keeps what the user chose when the task changes', () => {
  const own = { ...defaultSettings, maxTokens: 99 };
  expect(settingsAfterTask('math', 'knowledge', own)).toEqual(own);
  expect(settingsAfterTask('math', 'math', own)).toBe(own);
  expect(settingsAfterTask(chooseTask('math').id, 'knowledge', defaultSettings).maxTokens).toBe(240);
});

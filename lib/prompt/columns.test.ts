import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonaId } from '../model/ids.ts';
import type { Column, ModelChoice } from '../model/run.ts';
import { defaultSettings, MAX_COLUMNS } from '../model/settings.ts';
import { allowedColumns, columnKey, effectiveKey, modelOf, settingsOf, voiceKey } from './columns.ts';

const small: ModelChoice = { engine: 'scripted', model: 'm', name: 'M' };
const big: ModelChoice = { engine: 'web-llm', model: 'big', name: 'Big' };
const run = { model: small, settings: defaultSettings };
const control: Column = { kind: 'control', model: null, settings: null };
const voice: Column = {
  kind: 'persona',
  persona: { id: 'a' as PersonaId, text: 'a', labels: {}, shard: null },
  model: null,
  settings: null,
};

describe('a column', () => {
  it('falls back to the run’s model and settings', () => {
    expect(modelOf(run, control)).toBe(small);
    expect(modelOf(run, { model: big })).toBe(big);
    expect(settingsOf(run, control)).toEqual(defaultSettings);
    expect(settingsOf(run, { settings: { topP: 0.5 } })).toEqual({ ...defaultSettings, topP: 0.5 });
  });

  it('is told apart by what it says, and by what that comes to', () => {
    const said: Column = { ...voice, model: small, settings: { topP: defaultSettings.topP } };
    expect(columnKey(said)).not.toBe(columnKey(voice));
    expect(effectiveKey(run, said)).toBe(effectiveKey(run, voice));
    expect(columnKey({ ...voice, settings: {} })).toBe(columnKey(voice));
    expect(columnKey({ ...voice, model: { ...big, name: 'Renamed' } })).toBe(columnKey({ ...voice, model: big }));
    const all = [voice, control, { ...voice, model: big }, { ...voice, settings: { topK: 40 } }];
    expect(new Set(all.map(columnKey)).size).toBe(4);
    expect(new Set(all.map((column) => effectiveKey(run, column))).size).toBe(4);
    expect(all.map(voiceKey)).toEqual(['a', 'control', 'a', 'a']);
  });
});

describe('allowedColumns', () => {
  it('leaves one control for each model with its settings', () => {
    const onBig: Column = { ...control, model: big };
    const hot: Column = { ...control, settings: { temperature: 2 } };
    const same: Column = { ...control, model: small, settings: { temperature: defaultSettings.temperature } };
    expect(allowedColumns(run, [control, voice, onBig, control, hot, same, onBig])).toEqual([
      control,
      voice,
      onBig,
      hot,
    ]);
  });

  it('never touches voices but for the ninth, and never leaves more than allowed', () => {
    const some = fc.record({
      kind: fc.boolean(),
      model: fc.constantFrom(null, small, big),
      topK: fc.constantFrom(0, 9),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), (parts) => {
        const columns = parts.map(({ kind, model, topK }): Column => ({
          ...(kind ? voice : control),
          model,
          settings: { topK },
        }));
        const kept = allowedColumns(run, columns);
        expect(kept.length).toBeLessThanOrEqual(MAX_COLUMNS);
        const controls = kept.filter((column) => column.kind === 'control').map((column) => effectiveKey(run, column));
        expect(new Set(controls).size).toBe(controls.length);
        if (kept.length < MAX_COLUMNS)
          expect(kept.filter(({ kind }) => kind === 'persona')).toEqual(
            columns.filter(({ kind }) => kind === 'persona'),
          );
        expect(allowedColumns(run, kept)).toEqual(kept);
      }),
    );
  });
});

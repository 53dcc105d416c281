import { modelKey } from '../model/catalogue.ts';
import type { Column, ColumnSettings, ModelChoice, RunSpec, Settings, Voice } from '../model/run.ts';
import { MAX_COLUMNS } from '../model/settings.ts';

/** What a column falls back to where it sets nothing for itself. */
export type Arranged = Pick<RunSpec, 'model' | 'settings'>;

/** What a column may set for itself, in the order of the screen. */
export const columnSettingNames = [
  'temperature',
  'topP',
  'topK',
  'minP',
  'repetitionPenalty',
  'maxTokens',
] as const satisfies readonly (keyof ColumnSettings)[];

/** The model that a column runs on. */
export function modelOf(run: Pick<Arranged, 'model'>, column: Pick<Column, 'model'>): ModelChoice {
  return column.model ?? run.model;
}

/** The settings that a column runs with: its own over the run's. */
export function settingsOf(run: Pick<Arranged, 'settings'>, column: Pick<Column, 'settings'>): Settings {
  return { ...run.settings, ...column.settings };
}

/** The persona's id, or `control`: the same under every model. */
export function voiceKey(voice: Voice): string {
  return voice.kind === 'control' ? 'control' : voice.persona.id;
}

/** The same text for columns that set the same for themselves; it holds also while the run's own choices change. */
export function columnKey(column: Column): string {
  const own = columnSettingNames.map((name) => column.settings?.[name] ?? null);
  return JSON.stringify([voiceKey(column), column.model && modelKey(column.model), own]);
}

/** The same text for columns that come to the same in this run, said or not. */
export function effectiveKey(run: Arranged, column: Column): string {
  const settings = settingsOf(run, column);
  const all = columnSettingNames.map((name) => settings[name]);
  return JSON.stringify([voiceKey(column), modelKey(modelOf(run, column)), all]);
}

/**
 * Columns that a run can have: at most one control for each model with its settings, since a second would stand for the
 * same; MAX_COLUMNS at most. Those that come first stay.
 */
export function allowedColumns(run: Arranged, columns: readonly Column[]): readonly Column[] {
  const controls = new Set<string>();
  const kept = columns.filter((column) => {
    if (column.kind !== 'control') return true;
    const key = effectiveKey(run, column);
    if (controls.has(key)) return false;
    controls.add(key);
    return true;
  });
  return kept.slice(0, MAX_COLUMNS);
}

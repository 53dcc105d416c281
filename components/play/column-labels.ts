import { modelKey } from '../../lib/model/catalogue.ts';
import type { Column, ModelChoice, RunSpec } from '../../lib/model/run.ts';
import { type Arranged, columnKey, modelOf, voiceKey } from '../../lib/prompt/index.ts';
import { columnName } from '../personas/names.ts';
import { modelLabels } from './model-names.ts';
import { ownSettingsText } from './setting-texts.ts';

/**
 * One id for each column, unique on the board: what the column says of itself, and its number among those that say the
 * same. It does not depend on the place, so that a moved column stays the same one.
 */
export function columnIds(columns: readonly Column[]): readonly string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const key = columnKey(column);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key}#${count}`;
  });
}

/** The models of these columns, each once, in their order. */
export function modelsIn(run: Pick<Arranged, 'model'>, columns: readonly Column[]): readonly ModelChoice[] {
  const models = columns.map((column) => modelOf(run, column));
  return [...new Map(models.map((model) => [modelKey(model), model])).values()];
}

/**
 * What to call each column where it cannot be seen: the voice, with the model and the settings of its own where another
 * column has the same voice.
 */
export function columnLabels(run: Pick<RunSpec, 'columns' | 'model'>): readonly string[] {
  const names = modelLabels(modelsIn(run, run.columns));
  const voices = new Map<string, number>();
  for (const column of run.columns) voices.set(voiceKey(column), (voices.get(voiceKey(column)) ?? 0) + 1);
  return run.columns.map((column) => {
    if ((voices.get(voiceKey(column)) ?? 0) < 2) return columnName(column);
    const model = names.size > 1 ? names.get(modelKey(modelOf(run, column))) : '';
    return [columnName(column), model, ownSettingsText(column.settings)].filter(Boolean).join(', ');
  });
}

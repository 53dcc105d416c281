import { modelKey } from '../../lib/model/catalogue.ts';
import type { Column, ColumnSettings, ModelChoice } from '../../lib/model/run.ts';
import { MAX_COLUMNS } from '../../lib/model/settings.ts';
import { type Arranged, columnSettingNames, effectiveKey, voiceKey } from '../../lib/prompt/index.ts';

/** What a column may have of its own. */
export type Arrangement = Pick<Column, 'model' | 'settings'>;

/** The same wish in the fewest words: what is as the run has it anyway is left to the run. */
export function plainArrangement(run: Arranged, { model, settings }: Arrangement): Arrangement {
  const own: Partial<Record<keyof ColumnSettings, number>> = {};
  for (const name of columnSettingNames) {
    const value = settings?.[name];
    if (value !== undefined && value !== run.settings[name]) own[name] = value;
  }
  return {
    model: model && modelKey(model) !== modelKey(run.model) ? model : null,
    settings: Object.keys(own).length > 0 ? own : null,
  };
}

/** Whether another column than `except` comes to the same as this one would: it would only say it twice. */
export function isTaken(run: Arranged, columns: readonly Column[], column: Column, except: number | null): boolean {
  const key = effectiveKey(run, column);
  return columns.some((other, index) => index !== except && effectiveKey(run, other) === key);
}

/** What comparing another model made of the columns. */
export interface Compared {
  readonly columns: readonly Column[];
  readonly added: number;
  /** Voices that had a column with that model already. */
  readonly present: number;
  /** Voices that did not fit, by their first column. */
  readonly left: readonly Column[];
}

/**
 * Adds a column with this model for each voice, right behind the voice's last one, with the settings of its first; as far
 * as there is room.
 */
export function compareModel(run: Arranged, columns: readonly Column[], model: ModelChoice): Compared {
  const own = modelKey(model) === modelKey(run.model) ? null : model;
  const firsts = columns.filter(
    (column, at) => columns.findIndex((other) => voiceKey(other) === voiceKey(column)) === at,
  );
  const wanted = firsts.map((first): Column => ({ ...first, model: own }));
  const fresh = wanted.filter((column) => !isTaken(run, columns, column, null));
  const fitting = fresh.slice(0, Math.max(0, MAX_COLUMNS - columns.length));
  const lastOf = (column: Column) => columns.findLast((other) => voiceKey(other) === voiceKey(column));
  return {
    columns: columns.flatMap((column) => [column, ...fitting.filter((added) => lastOf(added) === column)]),
    added: fitting.length,
    present: wanted.length - fresh.length,
    left: fresh.slice(fitting.length),
  };
}

/** Adds voices; controls that stand last stay last, where the eye looks for what to compare with. */
export function addVoices(columns: readonly Column[], added: readonly Column[]): readonly Column[] {
  const end = columns.findLastIndex((column) => column.kind !== 'control') + 1;
  // A board of controls only has no voice to stand behind: the controls still come last.
  return [...columns.slice(0, end), ...added, ...columns.slice(end)];
}

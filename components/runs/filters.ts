import { modelKey } from '../../lib/model/catalogue.ts';
import type { Cell, CellState, Run } from '../../lib/model/run.ts';
import { voiceKey } from '../../lib/prompt/index.ts';
import { columnName } from '../personas/names.ts';

/** What is shown of a run's answers; null lets everything through. */
export interface AnswerFilter {
  /** As `voiceKey` gives it. */
  readonly voice: string | null;
  readonly model: string | null;
  readonly state: CellState | null;
}

export const noFilter: AnswerFilter = { voice: null, model: null, state: null };

export function passes(run: Run, cell: Cell, { voice, model, state }: AnswerFilter): boolean {
  const column = run.spec.columns[cell.column];
  if (voice !== null && (!column || voiceKey(column) !== voice)) return false;
  if (model !== null && modelKey(cell.by) !== model) return false;
  return state === null || cell.state === state;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const distinct = (choices: readonly Choice[]) => [...new Map(choices.map((one) => [one.value, one])).values()];

/** Voices of a run, each once, in the order of its columns. */
export function voicesOf(run: Run): readonly Choice[] {
  return distinct(run.spec.columns.map((column) => ({ value: voiceKey(column), label: columnName(column) })));
}

/** Models that wrote these answers, each once. */
export function modelsOf(cells: readonly Cell[]): readonly Choice[] {
  return distinct(cells.map(({ by }) => ({ value: modelKey(by), label: by.name })));
}

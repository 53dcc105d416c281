import type { Cell, Column } from '../../../lib/model/run.ts';
import { cellKey } from '../../../lib/model/settings.ts';
import type { ShareSubject } from '../../../lib/model/share.ts';
import { columnLabels } from '../../play/column-labels.ts';
import type { ShareSource } from './share-source.ts';

export interface ShareChoices {
  readonly what: 'recipe' | 'answers';
  /** By `cellKey`; read with answers alone. */
  readonly chosen: ReadonlySet<string>;
  readonly personas: ShareSubject['personas'];
}

const keyOf = ({ column, repeat }: Pick<Cell, 'column' | 'repeat'>) => cellKey(column, repeat);

/** Opened at an answer: that one. Otherwise what is preferred, with every answer ticked. */
export function firstChoices({ answered, focus }: ShareSource, prefer: ShareChoices['what']): ShareChoices {
  const all = answered?.cells ?? [];
  const at = all.filter((cell) => focus !== null && keyOf(cell) === keyOf(focus));
  return {
    what: answered === null ? 'recipe' : at.length > 0 ? 'answers' : prefer,
    chosen: new Set((at.length > 0 ? at : all).map(keyOf)),
    personas: 'text',
  };
}

/** The answers that travel with these choices. */
export function chosenCells({ answered }: ShareSource, { what, chosen }: ShareChoices): readonly Cell[] {
  if (answered === null || what === 'recipe') return [];
  return answered.cells.filter((cell) => chosen.has(keyOf(cell)));
}

/** The answer that the link opens at: where the dialog was opened, or the only one that was chosen among several. */
function focusOf(source: ShareSource, cells: readonly Cell[]): ShareSubject['focus'] {
  const { answered, focus } = source;
  const opened = cells.find((cell) => focus !== null && keyOf(cell) === keyOf(focus));
  const single = cells.length === 1 && (answered?.cells.length ?? 0) > 1 ? cells[0] : undefined;
  const at = opened ?? single;
  return at ? { column: at.column, repeat: at.repeat } : null;
}

/** What these choices ask to pack. Answers bring the set-up that made them. */
export function subjectOf(source: ShareSource, choices: ShareChoices): ShareSubject {
  const { answered } = source;
  const cells = chosenCells(source, choices);
  const recording = answered && cells.length > 0 ? { run: answered.run, cells } : null;
  const { task, columns, settings, model } = recording ? recording.run.spec : source.setUp;
  return { task, columns, settings, model, recording, focus: focusOf(source, cells), personas: choices.personas };
}

/** Answers to tick, under the voice that gave them. */
export interface AnswerGroup {
  readonly column: Column;
  readonly index: number;
  readonly name: string;
  readonly answers: readonly { readonly key: string; readonly repeat: number; readonly characters: number }[];
}

/** By column, in the run's order; columns without a finished answer are left out. */
export function answerGroups({ answered }: ShareSource): readonly AnswerGroup[] {
  if (answered === null) return [];
  const names = columnLabels(answered.run.spec);
  return answered.run.spec.columns.flatMap((column, index) => {
    const answers = answered.cells
      .filter((cell) => cell.column === index)
      .map((cell) => ({ key: keyOf(cell), repeat: cell.repeat, characters: cell.text.length }));
    return answers.length > 0 ? [{ column, index, name: names[index] ?? '', answers }] : [];
  });
}

/** `chosen` with these keys in or out. */
export function withKeys(chosen: ReadonlySet<string>, keys: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const key of keys) {
    if (on) next.add(key);
    else next.delete(key);
  }
  return next;
}

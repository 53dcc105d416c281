import type { CellId } from '../../lib/model/ids.ts';
import type { Cell, Run } from '../../lib/model/run.ts';
import { fold } from '../../lib/personas/fold.ts';
import type { RunView } from '../providers/runs.tsx';

// Folding all answers takes longer than looking through them; both cells and runs are never changed in place.
const folded = new WeakMap<Cell | Run['spec']['columns'][number], string>();

/** Most text is plain, and folds a hundred times faster so. */
const isPlain = (text: string) => /^[\0-\x7f]*$/.test(text);

function foldText(of: Cell | Run['spec']['columns'][number], text: string): string {
  const known = folded.get(of);
  if (known !== undefined) return known;
  const made = isPlain(text) ? text.toUpperCase() : fold(text);
  folded.set(of, made);
  return made;
}

/** The words of a search, folded; none for an empty one. */
export function searchWords(text: string): readonly string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}

/** Whether every word is somewhere in the answer or in the persona who gave it. */
export function cellMatches(run: Run, cell: Cell, words: readonly string[]): boolean {
  const column = run.spec.columns[cell.column];
  const persona = column?.kind === 'persona' ? foldText(column, column.persona.text) : '';
  const text = foldText(cell, cell.text);
  return words.every((word) => text.includes(word) || persona.includes(word));
}

/** Answers of each run that match; runs without one are left out. Null for an empty search. */
export function findAnswers(
  runs: readonly RunView[],
  words: readonly string[],
): ReadonlyMap<string, ReadonlySet<CellId>> | null {
  if (words.length === 0) return null;
  const found = new Map<string, ReadonlySet<CellId>>();
  for (const { run, answers } of runs) {
    const cells = (answers?.cells ?? []).filter((cell) => cellMatches(run, cell, words));
    if (cells.length > 0) found.set(run.id, new Set(cells.map(({ id }) => id)));
  }
  return found;
}

/** Where the words stand in a text; texts whose letters change in number when their case does are left unmarked. */
export function marksOf(text: string, words: readonly string[]): readonly (readonly [from: number, to: number])[] {
  const upper = text.toUpperCase();
  if (upper.length !== text.length) return [];
  return words.flatMap((word) => {
    const marks: (readonly [number, number])[] = [];
    for (let at = upper.indexOf(word); at >= 0; at = upper.indexOf(word, at + word.length))
      marks.push([at, at + word.length]);
    return marks;
  });
}

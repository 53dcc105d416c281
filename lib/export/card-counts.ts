import type { CellId } from '../model/ids.ts';
import type { Cell } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { DedupMark } from './answers.ts';
import type { AnswerCounts } from './card.ts';
import type { ChosenRun } from './chosen.ts';

type Marks = ReadonlyMap<CellId, DedupMark>;

export function countsOf(chosen: readonly ChosenRun[], marks: Marks): AnswerCounts {
  const ends = { done: 0, failed: 0, stopped: 0, open: 0 };
  const sum = { written: 0, asked: 0, earlierAttempts: 0, removed: 0 };
  for (const { cells, attempts } of chosen) {
    const newest = newestOf(attempts);
    sum.written += cells.length;
    sum.asked += newest.length;
    sum.earlierAttempts += attempts.length - newest.length;
    for (const { id, state } of newest) {
      ends[state === 'queued' || state === 'running' ? 'open' : state] += 1;
      if (state === 'done' && (marks.get(id)?.removedFor ?? null) !== null) sum.removed += 1;
    }
  }
  return { ...sum, ...ends, runs: chosen.length };
}

function newestOf(attempts: readonly Cell[]): readonly Cell[] {
  const newest = new Map<string, Cell>();
  for (const cell of attempts) {
    const key = cellKey(cell.column, cell.repeat);
    if ((newest.get(key)?.attempt ?? -1) < cell.attempt) newest.set(key, cell);
  }
  return [...newest.values()];
}

/** What is not in the file, and what no file of answers can tell. */
export function limitsOf(chosen: readonly ChosenRun[], marks: Marks): readonly string[] {
  const left = new Map<string, number>();
  for (const { cells, attempts } of chosen) {
    const written = new Set(cells.map(({ id }) => id));
    const newest = new Set(newestOf(attempts));
    for (const cell of attempts) {
      if (written.has(cell.id)) continue;
      const why = newest.has(cell) ? whyLeft(cell, marks) : 'earlier attempts';
      left.set(why, (left.get(why) ?? 0) + 1);
    }
  }
  const words = [...left].map(([why, count]) => `${count} ${why}`).join(', ');
  const recorded = chosen.filter(({ run }) => run.recorded !== undefined).length;
  return [
    ...(words === '' ? [] : [`Not in this file: ${words}. A .polyphony file has all attempts.`]),
    ...(recorded === 0
      ? []
      : [
          `${recorded} of ${chosen.length} runs came with a link or a file: what they say of themselves was not checked.`,
        ]),
    'The texts were written by language models. They may be wrong, and personas may be drawn as stereotypes.',
  ];
}

function whyLeft({ id, state }: Cell, marks: Marks): string {
  if (state === 'queued' || state === 'running') return 'never finished';
  if (state !== 'done') return state;
  return (marks.get(id)?.removedFor ?? null) === null ? 'not chosen' : 'removed as near-duplicates';
}

import type { Cell, Run } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { RunAnswers } from './runs-state.ts';

/** @param attempts by column, then repeat, then attempt, as the store gives them */
export function answersOf(run: Run, attempts: readonly Cell[]): RunAnswers {
  const newest = new Map<string, Cell>();
  for (const cell of attempts) newest.set(cellKey(cell.column, cell.repeat), cell);
  const cells = [...newest.values()];
  const count = (...states: readonly Cell['state'][]) => cells.filter(({ state }) => states.includes(state)).length;
  return {
    cells,
    attempts,
    done: count('done'),
    failed: count('failed'),
    stopped: count('stopped'),
    open: count('queued', 'running'),
    bytes: JSON.stringify([run, attempts]).length,
  };
}

/** Whether somebody may still be writing to it: then it is read again at the next look. */
export function mayChange(answers: RunAnswers | null): boolean {
  return answers === null || answers.open > 0 || answers.cells.length === 0;
}

import type { Cell, Run } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { RunStore } from '../store/ports.ts';

export interface RestoredRun {
  readonly run: Run;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly repeats: number;
  readonly missing: number;
}

/** The last run with the newest attempt of each cell. Cells that had not ended are what is missing. */
export async function restoreRun(runs: RunStore): Promise<RestoredRun | null> {
  const run = await runs.latestRun();
  if (!run) return null;
  const cells = new Map<string, Cell>();
  let repeats = run.spec.settings.repeats;
  for (const cell of await runs.cellsOf(run.id)) {
    const key = cellKey(cell.column, cell.repeat);
    const other = cells.get(key);
    if (!other || other.attempt < cell.attempt) cells.set(key, cell);
    repeats = Math.max(repeats, cell.repeat + 1);
  }
  const missing = [...cells.values()].filter((cell) => isCutOff(cell, new Map())).length;
  return { run, cells, repeats, missing };
}

/** Planned but not ended, and nobody is at it: the tab closed or the engine failed before it. */
export function isCutOff(cell: Cell, running: ReadonlyMap<string, unknown>): boolean {
  return (cell.state === 'queued' || cell.state === 'running') && !running.has(cellKey(cell.column, cell.repeat));
}

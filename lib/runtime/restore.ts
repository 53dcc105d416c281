import type { RunId } from '../model/ids.ts';
import type { Cell, Run } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { RunStore } from '../store/ports.ts';

export interface RestoredRun {
  readonly run: Run;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly repeats: number;
  readonly missing: number;
}

const SHOWN = 'play-run';

/** The run that was on the screen last, or else the newest; null when there is none. */
export async function restoreShown(runs: RunStore): Promise<RestoredRun | null> {
  const kept = await runs.getSetting(SHOWN);
  const id = typeof kept === 'object' && kept !== null && 'run' in kept ? kept.run : null;
  const shown = typeof id === 'string' ? await restoreRun(runs, id as RunId).catch(() => null) : null;
  if (shown) return shown;
  const newest = await runs.latestRun();
  return newest && restoreRun(runs, newest.id);
}

/** What `restoreShown` gives from now on. */
export function rememberShown(runs: RunStore, run: RunId): Promise<void> {
  return runs.putSetting(SHOWN, { version: 1, run } as { version: 1 });
}

/** A run with the newest attempt of each cell; null when it is not there. Cells that had not ended are what is missing. */
export async function restoreRun(runs: RunStore, id: RunId): Promise<RestoredRun | null> {
  const run = await runs.getRun(id);
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

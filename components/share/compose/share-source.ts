import type { Cell, Run, RunSpec } from '../../../lib/model/run.ts';
import type { SharedPlayground } from '../../../lib/model/share.ts';
import { changesSince, type Draft } from '../../play/draft.ts';
import type { PlayState } from '../../providers/play.tsx';

/** What there is to share where the dialog was opened. */
export interface ShareSource {
  /** What travels as a set-up alone. */
  readonly setUp: Pick<RunSpec, 'task' | 'columns' | 'settings' | 'model'>;
  /** A run whose finished answers may go along; they bring the run's own set-up. Null where nothing is finished. */
  readonly answered: Answered | null;
  /** Where the set-up has left the one that the answers were made with, in words; empty where it has not. */
  readonly changes: readonly string[];
  /** The answer that the dialog was opened at. */
  readonly focus: SharedPlayground['focus'];
}

export interface Answered {
  readonly run: Run;
  /** Newest attempts that are done, by column, then repeat; at least one. */
  readonly cells: readonly Cell[];
  /** Cells of the run that are not done, or whose answer was removed. */
  readonly leftOut: number;
}

/**
 * @param cells the newest attempt of each cell, in any order
 * @param total cells that the run was to have
 */
export function answered(run: Run, cells: Iterable<Cell>, total: number): Answered | null {
  const done = [...cells].filter(({ state }) => state === 'done');
  if (done.length === 0) return null;
  done.sort((a, b) => a.column - b.column || a.repeat - b.repeat);
  return { run, cells: done, leftOut: Math.max(0, total - done.length) };
}

/**
 * Play's draft with the answers on screen. Opened at one answer it is about the run that the answer is of, wherever the
 * draft has gone since.
 */
export function playSource(
  { run, cells, repeats }: Pick<PlayState, 'run' | 'cells' | 'repeats'>,
  draft: Draft,
  focus: ShareSource['focus'],
): ShareSource {
  const known = run && answered(run, cells.values(), run.spec.columns.length * repeats);
  if (run && focus) return { setUp: run.spec, answered: known, changes: [], focus };
  return { setUp: draft, answered: known, changes: known ? changesSince(run, draft) : [], focus: null };
}

/** @param cells those of the run's newest attempts that may be shared. @param total as for `answered` */
export function runSource(run: Run, cells: readonly Cell[], total: number): ShareSource {
  return { setUp: run.spec, answered: answered(run, cells, total), changes: [], focus: null };
}

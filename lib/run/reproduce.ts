import type { Cell, Run, RunSpec } from '../model/run.ts';
import { cellKey } from '../model/settings.ts';
import type { CellLikeness, KeptRun, Reproduction } from '../model/share.ts';
import { voiceKey } from '../prompt/columns.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { type ComparedCells, runDifferences } from './differences.ts';
import { isComparable, likenessOf } from './likeness.ts';

/**
 * A recorded run beside the one that was made from its recipe. Of each recorded answer the newest attempt counts, and
 * here the attempt of the same number (which has the same seed), or else the newest.
 * @param here its cells may be in any order, with or without earlier attempts
 */
export function compareRuns(
  recorded: KeptRun,
  here: { readonly run: Run; readonly cells: Iterable<Cell> },
): Reproduction {
  const attempts = attemptsOf(here.cells);
  const columns = sameColumns(recorded.run.spec, here.run.spec);
  const given = givenTo(recorded.run.spec, here.run.spec);
  const cells = new Map<string, ComparedCells>();
  const counts = { identical: 0, prefix: 0, different: 0, open: 0 };
  for (const [key, list] of attemptsOf(recorded.cells)) {
    const was = newest(list);
    if (was === null) continue;
    const column = columns[was.column] ?? null;
    const made = column === null ? [] : (attempts.get(cellKey(column, was.repeat)) ?? []);
    const now = made.find(({ attempt }) => attempt === was.attempt) ?? newest(made);
    const likeness: CellLikeness =
      now && isComparable(was) && isComparable(now) ? likenessOf(was.text, now.text, given) : { kind: 'open' };
    counts[likeness.kind]++;
    cells.set(key, { recorded: was, here: now, likeness });
  }
  return { cells, ...counts, differences: runDifferences(recorded.run, here.run, columns, [...cells.values()]) };
}

/** By place, each list in the order given. */
function attemptsOf(cells: Iterable<Cell>): ReadonlyMap<string, readonly Cell[]> {
  const byPlace = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = cellKey(cell.column, cell.repeat);
    const list = byPlace.get(key);
    if (list) list.push(cell);
    else byPlace.set(key, [cell]);
  }
  return byPlace;
}

function newest(attempts: readonly Cell[]): Cell | null {
  return attempts.reduce<Cell | null>((best, cell) => (best && best.attempt > cell.attempt ? best : cell), null);
}

/**
 * For each recorded column the one here that stands for it: the voice's first for its first, its second for its second.
 * Columns may have been moved; a voice that is not here has none.
 */
function sameColumns(recorded: RunSpec, here: RunSpec): readonly (number | null)[] {
  const places = new Map<string, number[]>();
  here.columns.forEach((column, i) => {
    const key = voiceKey(column);
    places.set(key, [...(places.get(key) ?? []), i]);
  });
  return recorded.columns.map((column) => places.get(voiceKey(column))?.shift() ?? null);
}

/** What the task puts at the start of every answer of both runs. */
function givenTo(recorded: RunSpec, here: RunSpec): string {
  const given = answerPrefixOf(recorded.task);
  return answerPrefixOf(here.task) === given ? given : '';
}

import type { CellId, JobId, RunId } from '../model/ids.ts';
import type { GenerateJob } from '../model/job.ts';
import type { Cell, Column, Run, RunSpec } from '../model/run.ts';
import { buildPrompt } from '../prompt/build.ts';
import { modelOf, settingsOf } from '../prompt/columns.ts';
import { formatOf, stopsOf } from '../prompt/schema.ts';
import { cellSeed, columnSeedKey } from '../prompt/seeds.ts';

/** One answer to be generated: which column, which repeat, which attempt. */
export interface CellPlace {
  readonly column: number;
  readonly repeat: number;
  readonly attempt: number;
}

export function cellId(run: RunId, { column, repeat, attempt }: CellPlace): CellId {
  return `${run}/${column}/${repeat}/${attempt}` as CellId;
}

/** First attempts of all columns for these repeats; repeat by repeat, so that a cut-off run is still balanced. */
export function planCells(run: Run, fromRepeat: number, toRepeat: number): Cell[] {
  const cells: Cell[] = [];
  for (let repeat = fromRepeat; repeat < toRepeat; repeat++)
    run.spec.columns.forEach((_, column) => cells.push(plannedCell(run, { column, repeat, attempt: 0 })));
  return cells;
}

export function plannedCell(run: Run, place: CellPlace): Cell {
  const { column, repeat, attempt } = place;
  return {
    version: 2,
    id: cellId(run.id, place),
    run: run.id,
    column,
    repeat,
    attempt,
    seed: seedOf(run.spec, place),
    state: 'queued',
    text: '',
    tokens: 0,
    finish: null,
    usage: null,
    fault: null,
    vote: 0,
    by: modelOf(run.spec, columnAt(run.spec, column)),
    updatedAt: 0,
  };
}

/** A cut-off cell from its start again: its seed gives the same answer, so what the user said of it stays. */
export function replannedCell(run: Run, cut: Cell): Cell {
  return { ...plannedCell(run, cut), vote: cut.vote };
}

/** Hashed from the run's seed, whose voice it is, the repeat and the attempt: never from where the column stands. */
function seedOf(spec: RunSpec, { column, repeat, attempt }: CellPlace) {
  const { key, occurrence } = columnSeedKey(spec, column);
  return cellSeed(spec.settings.seed, key, occurrence, repeat, attempt);
}

function columnAt(spec: RunSpec, index: number): Column {
  const column = spec.columns[index];
  if (!column) throw new RangeError(`There is no column ${index}.`);
  return column;
}

/** What the engine is asked for a cell. @throws FaultError `bad-input` for a template or schema that cannot be used. */
export function jobOf(spec: RunSpec, cell: Cell): GenerateJob {
  const column = columnAt(spec, cell.column);
  const { temperature, topP, topK, minP, repetitionPenalty, maxTokens } = settingsOf(spec, column);
  return {
    id: cell.id as string as JobId,
    prompt: buildPrompt(spec.task, column),
    sampling: {
      temperature,
      topP,
      topK,
      minP,
      repetitionPenalty,
      maxTokens,
      stop: stopsOf(spec.task),
      seed: cell.seed,
    },
    format: formatOf(spec.task),
  };
}

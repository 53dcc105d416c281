import type { CellId, JobId, RunId } from '../model/ids.ts';
import type { GenerateJob } from '../model/job.ts';
import type { Cell, Run, RunSpec } from '../model/run.ts';
import { buildPrompt } from '../prompt/build.ts';
import { cellSeed, columnSeedKey } from '../prompt/seeds.ts';
import { tasks } from '../prompt/tasks.ts';

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
  return {
    version: 1,
    id: cellId(run.id, place),
    run: run.id,
    ...place,
    seed: seedOf(run.spec, place),
    state: 'queued',
    text: '',
    tokens: 0,
    finish: null,
    usage: null,
    fault: null,
    vote: 0,
    by: run.spec.model,
    updatedAt: 0,
  };
}

/** Hashed from the run's seed, who the column is, the repeat and the attempt: never from where the column stands. */
function seedOf(spec: RunSpec, { column, repeat, attempt }: CellPlace) {
  const { key, occurrence } = columnSeedKey(spec.columns, column);
  return cellSeed(spec.settings.seed, key, occurrence, repeat, attempt);
}

/** What the engine is asked for a cell. @throws FaultError `bad-input` for a template that cannot be used. */
export function jobOf(spec: RunSpec, cell: Cell): GenerateJob {
  const column = spec.columns[cell.column];
  if (!column) throw new RangeError(`There is no column ${cell.column}.`);
  const { temperature, topP, topK, minP, repetitionPenalty, maxTokens } = spec.settings;
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
      stop: tasks[spec.task.id].stop,
      seed: cell.seed,
    },
  };
}

import type * as v from 'valibot';
import type * as v1 from './shapes.v1.ts';
import type * as v2 from './shapes.v2.ts';

type Run1 = v.InferOutput<typeof v1.runShape>;
type Run2 = v.InferOutput<typeof v2.runShape>;
type Cell1 = v.InferOutput<typeof v1.cellShape>;
type Cell2 = v.InferOutput<typeof v2.cellShape>;

/** Version 1 knew one model for the whole run and said it by its id only. */
const names: Readonly<Record<string, string>> = { 'chorus/smollm2-135m': 'SmolLM2 135M Instruct' };

function modelFromV1({ engine, model }: Cell1['by']): Cell2['by'] {
  return { engine, model, name: names[`${engine}/${model}`] ?? model };
}

/** A task of version 1: its answers ran free. */
export function taskFromV1(task: Run1['spec']['task']): Run2['spec']['task'] {
  return { ...task, schema: null };
}

/** Columns of version 1: all on the run's model with the run's settings. */
export function columnsFromV1(columns: Run1['spec']['columns']): Run2['spec']['columns'] {
  return columns.map((voice) => ({ ...voice, model: null, settings: null }));
}

/** What version 1 saved of a run, as version 2 saves it. */
export function runFromV1({ id, createdAt, spec }: Run1): Run2 {
  const task = taskFromV1(spec.task);
  const columns = columnsFromV1(spec.columns);
  const model = modelFromV1(spec.model);
  return { version: 2, id, createdAt, spec: { version: 2, task, columns, settings: spec.settings, model } };
}

/** What version 1 saved of an answer, as version 2 saves it. */
export function cellFromV1(cell: Cell1): Cell2 {
  return { ...cell, version: 2, by: modelFromV1(cell.by) };
}

import type { Cell, ModelChoice, Run } from '../model/run.ts';
import { type KeptRun, sharedEngines } from '../model/share.ts';

/** Ids of models that every copy of the app lists; no address and no path fits. */
const listed = /^[\w.-]{1,120}$/;
/** Names of a server's models end with what the user called it: its host, unless they chose a name. */
const atHost = / at (?:localhost|\S*[.:]\S*)$/;

/**
 * A run as it may leave this browser. Models of the user's own (a file, a server) go by their name alone, without the
 * server's host; what a server said when it failed is left out, because it may hold its address.
 */
export function travelling({ run, cells }: KeptRun): KeptRun {
  const { spec } = run;
  const columns = spec.columns.map((column) => ({ ...column, model: column.model && travellingModel(column.model) }));
  return {
    run: { ...run, spec: { ...spec, columns, model: travellingModel(spec.model) } } satisfies Run,
    cells: cells.map(travellingCell),
  };
}

/** As `travelling`, of a model. The id of one that others cannot have is its name. */
export function travellingModel({ engine, model, name }: ModelChoice): ModelChoice {
  if (sharedEngines.some((one) => one === engine) && listed.test(model)) return { engine, model, name };
  const plain = name.replace(atHost, '');
  return { engine, model: plain, name: plain };
}

function travellingCell(cell: Cell): Cell {
  const by = travellingModel(cell.by);
  if (cell.fault === null || cell.by.engine !== 'endpoint') return { ...cell, by };
  return { ...cell, by, fault: { ...cell.fault, message: 'What the server said is left out of files.', hint: '' } };
}

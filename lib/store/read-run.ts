import * as v from 'valibot';
import { FaultError } from '../model/fault.ts';
import type { Cell, Column, ModelChoice, Run } from '../model/run.ts';
import { MAX_COLUMNS, MAX_REPEATS, settingRanges } from '../model/settings.ts';
import { sharedEngines, type KeptRun } from '../model/share.ts';
import { upgradeCell, upgradeRun } from './upgrade.ts';

/** 8 columns of 8 repeats, each redone some hundred times: nobody has more, and a file must not fill the database. */
const MOST_CELLS = 8192;
/** One answer or template; far beyond the longest context there is. */
const MOST_CHARACTERS = 1_000_000;
/** Names, versions and ids, which screens show in one line. */
const MOST_IN_LINE = 200;
/** The last moment that a Date can hold, in epoch milliseconds. */
const LAST_MOMENT = 8.64e15;
/** Draws fit 31 bits. */
export const MOST_SEED = 2 ** 31 - 1;
/** Not a number that anybody counts to; keeps sums of counts whole. */
const MOST_COUNT = 1e12;

/** What names a run here: it stands in addresses and in the ids of its cells. */
export const runIds = /^[\w-]{1,64}$/;
/** Ids of models that every copy of the app lists: no address and no path fits. */
const listedIds = /^[\w.-]{1,120}$/;

/**
 * A run with its cells that came from outside (a file of this app, of any version), in today's shape and as fresh
 * objects. Null when anything is out of its range or does not belong to the run. Models of servers, files and the like
 * keep their names and lose their ids: an id from elsewhere could name another model or server of this browser.
 * @param value `{ run, cells }`, both as a version of the store saved them
 */
export function readKeptRun(value: unknown): KeptRun | null {
  const given = v.safeParse(
    v.object({ run: v.unknown(), cells: v.pipe(v.array(v.unknown()), v.maxLength(MOST_CELLS)) }),
    value,
  );
  if (!given.success) return null;
  try {
    const run = upgradeRun(given.output.run);
    const cells = given.output.cells.map(upgradeCell);
    if (!runInRange(run) || !cells.every((cell) => cellInRange(run, cell))) return null;
    if (new Set(cells.map(({ id }) => id)).size < cells.length) return null;
    return { run: withoutOwnIds(run), cells: cells.map((cell) => ({ ...cell, by: named(cell.by) })) };
  } catch (thrown) {
    if (thrown instanceof FaultError) return null;
    throw thrown;
  }
}

export const inLine = (text: string | null) => text === null || text.length <= MOST_IN_LINE;
export const inText = (text: string | null) => text === null || text.length <= MOST_CHARACTERS;
export const counted = (value: number | null) => value === null || (value >= 0 && value <= MOST_COUNT);
export const moment = (at: number) => at >= 0 && at <= LAST_MOMENT;

function runInRange({ id, createdAt, spec, environment, reproduces }: Run): boolean {
  const { task, columns, settings } = spec;
  return (
    runIds.test(id) &&
    (reproduces === undefined || runIds.test(reproduces)) &&
    moment(createdAt) &&
    [task.system, task.template, task.answerPrefix, task.schema].every(inText) &&
    inRanges(settings) &&
    columns.length >= 1 &&
    columns.length <= MAX_COLUMNS &&
    columns.every(columnInRange) &&
    modelInRange(spec.model) &&
    (environment === undefined ||
      ([environment.app, environment.browser, environment.system, environment.gpu].every(inLine) &&
        counted(environment.cores)))
  );
}

function columnInRange(column: Column): boolean {
  const { model, settings } = column;
  if ((model && !modelInRange(model)) || (settings && !inRanges(settings))) return false;
  if (column.kind === 'control') return true;
  const { id, text, labels, shard } = column.persona;
  return [id, shard, ...Object.values<string>({ ...labels })].every(inLine) && inText(text);
}

export function modelInRange({ model, name }: ModelChoice): boolean {
  return inLine(model) && inLine(name);
}

/** As the inputs of the screen allow, whole where they must be. */
export function inRanges(settings: Readonly<Partial<Record<keyof typeof settingRanges, number>>>): boolean {
  return Object.entries(settingRanges).every(([key, { min, max, step }]) => {
    const value = settings[key as keyof typeof settingRanges];
    return (
      value === undefined || (value >= min && value <= max && (!Number.isInteger(step) || Number.isInteger(value)))
    );
  });
}

function cellInRange(run: Run, cell: Cell): boolean {
  const { id, column, repeat, attempt, seed, text, tokens, usage, fault, by, on, updatedAt } = cell;
  return (
    cell.run === run.id &&
    id === `${run.id}/${column}/${repeat}/${attempt}` &&
    column < run.spec.columns.length &&
    repeat < MAX_REPEATS &&
    attempt < MOST_CELLS &&
    seed >= 1 &&
    seed <= MOST_SEED &&
    moment(updatedAt) &&
    inText(text) &&
    counted(tokens) &&
    Object.values(usage ?? {}).every(counted) &&
    (fault === null || (inText(fault.message) && inText(fault.hint))) &&
    modelInRange(by) &&
    (on === undefined || (counted(on.threads) && inLine(on.quantisation)))
  );
}

function withoutOwnIds(run: Run): Run {
  const { spec } = run;
  const columns = spec.columns.map((column) => ({ ...column, model: column.model && named(column.model) }));
  return { ...run, spec: { ...spec, columns, model: named(spec.model) } };
}

/** A model that every copy of the app lists as it is; any other under an id that nothing here has. */
export function named({ engine, model, name }: ModelChoice): ModelChoice {
  const listed = sharedEngines.some((one) => one === engine) && listedIds.test(model);
  // Ids of servers and of added models never start so.
  return { engine, model: listed ? model : `elsewhere:${name}`, name };
}

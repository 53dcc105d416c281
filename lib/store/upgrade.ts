import * as v from 'valibot';
import { fault, FaultError } from '../model/fault.ts';
import type { Cell, Run } from '../model/run.ts';
import { cellFromV1, runFromV1 } from './from-v1.ts';
import * as v1 from './shapes.v1.ts';
import { cellShape, runShape } from './shapes.v2.ts';

/** Checks a record of one version and takes it to the next. Step i turns version i + 1 into i + 2. */
export type Step = (what: string, record: unknown) => unknown;

// One list each; nothing is ever removed from them. The current version is their length + 1.
const runSteps: readonly Step[] = [step(v1.runShape, runFromV1)];
const cellSteps: readonly Step[] = [step(v1.cellShape, cellFromV1)];

/**
 * A saved run in today's shape. Throws a `bad-input` fault for a record of a newer version and for one that fits no
 * version.
 */
export function upgradeRun(record: unknown): Run {
  return upgrade('run', record, runSteps, runShape);
}

/** A saved cell in today's shape. Faults as `upgradeRun`. */
export function upgradeCell(record: unknown): Cell {
  return upgrade('answer', record, cellSteps, cellShape);
}

/** What `read` makes of the records; those it refuses are left out. */
export function readable<T>(records: Iterable<unknown>, read: (record: unknown) => T): T[] {
  const kept: T[] = [];
  for (const record of records) {
    try {
      kept.push(read(record));
    } catch (thrown) {
      if (!(thrown instanceof FaultError)) throw thrown;
    }
  }
  return kept;
}

function step<Old>(shape: v.GenericSchema<unknown, Old>, next: (old: Old) => unknown): Step {
  return (what, record) => next(check(what, record, shape));
}

/**
 * A record of any version in today's shape: `steps` take it there, `shape` checks it. Faults as `upgradeRun`.
 * @param what names the record in the fault's sentence
 */
export function upgrade<T>(
  what: string,
  record: unknown,
  steps: readonly Step[],
  shape: v.GenericSchema<unknown, T>,
): T {
  const found = v.safeParse(v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) }), record);
  if (!found.success) throw refuse(`A saved ${what} carries no version.`);
  const version = found.output.version;
  if (version > steps.length + 1) {
    throw refuse(
      `A saved ${what} was written by a newer Polyphony (version ${version}, this one reads up to ${steps.length + 1}).`,
      'Reload the page to get the newest version. The record stays as it is.',
    );
  }
  const current = steps.slice(version - 1).reduce<unknown>((old, take) => take(what, old), found.output);
  return check(what, current, shape);
}

function check<T>(what: string, record: unknown, shape: v.GenericSchema<unknown, T>): T {
  const read = v.safeParse(shape, record, { abortEarly: true });
  if (read.success) return read.output;
  const issue = read.issues[0];
  throw refuse(`A saved ${what} is damaged at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}.`);
}

function refuse(message: string, hint?: string): FaultError {
  return new FaultError(fault('bad-input', message, hint));
}

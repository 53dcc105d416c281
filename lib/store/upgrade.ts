import * as v from 'valibot';
import { fault, FaultError } from '../model/fault.ts';
import type { Cell, Run } from '../model/run.ts';
import { cellShape, runShape } from './shapes.ts';

/** Takes a record of one version to the next. Step i turns version i + 1 into i + 2. */
type Step = (record: Readonly<Record<string, unknown>>) => Record<string, unknown>;

// One list each; nothing is ever removed from them. The current version is their length + 1.
const runSteps: readonly Step[] = [];
const cellSteps: readonly Step[] = [];

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

function upgrade<T>(what: string, record: unknown, steps: readonly Step[], shape: v.GenericSchema<unknown, T>): T {
  const found = v.safeParse(v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) }), record);
  if (!found.success) throw refuse(`A saved ${what} carries no version.`);
  const version = found.output.version;
  if (version > steps.length + 1) {
    throw refuse(
      `A saved ${what} was written by a newer Polyphony (version ${version}, this one reads up to ${steps.length + 1}).`,
      'Reload the page to get the newest version. The record stays as it is.',
    );
  }
  const current = steps.slice(version - 1).reduce<Record<string, unknown>>((old, step) => step(old), found.output);
  const read = v.safeParse(shape, current, { abortEarly: true });
  if (!read.success) {
    const issue = read.issues[0];
    throw refuse(`A saved ${what} is damaged at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}.`);
  }
  return read.output;
}

function refuse(message: string, hint?: string): FaultError {
  return new FaultError(fault('bad-input', message, hint));
}

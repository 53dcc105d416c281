import { fault, FaultError } from '../model/fault.ts';
import type { PackedPart, ShardInfo } from '../model/persona.ts';
import type { Cell } from '../model/run.ts';

/** Throws a `bad-input` fault unless the parts name the shard, are numbered from 0 and add up to its count. */
export function checkShard(info: ShardInfo, parts: readonly PackedPart[]): void {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (count !== info.count || parts.some((part, i) => part.shard !== info.id || part.index !== i)) {
    throw new FaultError(fault('bad-input', `The parts of the personas "${info.id}" do not belong together.`));
  }
}

/** Throws a `bad-input` fault unless the limit of a list is a whole number from 0. */
export function checkLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 0) {
    throw new FaultError(fault('bad-input', `A list cannot hold ${limit} entries.`));
  }
}

/** By column, then repeat, then attempt. */
export function byPlace(a: Cell, b: Cell): number {
  return a.column - b.column || a.repeat - b.repeat || a.attempt - b.attempt;
}

/** The fault of a store that was closed, or that another tab needs closed. */
export function closedFault(): FaultError {
  const message = 'The storage of this tab was closed, because another tab changes it.';
  return new FaultError(fault('storage-blocked', message, 'Reload this page.'));
}

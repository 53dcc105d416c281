import { fault, FaultError } from '../model/fault.ts';
import type { ShardId } from '../model/ids.ts';
import type { Cell } from '../model/run.ts';
import type { PackedPart, ShardInfo } from '../model/shard.ts';
import type { ImportStep } from './ports.ts';

/** Throws a `bad-input` fault unless the parts name the shard, are numbered from 0 and add up to its count. */
export function checkShard(info: ShardInfo, parts: readonly PackedPart[]): void {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (count !== info.count || parts.some((part, i) => part.shard !== info.id || part.index !== i)) {
    throw apart(info.id);
  }
}

/** Throws a `bad-input` fault unless all parts name the shard. */
export function checkParts(shard: ShardId, parts: readonly PackedPart[]): void {
  if (parts.some((part) => part.shard !== shard)) throw apart(shard);
}

/** Throws a `bad-input` fault unless everything in the step belongs to one shard. */
export function checkStep({ info, journal, parts, rejections }: ImportStep): void {
  checkParts(info.id, parts);
  if (journal.shard !== info.id || rejections.some(({ shard }) => shard !== info.id)) throw apart(info.id);
}

function apart(shard: ShardId): FaultError {
  return new FaultError(fault('bad-input', `The parts of the personas "${shard}" do not belong together.`));
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

import { sha256 } from '@noble/hashes/sha2.js';
import type { Seed } from '../model/ids.ts';
import type { RunSpec } from '../model/run.ts';
import { type Arranged, effectiveKey, voiceKey } from './columns.ts';

export interface ColumnSeedKey {
  /** The persona's id, or `control`. */
  readonly key: string;
  /** Columns before this one that ask the same of the same model: two columns of one persona get different seeds. */
  readonly occurrence: number;
}

/**
 * What stands for a column in its cells' seeds. It does not depend on the column's place, so reordering columns keeps
 * every answer; nor on its model and settings, so that one voice under two models or temperatures draws the same
 * numbers and only what is compared differs.
 */
export function columnSeedKey(spec: Arranged & Pick<RunSpec, 'columns'>, index: number): ColumnSeedKey {
  const column = spec.columns[index];
  if (column === undefined) throw new RangeError(`There is no column ${index}.`);
  const same = effectiveKey(spec, column);
  const occurrence = spec.columns.slice(0, index).filter((before) => effectiveKey(spec, before) === same).length;
  return { key: voiceKey(column), occurrence };
}

/**
 * The seed that an engine gets for one answer: the first 31 bits of a SHA-256, with 0 read as 1. Engines may use it raw;
 * the run's own seed must never reach them, because small seeds bias the first draw of simple generators.
 */
export function cellSeed(
  runSeed: number,
  columnKey: string,
  occurrence: number,
  repeat: number,
  attempt: number,
): Seed {
  const name = JSON.stringify(['polyphony-cell-seed', 1, runSeed, columnKey, occurrence, repeat, attempt]);
  const hash = sha256(new TextEncoder().encode(name));
  const bits = new DataView(hash.buffer, hash.byteOffset, 4).getUint32(0) >>> 1;
  return Math.max(bits, 1) as Seed;
}

import { sha256 } from '@noble/hashes/sha2.js';
import type { Seed } from '../model/ids.ts';
import type { Column } from '../model/run.ts';

export interface ColumnSeedKey {
  /** The persona's id, or `control`. */
  readonly key: string;
  /** Columns before this one with the same key: two columns of one persona get different seeds. */
  readonly occurrence: number;
}

/**
 * What stands for a column in its cells' seeds. It does not depend on the column's place, so reordering columns keeps
 * every answer.
 */
export function columnSeedKey(columns: readonly Column[], index: number): ColumnSeedKey {
  const column = columns[index];
  if (column === undefined) throw new RangeError(`There is no column ${index}.`);
  const key = keyOf(column);
  return { key, occurrence: columns.slice(0, index).filter((before) => keyOf(before) === key).length };
}

function keyOf(column: Column): string {
  return column.kind === 'control' ? 'control' : column.persona.id;
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

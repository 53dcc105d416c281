import type { FileShape } from '../../model/file-shape.ts';

// Texts of this kind shrink to a third or a quarter; a guess on the safe side.
const INFLATED = 4;
// Parquet compresses columns, dictionaries included, somewhat less than gzip compresses JSONL.
const FROM_PARQUET = 3;
// The packed bytes lie in the database, and once more beside it for the case that the browser empties it.
const COPIES = 2;

/** What an import of a file of so many bytes will take in this browser, roughly. */
export function neededBytes(bytes: number, { format, compression }: Pick<FileShape, 'format' | 'compression'>): number {
  const inflated = format === 'parquet' ? FROM_PARQUET : compression === 'none' ? 1 : INFLATED;
  return Math.ceil(bytes * inflated * COPIES);
}

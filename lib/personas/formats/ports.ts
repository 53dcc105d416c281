import type { RejectReason } from '../../model/shard.ts';

/**
 * Where the rows of a file go, in their order; exactly one call for each row. Rows are counted by the receiver, lines
 * are told by the reader. Calls are synchronous: a reader that was given a chunk calls for each row that ends in it.
 */
export interface RowSink {
  /**
   * A row without mapped columns whose text needs no normalising: ASCII without control characters, single spaces, none
   * at the ends, not empty. `bytes` is valid during the call only. Readers may always call `row` instead.
   */
  plain(bytes: Uint8Array, from: number, to: number, line: number): void;
  /**
   * A row; its text is normalised (`normalisePersona`) and not empty. `attributes` in the order of the mapping's columns: an
   * integer column gets a number, others a text; null is unknown.
   */
  row(text: string, attributes: readonly (string | number | null)[], line: number): void;
  reject(reason: RejectReason, line: number, excerpt: string): void;
}

/** Reads one file of any format, chunk by chunk, however the chunks are cut. */
export interface RowReader {
  /** @throws FaultError `file-corrupt` when nothing more can be read from this file */
  push(chunk: Uint8Array): void;
  /**
   * The file is over: the last row may end without a line break.
   * @throws FaultError `file-corrupt` when the file breaks off in the middle of its structure
   */
  end(): void;
}

/** Where a format's reader leaves what it read, before any mapping. */
export interface RecordSink {
  /** Left out where rows have to be taken apart: then readers call `record` only. As RowSink.plain, and not too long. */
  plain?(bytes: Uint8Array, from: number, to: number, line: number): void;
  /** A row as it is written: a JSON value, or an object with a text for each column. */
  record(value: unknown, line: number, excerpt: () => string): void;
  reject(reason: RejectReason, line: number, excerpt: string): void;
}

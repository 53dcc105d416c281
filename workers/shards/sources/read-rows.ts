import { createRowReader } from '../../../lib/personas/formats/create-row-reader.ts';
import { mapRecords } from '../../../lib/personas/formats/map-records.ts';
import type { RowSink } from '../../../lib/personas/formats/ports.ts';
import type { FileShape, Mapping } from '../../../lib/protocol/shards.ts';
import { piecesOf } from './bomb-guard.ts';
import { decompress } from './decompress.ts';
import { openParquet } from './parquet-rows.ts';
import type { SourceFile } from './ports.ts';

/** Bytes that are read between two pauses: below a millisecond of work, some hundred rows. */
const PIECE = 64 * 1024;

/**
 * Reads all rows of a file, whatever its format, compression and encoding, into the sink: the same calls in the same order each
 * time. Sink calls come synchronously in batches of about 64 KiB of text (a Parquet file: 1,000 rows); between two batches
 * `between` is awaited, so what it waits for holds the reading back.
 *
 * @param between told how many bytes of the file as it lies there (compressed) were read so far; never falls, and is `bytes`
 *   of the file in the last call, which comes behind the last row. What it throws ends the reading and comes out unchanged.
 * @throws FaultError `file-corrupt` after the rows that could be read went to the sink: a compressed file that breaks off or is
 *   damaged, one that inflates beyond all measure, a Parquet file that is none; `download-failed`; `source-changed`;
 *   `bad-input` for a mapping that the file cannot have (CSV or Parquet without the column of the text). AbortError of the
 *   signal.
 */
export async function readRows(
  file: SourceFile,
  shape: FileShape,
  mapping: Mapping,
  sink: RowSink,
  between: (bytesRead: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  let read = 0;
  if (shape.format === 'parquet') {
    const parquet = await openParquet(file, signal);
    const fields = [mapping.text, ...mapping.columns.map(({ field }) => field)];
    await parquet.read(fields, mapRecords(mapping, sink), between, signal);
  } else {
    const reader = createRowReader(shape, mapping, sink);
    const counted = streamOf(file, signal, (bytes) => (read += bytes));
    for await (const chunk of decompress(counted, shape.compression)) {
      for (const piece of piecesOf(chunk, PIECE)) {
        reader.push(piece);
        // A server may send more than it said (bytes that it compressed on the way).
        await between(file.bytes === null ? read : Math.min(read, file.bytes));
        signal.throwIfAborted();
      }
    }
    reader.end();
  }
  await between(file.bytes ?? read);
}

/** The bytes of a file as they lie there; the stream ends when the loop over it does. */
export async function* streamOf(
  file: SourceFile,
  signal: AbortSignal,
  counted: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = (await file.stream(signal)).getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return;
      counted(value.length);
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

import type { FileShape, Mapping } from '../../model/file-shape.ts';
import { badInput } from '../../model/fault.ts';
import { createCsvReader } from './csv.ts';
import { decodingReader } from './encoding.ts';
import { createJsonReader } from './json-document.ts';
import { createJsonlReader } from './jsonl.ts';
import { createLinesReader } from './lines.ts';
import { mapRecords } from './map-records.ts';
import type { RecordSink, RowReader, RowSink } from './ports.ts';

/**
 * Reads the uncompressed bytes of one file as rows. A reader is for one file; it holds one row at most and gives the same calls
 * however the bytes are cut.
 * @throws FaultError `bad-input` for Parquet, which is not read from its start (workers/shards/sources)
 */
export function createRowReader(shape: FileShape, mapping: Mapping, sink: RowSink): RowReader {
  const fields = [mapping.text, ...mapping.columns.map(({ field }) => field)];
  return createRecordReader(shape, mapping.text, fields, mapRecords(mapping, sink));
}

/**
 * As createRowReader, before any mapping.
 * @param textField the field with the text; empty when it is not known yet
 * @param fields those that are needed; null for all
 */
export function createRecordReader(
  shape: FileShape,
  textField: string,
  fields: readonly string[] | null,
  sink: RecordSink,
): RowReader {
  return decodingReader(shape.encoding, formatReader(shape, textField, fields, sink));
}

function formatReader(
  { format, header }: FileShape,
  textField: string,
  fields: readonly string[] | null,
  sink: RecordSink,
): RowReader {
  switch (format) {
    case 'jsonl':
      return createJsonlReader(textField, sink);
    case 'json':
      return createJsonReader(textField, sink);
    case 'csv':
    case 'tsv':
      return createCsvReader({ format, header, fields }, sink);
    case 'lines':
      return createLinesReader(sink);
    case 'parquet':
      throw badInput('A Parquet file cannot be read as a stream of bytes.');
  }
}

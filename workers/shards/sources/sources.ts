import type { FileShape } from '../../../lib/model/file-shape.ts';
import { badInput, faultOf } from '../../../lib/model/fault.ts';
import { createRecordReader } from '../../../lib/personas/formats/create-row-reader.ts';
import { previewRows } from '../../../lib/personas/formats/field-previews.ts';
import { guessMapping } from '../../../lib/personas/formats/guess-mapping.ts';
import type { RecordSink } from '../../../lib/personas/formats/ports.ts';
import { knownSchema } from '../../../lib/personas/formats/schemas.ts';
import { neededBytes } from '../../../lib/personas/importing/room.ts';
import type { ImportPreview, ImportSource } from '../../../lib/protocol/shards.ts';
import type { ShardsRoom } from '../api.ts';
import type { ShardsWorld } from '../ports.ts';
import { readHead } from './head.ts';
import { hubLicence, listHubFiles } from './hub-dataset.ts';
import { openParquet } from './parquet-rows.ts';
import type { SourceFile } from './ports.ts';
import { openSource } from './source-file.ts';

/** Rows that guesses are made from. */
const ROWS = 200;
/** Rows that are shown. */
const SHOWN_ROWS = 20;
/** An object with this field is one row, whatever lists it has beside it. */
const PERSON_FIELD = 'persona';

type Rejected = ImportPreview['rejected'][number];

interface FirstRows {
  readonly shape: FileShape;
  readonly records: readonly unknown[];
  readonly rejected: readonly Rejected[];
  /** Of this file alone; null where nothing tells. */
  readonly rows: number | null;
}

/**
 * Looks at sources before they are imported: a few hundred kilobytes of the first file, or a Parquet file's footer and first
 * group of rows.
 */
export function createSources({
  fetch,
  estimate,
}: Pick<ShardsWorld, 'fetch' | 'estimate'>): ShardsRoom<'inspect' | 'listDataset'> {
  /** @throws FaultError of the source, `file-corrupt`, `bad-input` for no file at all */
  async function inspect(source: ImportSource, wanted: Partial<FileShape>): Promise<ImportPreview> {
    const { signal } = new AbortController();
    const files = await openSource(source, fetch, signal);
    const first = files.find(({ bytes }) => bytes !== 0) ?? files[0];
    if (!first) throw badInput('There is no file to read.');
    const { shape, records, rejected, rows } = await firstRows(first, wanted, signal);
    const preview = previewRows(records);
    const names = preview.fields.map(({ field }) => field);
    const schema = knownSchema(names, `${source.kind === 'hub' ? source.dataset : ''}/${first.name}`);
    const mapping = schema?.mapping ?? guessMapping(preview.fields, records.length);
    const stated = source.kind === 'hub' ? await hubLicence(source.dataset, fetch, signal) : '';
    const estimatedRows = scaled(rows, first, files);
    const bytes = files.reduce<number | null>((sum, file) => add(sum, file.bytes), 0);
    const space = await estimate();
    return {
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      shape,
      schema: schema?.name ?? null,
      fields: preview.fields.map(({ field, kind, samples, present }) => ({ field, kind, samples, present })),
      rows: preview.rows.slice(0, SHOWN_ROWS),
      rejected,
      mapping,
      name: nameOf(source, first, schema?.name ?? null, files.length),
      source: sourceOf(source, first, schema?.source ?? null),
      licence: stated || (schema?.licence ?? ''),
      estimatedRows,
      neededBytes: bytes === null ? null : neededBytes(bytes, shape),
      freeBytes: space && Math.max(0, space.quota - space.used),
    };
  }

  return {
    inspect,
    listDataset: (dataset, revision) => listHubFiles(dataset, revision, fetch, new AbortController().signal),
  };
}

async function firstRows(file: SourceFile, wanted: Partial<FileShape>, signal: AbortSignal): Promise<FirstRows> {
  const { shape, bytes, read, whole } = await readHead(file, wanted, signal);
  const records: unknown[] = [];
  const rejected: Rejected[] = [];
  let rows = 0;
  const sink: RecordSink = {
    record(value) {
      rows++;
      if (records.length < ROWS) records.push(value);
    },
    reject(reason, line, excerpt) {
      rows++;
      if (rejected.length < SHOWN_ROWS) rejected.push({ file: file.name, line, reason, excerpt });
    },
  };
  if (shape.format === 'parquet') {
    if (shape.compression !== 'none') throw badInput('A compressed Parquet file cannot be read: unpack it first.');
    const parquet = await openParquet(file, signal);
    await parquet.read(null, sink, () => Promise.resolve(), signal, ROWS);
    return { shape, records, rejected, rows: parquet.rows };
  }
  const reader = createRecordReader(shape, PERSON_FIELD, null, sink);
  try {
    reader.push(bytes);
    // The last row of a head is cut. A JSON object is not even begun before its end is known.
    if (whole || shape.format === 'json') reader.end();
  } catch (thrown) {
    if (faultOf(thrown).code !== 'file-corrupt' || (rows === 0 && whole)) throw thrown;
  }
  if (whole) return { shape, records, rejected, rows };
  const { bytes: all } = file;
  return { shape, records, rejected, rows: all === null || rows === 0 ? null : Math.round((rows / read) * all) };
}

/** Of all files, as if the others were like the first. */
function scaled(rows: number | null, first: SourceFile, files: readonly SourceFile[]): number | null {
  if (rows === null || files.length === 1) return rows;
  const { bytes } = first;
  if (bytes === null || bytes === 0 || files.some((file) => file.bytes === null)) return null;
  return Math.round((rows * files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)) / bytes);
}

function add(sum: number | null, bytes: number | null): number | null {
  return sum === null || bytes === null ? null : sum + bytes;
}

function nameOf(source: ImportSource, first: SourceFile, schema: string | null, files: number): string {
  if (source.kind === 'hub') return source.dataset.split('/').at(-1) ?? source.dataset;
  const file = (first.name.split('/').at(-1) ?? first.name).replace(/(?:\.[a-z]{2,7}){1,2}$/i, '') || first.name;
  return schema ?? (files > 1 ? `${file} and ${files - 1} more` : file);
}

function sourceOf(source: ImportSource, first: SourceFile, schema: string | null): string {
  if (source.kind === 'hub') return source.dataset;
  if (source.kind === 'url') return source.url;
  return schema === null ? first.name : `${schema} (${first.name})`;
}

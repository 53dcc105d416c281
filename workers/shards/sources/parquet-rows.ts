import type { ColumnData, FileMetaData } from 'hyparquet';
import { badInput, FaultError } from '../../../lib/model/fault.ts';
import { shorten } from '../../../lib/personas/formats/bytes.ts';
import type { RecordSink } from '../../../lib/personas/formats/ports.ts';
import { corrupt } from './bomb-guard.ts';
import type { SourceFile } from './ports.ts';

/** Rows that are turned into objects at a time: some hundred kilobytes. */
const BATCH = 1000;

/** A footer that is larger than this describes no list of personas. */
const MAX_FOOTER = 64 * 1024 * 1024;
/**
 * Compressed bytes of the needed columns of one row group, which are in memory at once. Writers aim at 128 MB or a million rows
 * for all columns.
 */
const MAX_GROUP = 512 * 1024 * 1024;

export interface ParquetFile {
  readonly rows: number;
  /** First-level columns that a persona can have; others (maps of bytes and such) too. */
  readonly columns: readonly string[];
  /** Bytes of a row's values on disk, on average. */
  readonly rowBytes: number;
  /**
   * Reads rows into the sink, in order. A batch at a time, `between` is awaited with the bytes of the file that are behind.
   * @param fields paths of the needed fields; null for all columns
   * @param limit rows at most
   */
  read(
    fields: readonly string[] | null,
    sink: RecordSink,
    between: (bytesRead: number) => Promise<void>,
    signal: AbortSignal,
    limit?: number,
  ): Promise<void>;
}

/**
 * Opens a Parquet file by its footer.
 * @throws FaultError `file-corrupt` for a file that is none or is damaged, `bad-input` where its place cannot be read in parts;
 *   faults of the source
 */
export async function openParquet(file: SourceFile, signal: AbortSignal): Promise<ParquetFile> {
  // Half a megabyte of library that most imports do not need.
  const [{ parquetMetadataAsync, parquetRead, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const { bytes } = file;
  if (!file.slice || bytes === null) {
    throw badInput(`“${file.name}” cannot be read in parts, which Parquet needs. Download it, then drop it here.`);
  }
  const slice = file.slice.bind(file);
  /** What the source threw: the library's own errors mean that the file is damaged. */
  const failed: { thrown: unknown } = { thrown: null };
  const buffer = {
    byteLength: bytes,
    async slice(start: number, end = bytes) {
      try {
        signal.throwIfAborted();
        const [from, to] = start < 0 ? [Math.max(0, bytes + start), bytes] : [start, Math.min(end, bytes)];
        return await slice(from, to, signal);
      } catch (thrown) {
        failed.thrown = thrown;
        throw thrown;
      }
    },
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      signal.throwIfAborted();
      if (failed.thrown !== null || thrown instanceof FaultError) throw failed.thrown ?? thrown;
      throw corrupt(`“${file.name}” is a damaged Parquet file, or holds something that this app cannot read.`);
    }
  };

  await guarded(() => checkEnds(buffer, bytes, file.name));
  const metadata = await guarded(() => parquetMetadataAsync(buffer));
  const columns = parquetSchema(metadata).children.map((child) => child.element.name);
  const rows = Number(metadata.num_rows);
  const groupBytes = metadata.row_groups.map((_, i) => bytesOf(metadata, i, null));
  return {
    rows,
    columns,
    rowBytes: rows > 0 ? groupBytes.reduce((sum, each) => sum + each, 0) / rows : 0,
    async read(fields, sink, between, signal, limit = rows) {
      const chosen = fields && neededColumns(fields, columns);
      let start = 0;
      let behind = 0;
      for (let group = 0; group < metadata.row_groups.length && start < limit; group++) {
        const count = Number(metadata.row_groups[group]?.num_rows ?? 0);
        if (bytesOf(metadata, group, chosen) > MAX_GROUP) {
          throw corrupt(`“${file.name}” has groups of rows that are too large to be held in memory.`);
        }
        const end = Math.min(start + count, limit);
        const chunks: ColumnData[] = [];
        const rowStart = start;
        await guarded(() =>
          parquetRead({
            file: buffer,
            metadata,
            compressors,
            rowStart,
            rowEnd: end,
            // For a few rows of a large group its pages are enough, where the file says where they lie.
            useOffsetIndex: end - rowStart < count,
            onChunk: (chunk) => chunks.push(chunk),
            ...(chosen ? { columns: chosen } : {}),
          }),
        );
        const cursors = cursorsOf(chunks, chosen ?? columns);
        for (let row = start; row < end; row++) {
          const value = Object.fromEntries(cursors.map(({ name, at }) => [name, at(row)]));
          sink.record(value, row + 1, () => shorten(jsonOf(value)));
          if ((row + 1 - start) % BATCH !== 0 && row + 1 < end) continue;
          signal.throwIfAborted();
          const share = (row + 1 - start) / count;
          await between(Math.min(bytes, Math.floor(behind + (groupBytes[group] ?? 0) * share)));
        }
        start += count;
        behind += groupBytes[group] ?? 0;
      }
    },
  };
}

async function checkEnds(
  buffer: { slice: (from: number, to?: number) => Promise<ArrayBuffer> },
  bytes: number,
  name: string,
): Promise<void> {
  const broken = () => corrupt(`“${name}” is no Parquet file, or breaks off.`);
  if (bytes < 12) throw broken();
  const end = new DataView(await buffer.slice(bytes - 8, bytes));
  // "PAR1", and "PARE" for an encrypted footer.
  const magic = end.getUint32(4, false);
  if (magic === 0x50415245) throw corrupt(`“${name}” is encrypted.`);
  const footer = end.getUint32(0, true);
  if (magic !== 0x50415231 || footer > bytes - 12 || footer > MAX_FOOTER) throw broken();
}

/** First-level columns that the fields' paths begin with. The first field, the text, must be there. */
function neededColumns(fields: readonly string[], columns: readonly string[]): string[] {
  const needed = new Set<string>();
  for (const [i, field] of fields.entries()) {
    const column = columns.includes(field) ? field : columns.find((name) => field.startsWith(`${name}.`));
    if (column !== undefined) needed.add(column);
    else if (i === 0) throw badInput(`The file has no column “${field}”.`);
  }
  return [...needed];
}

/** Reads the columns of a row group side by side, in this order; rows must be asked for in order. */
function cursorsOf(
  chunks: readonly ColumnData[],
  columns: readonly string[],
): readonly { name: string; at: (row: number) => unknown }[] {
  const byName = new Map(columns.map((name): [string, ColumnData[]] => [name, []]));
  for (const chunk of chunks) byName.get(chunk.columnName)?.push(chunk);
  return [...byName].map(([name, pages]) => {
    pages.sort((a, b) => a.rowStart - b.rowStart);
    let page = 0;
    return {
      name,
      at(row) {
        while (page < pages.length - 1 && row >= (pages[page]?.rowEnd ?? 0)) page++;
        const here = pages[page];
        if (!here || row < here.rowStart || row >= here.rowEnd) return null;
        return (here.columnData[row - here.rowStart] as unknown) ?? null;
      },
    };
  });
}

/** Compressed bytes of a row group's columns. */
function bytesOf(metadata: FileMetaData, group: number, columns: readonly string[] | null): number {
  return (metadata.row_groups[group]?.columns ?? []).reduce((sum, { meta_data: column }) => {
    const wanted = column && (columns === null || columns.includes(column.path_in_schema[0] ?? ''));
    return wanted ? sum + Number(column.total_compressed_size) : sum;
  }, 0);
}

function jsonOf(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each));
}

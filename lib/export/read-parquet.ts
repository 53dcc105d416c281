import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { notReadable } from './read-faults.ts';
import { needed, type TableRow } from './read-table.ts';

/** Unpacked bytes of the columns that are read: far more than anybody's answers, far less than a tab's memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Rows with the columns that are needed, as far as they are there.
 * @throws FaultError `bad-input` for bytes that are no whole Parquet file, or one that unpacks to too much
 */
export async function readParquet(bytes: Uint8Array): Promise<readonly TableRow[]> {
  const file = bytes.slice().buffer;
  const { columns, unpacked } = await whole(() => outlineOf(file));
  if (unpacked > MOST_BYTES) throw notReadable('This Parquet file unpacks to more than can be opened here.');
  if (columns.length === 0) return [];
  const rows = await whole(() => parquetReadObjects({ file, columns, compressors }));
  return rows.map((row) => new Map(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

/** Which needed columns there are, and the bytes that the footer says they unpack to. */
function outlineOf(file: ArrayBuffer): { readonly columns: string[]; readonly unpacked: number } {
  const chunks = parquetMetadata(file).row_groups.flatMap((group) => group.columns);
  const columns = new Set<string>();
  let unpacked = 0;
  for (const { meta_data: about } of chunks) {
    const name = needed.find((one) => one === about?.path_in_schema[0]);
    if (name === undefined) continue;
    columns.add(name);
    unpacked += Number(about?.total_uncompressed_size ?? 0);
  }
  return { columns: [...columns], unpacked };
}

async function whole<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    throw notReadable('This is not a whole Parquet file.');
  }
}

/** Tools that write the file again make 64-bit numbers of whole ones. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

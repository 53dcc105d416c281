import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { Lineage } from '../removals/standings.ts';
import { columnsOf } from './columns.ts';
import { dedupOf } from './dedup-fields.ts';
import type { ExportedRow, RowFile } from './export-rows.ts';

/** Hands out what was written since the last time; offsets go on counting. */
class Pieces extends ByteWriter {
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

/**
 * A Parquet file with a column for each attribute and label; source and licence stand in each row and in the footer.
 * @param lineage decisions about near-duplicates: with any there are columns that tell what a row stands for
 */
export function parquetFile(shards: readonly ShardInfo[], lineage: readonly Lineage[]): RowFile {
  const columns = columnsOf(shards, lineage.length > 0);
  const sources = (rows: readonly ExportedRow[]): ColumnSource[] =>
    columns.map(({ name, type, nullable, of }) => ({ name, type, nullable, data: rows.map(of) }));
  const pieces = new Pieces();
  const words = shards.map(({ name, source, licence }) => ({ name, source, licence }));
  const writer = new ParquetWriter({
    writer: pieces,
    schema: schemaFromColumnData({ columnData: sources([]) }),
    kvMetadata: [
      { key: 'shards', value: JSON.stringify(words) },
      ...(lineage.length > 0 ? [{ key: 'dedup', value: JSON.stringify(dedupOf(lineage)) }] : []),
    ],
    createdBy: 'polyphony',
  });
  return {
    type: 'application/vnd.apache.parquet',
    async write(rows) {
      await writer.write({ columnData: sources(rows), rowGroupSize: rows.length });
      return pieces.take();
    },
    async end() {
      await writer.finish();
      return pieces.take();
    },
  };
}

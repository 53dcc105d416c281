import { csvHeader, csvRows } from '../../../lib/export/csv.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { columnsOf } from './columns.ts';
import type { ExportedRow, RowFile } from './export-rows.ts';

/** A table with the columns of the Parquet file. Text that a spreadsheet would run as a formula is made safe. */
export function csvFile(shards: readonly ShardInfo[], deduplicated: boolean): RowFile {
  const columns = columnsOf(shards, deduplicated);
  const names = columns.map(({ name }) => name);
  const plain = (row: ExportedRow) => Object.fromEntries(columns.map(({ name, of }) => [name, of(row)]));
  let begun = false;
  return {
    type: 'text/csv',
    write(rows) {
      const header = begun ? '' : csvHeader(names);
      begun = true;
      return header + csvRows(names, rows.map(plain));
    },
    end: () => '',
  };
}

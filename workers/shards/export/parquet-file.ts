import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { labelNames } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import type { Lineage } from '../removals/standings.ts';
import { dedupOf } from './dedup-fields.ts';
import type { ExportedRow, RowFile } from './export-rows.ts';

interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'INT32';
  readonly nullable: boolean;
  readonly of: (row: ExportedRow) => string | number | null;
}

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

function columnsOf(shards: readonly ShardInfo[], deduplicated: boolean): readonly Column[] {
  const string = (name: string, of: Column['of'], nullable = false): Column => ({ name, type: 'STRING', nullable, of });
  const labels = labelNames.map((name) => string(`label_${name}`, (row) => row.labels[name] ?? null, true));
  const own = [
    string('id', (row) => row.id),
    string('text', (row) => row.text),
    ...labels,
    string('shard', (row) => row.shard.name),
    string('source', (row) => row.shard.source),
    string('licence', (row) => row.shard.licence),
    ...(deduplicated ? dedupColumns : []),
  ];
  const taken = new Set(own.map(({ name }) => name));
  return [...own, ...attributeColumns(shards, taken)];
}

const dedupColumns: readonly Column[] = [
  { name: 'near_duplicates_removed', type: 'INT32', nullable: false, of: ({ standing }) => standing.count },
  {
    name: 'dedup',
    type: 'STRING',
    nullable: true,
    of: ({ standing }) => (standing.count === 0 ? null : JSON.stringify(dedupOf(standing.decisions))),
  },
];

function attributeColumns(shards: readonly ShardInfo[], taken: Set<string>): readonly Column[] {
  const kinds = new Map<string, Set<string>>();
  for (const { name, kind } of shards.flatMap((shard) => shard.columns)) {
    kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
  }
  return [...kinds].map(([attribute, kind]) => {
    // An attribute may be called as one of ours.
    let name = attribute;
    while (taken.has(name)) name = `attribute_${name}`;
    taken.add(name);
    const number = kind.size === 1 && kind.has('integer');
    const of = (row: ExportedRow) => {
      const value = row.attributes.get(attribute) ?? null;
      return number || value === null ? value : String(value);
    };
    return { name, type: number ? 'INT32' : 'STRING', nullable: true, of };
  });
}

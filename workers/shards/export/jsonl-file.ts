import type { ExportedRow, RowFile } from './export-rows.ts';

/** One object a line. Attributes and labels are objects of their own, so that no name stands for two things. */
export function jsonlFile(): RowFile {
  return {
    type: 'application/jsonl',
    write: (rows) => rows.map((row) => `${JSON.stringify(line(row))}\n`).join(''),
    end: () => '',
  };
}

function line({ id, text, attributes, labels, shard }: ExportedRow): unknown {
  const { name, source, licence } = shard;
  return { id, text, attributes: Object.fromEntries(attributes), labels, shard: name, source, licence };
}

import { dedupOf } from './dedup-fields.ts';
import type { ExportedRow, RowFile } from './export-rows.ts';

/** One object a line. Attributes and labels are objects of their own, so that no name stands for two things. */
export function jsonlFile(): RowFile {
  return {
    type: 'application/jsonl',
    write: (rows) => rows.map((row) => `${JSON.stringify(line(row))}\n`).join(''),
    end: () => '',
  };
}

function line({ id, text, attributes, labels, shard, standing }: ExportedRow): unknown {
  const { name, source, licence } = shard;
  const own = { id, text, attributes: Object.fromEntries(attributes), labels, shard: name, source, licence };
  if (standing.count === 0) return own;
  return { ...own, near_duplicates_removed: standing.count, dedup: dedupOf(standing.decisions) };
}

import { labelNames } from '../../../lib/model/persona.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { dedupOf } from './dedup-fields.ts';
import type { ExportedRow } from './export-rows.ts';

/** A column of a table of rows. */
export interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'INT32';
  readonly nullable: boolean;
  readonly of: (row: ExportedRow) => string | number | null;
}

/** @param deduplicated whether there are columns that tell what a row stands for */
export function columnsOf(shards: readonly ShardInfo[], deduplicated: boolean): readonly Column[] {
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

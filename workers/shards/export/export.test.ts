import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ColumnInfo } from '../../../lib/model/shard.ts';
import { personaId } from '../../../lib/personas/normalise.ts';
import type { Scope } from '../../../lib/protocol/shards.ts';
import {
  codeOf,
  packedShard,
  plainRows,
  putShard,
  testCore,
  type TestWorld,
  testWorld,
  value,
} from '../core.test-help.ts';

const A = 'a' as ShardId;
const B = 'b' as ShardId;
const columns: readonly ColumnInfo[] = [
  { name: 'age', kind: 'integer', role: 'age' },
  { name: 'source', kind: 'text', role: null },
];
const scope: Scope = {
  kind: 'rows',
  rows: [
    { shard: A, row: 1 },
    { shard: B, row: 0 },
    { shard: A, row: 0 },
  ],
};

let world: TestWorld;
beforeEach(async () => {
  world = testWorld();
  const rows = [
    { text: 'A “quoted” nurse\u2028 in 横浜', attributes: [30, 'a book'] },
    { text: 'A baker', attributes: [null, null] },
  ];
  await putShard(world.store, await packedShard('a', rows, columns));
  await putShard(
    world.store,
    await packedShard('b', [{ text: 'Other', attributes: ['old'] }], [{ name: 'age', kind: 'category', role: null }]),
  );
  await world.store.putLabels([
    {
      version: 1,
      shard: A,
      index: 0,
      count: 2,
      attributor: 1,
      columns: [{ name: 'age', values: ['25-34'], codes: Uint16Array.of(1, 0), origins: Uint8Array.of(1, 0) }],
    },
  ]);
});

const nurse = 'A “quoted” nurse in 横浜';

describe('JSONL', () => {
  it('has a line for each row, in order, with attributes, labels, source and licence', async () => {
    const blob = value(await testCore(world).exportRows(scope, 'jsonl'));
    const lines = (await blob.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const of = (text: string, shard: string, attributes: object, labels: object) => ({
      id: personaId(text),
      text,
      attributes,
      labels,
      shard,
      source: `from ${shard}`,
      licence: 'CC0-1.0',
    });
    expect(lines).toEqual([
      of('A baker', 'a', {}, {}),
      of('Other', 'b', { age: 'old' }, {}),
      of(nurse, 'a', { age: 30, source: 'a book' }, { age: '25-34' }),
    ]);
  });

  it('takes a shard of several parts, and refuses nothing at all', async () => {
    await putShard(world.store, await packedShard('c', plainRows(9000)));
    const core = testCore(world);
    const blob = value(await core.exportRows({ kind: 'shard', shard: 'c' as ShardId }, 'jsonl'));
    const lines = (await blob.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(9000);
    expect(JSON.parse(lines[8999] ?? '')).toMatchObject({ text: 'Persona 8999' });
    expect(codeOf(await core.exportRows({ kind: 'rows', rows: [] }, 'jsonl'))).toBe('bad-input');
  });
});

describe('Parquet', () => {
  const read = async (blob: Blob) => {
    const file = await blob.arrayBuffer();
    return { rows: await parquetReadObjects({ file, compressors }), metadata: parquetMetadata(file) };
  };

  it('has typed columns for everything; an attribute called as one of ours gets another name', async () => {
    const { rows, metadata } = await read(
      value(await testCore(world).exportRows({ kind: 'shard', shard: A }, 'parquet')),
    );
    const none = Object.fromEntries(
      ['region', 'country', 'age', 'occupation', 'gender', 'language', 'textLanguage', 'script'].map((n) => [
        `label_${n}`,
        null,
      ]),
    );
    const both = { shard: 'a', source: 'from a', licence: 'CC0-1.0' };
    const first = { id: personaId(nurse), text: nurse, age: 30, attribute_source: 'a book' };
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { ...none, ...both, ...first, label_age: '25-34' },
      { ...none, ...both, id: personaId('A baker'), text: 'A baker', age: null, attribute_source: null },
    ]);
    expect(metadata.schema.find(({ name }) => name === 'age')?.type).toBe('INT32');
    expect(metadata.key_value_metadata?.[0]?.value).toContain('CC0-1.0');
  });

  it('writes an attribute of two kinds as text, and many rows in groups', async () => {
    await putShard(world.store, await packedShard('c', plainRows(9000)));
    const core = testCore(world);
    const mixed = await read(value(await core.exportRows(scope, 'parquet')));
    expect(mixed.rows.map((row) => row['age'] as unknown)).toEqual([null, 'old', '30']);
    const large = await read(value(await core.exportRows({ kind: 'shard', shard: 'c' as ShardId }, 'parquet')));
    expect(large.rows.map((row) => row['text'] as string)).toEqual(plainRows(9000).map(({ text }) => text));
    expect(large.metadata.row_groups).toHaveLength(3);
  });
});

import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expect, it, vi } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import { packedShard, putShard, simpleRooms, testCore, testWorld, value } from '../core.test-help.ts';
import { decisionOf, openTabs, ref, type Tab } from '../removals/removals.test-help.ts';
import { createSources } from '../sources/sources.ts';

const texts = ['A nurse in Porto', 'A nurse in Lisbon', 'A baker in Lagos', 'A baker from Lagos', 'A judge in Oslo'];
const left = ['A nurse in Porto', 'A baker in Lagos', 'A judge in Oslo'];
const scope = { kind: 'shard', shard: 'a' as ShardId } as const;
const how = { method: { kind: 'exact', tokens: { kind: 'words', size: 1 } }, threshold: 0.5, keep: 'first' };

async function deduplicated(): Promise<Tab> {
  const [tab] = openTabs(1) as [Tab];
  const rows = texts.map((text, i) => ({ text, attributes: [20 + i] }));
  await putShard(tab.world.store, await packedShard('a', rows, [{ name: 'dedup', kind: 'integer', role: null }]));
  value(await tab.core.applyDecision(decisionOf('first', [[ref('a', 1), ref('a', 0)]], 1)));
  value(await tab.core.applyDecision(decisionOf('second', [[ref('a', 3), ref('a', 2)]], 2)));
  return tab;
}

/** Imports a file as a user would who takes what is proposed. */
async function imported(file: File): Promise<readonly string[]> {
  const world = testWorld();
  const core = testCore(world, null, { ...simpleRooms, sources: createSources });
  const source = { kind: 'files', files: [file] } as const;
  const { shape, mapping, name, licence } = value(await core.inspect(source, {}));
  const shard = value(await core.startImport(source, { shape, mapping, name, source: 'a test', licence }));
  await vi.waitFor(async () => expect((await world.store.getShard(shard))?.state).toBe('whole'));
  const rows = value(await core.rows(left.map((_, row) => ({ shard, row }))));
  return rows.map((row) => row.text);
}

it('tells in JSONL what each row stands for, and is read again by the importer', async () => {
  const { core } = await deduplicated();
  const blob = value(await core.exportRows(scope, 'jsonl'));
  const lines = (await blob.text()).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { text: left[0], near_duplicates_removed: 1, dedup: [{ decision: 'first', ...how }] },
    { text: left[1], near_duplicates_removed: 1, dedup: [{ decision: 'second', ...how }] },
    { text: left[2] },
  ]);
  expect(lines[2]).not.toContain('near_duplicates');
  expect(await imported(new File([blob], 'left.jsonl'))).toEqual(left);
});

it('tells the same in columns of Parquet; an attribute called as one of them gets another name', async () => {
  const { core } = await deduplicated();
  const blob = value(await core.exportRows(scope, 'parquet'));
  const file = await blob.arrayBuffer();
  const rows = await parquetReadObjects({ file, compressors });
  expect(rows.map((row) => row['text'] as string)).toEqual(left);
  expect(rows.map((row) => row['near_duplicates_removed'] as number)).toEqual([1, 1, 0]);
  expect(rows.map((row) => row['attribute_dedup'] as number)).toEqual([20, 22, 24]);
  expect(rows.map((row) => JSON.parse((row['dedup'] as string | null) ?? 'null') as unknown)).toEqual([
    [{ decision: 'first', ...how }],
    [{ decision: 'second', ...how }],
    null,
  ]);
  const footer = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'dedup')?.value;
  expect(JSON.parse(footer ?? '[]')).toMatchObject([{ decision: 'second' }, { decision: 'first' }]);
  expect(await imported(new File([blob], 'left.parquet'))).toEqual(left);
});

import { expect, it, vi } from 'vitest';
import type { ShardsWorkerApi } from '../../lib/protocol/shards.ts';
import { testCore, type TestWorld, testWorld, value } from './core.test-help.ts';
import { allRooms } from './rooms.ts';

// The language detector's tables are large, and other tests may have the processor.
const PATIENCE = { timeout: 20_000 };

const rows = Array.from({ length: 60 }, (_, i) => ({
  persona: i % 3 ? `A nurse in Porto who collects ${i} stamps` : `A baker from Lagos with ${i} ovens`,
  age: 20 + i,
}));

async function imported(core: ShardsWorkerApi, world: TestWorld, files: readonly File[]) {
  const source = { kind: 'files', files } as const;
  const preview = value(await core.inspect(source, {}));
  const { shape, mapping, name, licence } = preview;
  const shard = value(await core.startImport(source, { shape, mapping, name, source: 'a test', licence }));
  const ended = () => world.events.some((event) => event.kind === 'import' && event.view.state === 'done');
  await vi.waitFor(() => expect(ended()).toBe(true), PATIENCE);
  return shard;
}

it('puts all rooms together: what is imported is found, labelled, counted, drawn and exported', async () => {
  const world = testWorld();
  const core = testCore(world, null, allRooms);
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const shard = await imported(core, world, [new File([text], 'people.jsonl')]);
  const scope = { kind: 'shard', shard } as const;
  await vi.waitFor(async () => {
    expect(value(await core.shards())).toMatchObject([{ searchable: 60, labelled: 60, info: { count: 60 } }]);
  }, PATIENCE);

  const query = { text: 'baker ovens', shards: null, filters: [], set: null, order: 'row' } as const;
  const found = value(await core.find(query));
  expect(found.total).toBe(20);
  const page = value(await core.page(found.result, 0, 2));
  expect(page.map((row) => row.text)).toEqual(['A baker from Lagos with 0 ovens', 'A baker from Lagos with 3 ovens']);
  expect(page[0]?.marks.length).toBeGreaterThan(0);
  const nurses = value(await core.counts(scope)).labels.occupation;
  expect(nurses.reduce((sum, { count }) => sum + count, 0)).toBe(60);

  const spec = { scope: { kind: 'result', result: found.result }, count: 5, seed: 1, exclude: [] } as const;
  const sample = value(await core.drawSample({ ...spec, how: { kind: 'uniform' } }));
  expect(sample.rows.map((row) => row.text.startsWith('A baker'))).toEqual([true, true, true, true, true]);
  expect(value(await core.neighbours({ shard, row: 1 }, 3))).toHaveLength(3);
  expect(value(await core.search({ text: 'lagos', limit: 5 })).total).toBe(20);
  expect(value(await core.sample(shard, 4, 2, []))).toHaveLength(4);
  expect(value(await core.detail({ shard, row: 1 })).attributes).toMatchObject([{ value: '21' }]);
  expect((await value(await core.exportRows(spec.scope, 'jsonl')).text()).split('\n')).toHaveLength(21);

  world.events.length = 0;
  const more = ['A plumber in Leeds who sings', 'A baker from Lagos with 0 ovens'].map((persona) =>
    JSON.stringify({ persona }),
  );
  const other = await imported(core, world, [new File([more.join('\n')], 'more.jsonl')]);
  const merged = value(await core.merge([shard, other], 'All'));
  expect(value(await core.shards()).map(({ info }) => [info.id === merged, info.count])).toContainEqual([true, 61]);
  value(await core.deleteShard(shard));
  expect(value(await core.find({ ...query, text: 'porto' })).total).toBe(40); // of the merged one alone
}, 40_000);

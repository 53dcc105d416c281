import type { FileShape, ImportPlan } from '../../lib/protocol/shards.ts';
import { expect, test as base } from '../fixtures/guard.ts';
import { faultFiles } from './import-fault-files.ts';
import { importPlan } from './import-rows.ts';
import { openImportSite } from './import-site.ts';
import { type ImportTab, openImportTab } from './import-tab.ts';
import type { ContractSite } from './site.ts';

const test = base.extend<{ tab: ImportTab }, { site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openImportSite(faultFiles());
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ context, site }, use) => {
    await use(await openImportTab(context, site));
  },
});

const of = (name: string, as = name) => [{ path: `/files/${name}`, name: as }];
const shaped = (shape: Partial<FileShape>, text = 'persona'): Partial<ImportPlan> => ({
  shape: { ...importPlan.shape, ...shape },
  mapping: { text, columns: [] },
});
const gzip = { shape: { ...importPlan.shape, compression: 'gzip' } } as const;

test.describe('Imports of files with faults in Chromium', () => {
  test('a gzip bomb ends soon, and what came before it can be kept', async ({ tab }) => {
    const shard = await tab.call('importFiles', 1, of('bomb.bin'), { ...shaped({ compression: 'gzip' }) });
    const view = await tab.ends();
    expect(view).toMatchObject({ state: 'failed', fault: { code: 'file-corrupt' }, kept: 2 });
    await tab.call('cancel', 1, shard, true);
    expect(await tab.call('held', shard)).toMatchObject({ rows: 2, info: { state: 'whole' }, journal: null });
  });

  test('a gzip file that breaks off keeps what was read, and goes on with the whole file', async ({ tab }) => {
    const shard = await tab.call('importFiles', 1, of('truncated.bin', 'village.gz'), gzip);
    const view = await tab.ends();
    expect(view).toMatchObject({ state: 'failed', fault: { code: 'file-corrupt' } });
    expect(view.rows).toBeGreaterThan(15_000);
    expect(view.rows).toBeLessThan(30_000);
    expect((await tab.call('imports', 1))[0]).toMatchObject({ needs: ['village.gz'], rows: view.rows });
    await tab.call('resume', 1, shard, of('whole.bin', 'village.gz'));
    expect((await tab.ends()).state).toBe('done');
    await tab.expectWhole(shard, 30_000);
  });

  test('lines that are no rows are told with line and reason', async ({ tab }) => {
    const shard = await tab.call('importFiles', 1, of('malformed.jsonl'), shaped({}));
    expect(await tab.ends()).toMatchObject({ state: 'done', kept: 2, duplicates: 1, rejected: 5 });
    const { rejections = [] } = (await tab.call('held', shard)) ?? {};
    expect(rejections.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      ['malformed.jsonl', 2, 'not-json'],
      ['malformed.jsonl', 3, 'not-an-object'],
      ['malformed.jsonl', 4, 'not-an-object'],
      ['malformed.jsonl', 5, 'no-text'],
      ['malformed.jsonl', 6, 'empty-text'],
    ]);
  });

  test('50 MB in one line are passed over', async ({ tab }) => {
    const shard = await tab.call('importFiles', 1, of('long-line.jsonl'), shaped({}));
    expect(await tab.ends()).toMatchObject({ state: 'done', rows: 3, kept: 2, rejected: 1 });
    const held = await tab.call('held', shard);
    expect(held?.rejections).toMatchObject([{ line: 2, reason: 'line-too-long', excerpt: 'a'.repeat(200) }]);
  });

  for (const [name, encoding] of [
    ['utf16le.txt', 'utf-16le'],
    ['utf16be.txt', 'utf-16be'],
    ['marked.txt', 'utf-8'],
  ] as const)
    test(`reads ${encoding} with a byte order mark`, async ({ tab }) => {
      const shard = await tab.call('importFiles', 1, of(name), shaped({ format: 'lines', encoding }, 'text'));
      expect(await tab.ends()).toMatchObject({ state: 'done', kept: 3, rejected: 0 });
      expect((await tab.call('held', shard))?.first).toBe('Zoë');
    });

  test('a line that is no UTF-8 is rejected alone', async ({ tab }) => {
    const shard = await tab.call('importFiles', 1, of('invalid.txt'), shaped({ format: 'lines' }, 'text'));
    expect(await tab.ends()).toMatchObject({ state: 'done', kept: 2, rejected: 1 });
    expect((await tab.call('held', shard))?.rejections).toMatchObject([{ line: 2, reason: 'bad-encoding' }]);
  });

  test('Parquet: texts inside structures, lists, missing values, and a column that is not there', async ({ tab }) => {
    const column = { kind: 'text', role: null } as const;
    const columns = [
      { ...column, name: 'age', kind: 'integer', field: 'person.age' },
      { ...column, name: 'tags', field: 'tags' },
      { ...column, name: 'city', field: 'person.city' },
    ] as const;
    const plan = { ...shaped({ format: 'parquet' }), mapping: { text: 'person.text', columns } };
    const shard = await tab.call('importFiles', 1, of('nested.parquet'), plan);
    expect(await tab.ends()).toMatchObject({ state: 'done', rows: 4, kept: 2, duplicates: 1, rejected: 1 });
    const held = await tab.call('held', shard);
    expect(held?.rejections).toMatchObject([{ line: 3, reason: 'no-text' }]);
    expect(held?.attributes).toEqual([
      ['age', 40],
      ['tags', 'clay kiln'],
    ]);
    await tab.call('importFiles', 1, of('nested.parquet'), shaped({ format: 'parquet' }, 'persona'));
    expect(await tab.ends()).toMatchObject({ state: 'failed', fault: { code: 'bad-input' } });
  });

  test('an empty file leaves nothing', async ({ tab }) => {
    await tab.call('importFiles', 1, of('empty.jsonl'), shaped({}));
    expect(await tab.ends()).toMatchObject({ state: 'failed', fault: { code: 'bad-input' } });
    expect(await tab.call('stored')).toEqual({ whole: [], open: [] });
    expect(await tab.call('imports', 1)).toEqual([]);
  });

  test('a file of the same size with other rows is noticed; what was read may be kept', async ({ tab }) => {
    const rows = 60_000;
    await tab.call('prepare', { rows });
    const shard = await tab.call('importFiles', 1, [{ rows }]);
    await expect.poll(async () => (await tab.call('last', 1))?.kept ?? 0, { intervals: [5] }).toBeGreaterThan(0);
    await tab.call('pause', 1, shard);
    const { kept = 0, state } = (await tab.call('last', 1)) ?? {};
    expect(state).toBe('paused');
    await expect(tab.call('resume', 1, shard, [{ rows: 10, name: 'village.jsonl' }])).rejects.toThrow('source-changed');
    await tab.call('resume', 1, shard, [{ rows, changed: true }]);
    expect(await tab.ends()).toMatchObject({ state: 'failed', fault: { code: 'source-changed' }, kept });
    await tab.call('cancel', 1, shard, true);
    expect(await tab.call('held', shard)).toMatchObject({ rows: kept, distinct: kept, info: { state: 'whole' } });
  });

  test('an address is read again after a pause; one that is not there is refused', async ({ tab, site }) => {
    const source = { kind: 'url', url: `${site.url}files/whole.bin` } as const;
    const shard = await tab.call('importSource', 1, source, gzip);
    await tab.call('pause', 1, shard);
    const [open] = await tab.call('imports', 1);
    if (open) {
      expect(open).toMatchObject({ state: 'paused', needs: null });
      await tab.call('start', 2);
      await tab.call('resume', 2, shard, []);
      expect((await tab.ends(2)).state).toBe('done');
    }
    await tab.expectWhole(shard, 30_000);
    const gone = { kind: 'url', url: `${site.url}files/nothing.jsonl` } as const;
    await expect(tab.call('importSource', 1, gone)).rejects.toThrow('download-failed');
  });
});

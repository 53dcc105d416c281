import type { BrowserContext, Page } from '@playwright/test';
import old from '../../lib/store/fixtures/shard.v1.json' with { type: 'json' };
import { expect, test as base } from '../fixtures/guard.ts';
import type { ShardsBench } from './shards-page.ts';
import { openShardsSite, STARTERS, starterText } from './shards-site.ts';
import type { ContractSite } from './site.ts';

/** A tab with the shards worker in it. */
class Tab {
  constructor(readonly page: Page) {}

  call<M extends keyof ShardsBench>(
    method: M,
    ...args: Parameters<ShardsBench[M]>
  ): Promise<Awaited<ReturnType<ShardsBench[M]>>> {
    return this.page.evaluate(
      ([name, given]) => (polyphonyShardsBench[name] as (...all: unknown[]) => unknown)(...given),
      [method, args] as [M, unknown[]],
    ) as Promise<Awaited<ReturnType<ShardsBench[M]>>>;
  }

  /** Resolves when the copies are whole. */
  async copied(): Promise<void> {
    const names = async () => Object.keys(await this.call('files'));
    await expect.poll(names).toEqual(expect.arrayContaining(['shards/starter/parts', 'shards/starter/info.json']));
  }
}

async function openTab(context: BrowserContext, site: ContractSite): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'polyphonyShardsBench' in globalThis);
  return new Tab(page);
}

const test = base.extend<{ readonly tab: Tab }, { readonly site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openShardsSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ context, site }, use) => {
    await use(await openTab(context, site));
  },
});

const rows = [0, 4095, 4096, STARTERS - 1];

test.describe('Shards in Chromium', () => {
  test('keep the starter personas, and a copy of them', async ({ tab, context, site }) => {
    await tab.call('start');
    const info = await tab.call('starter');
    expect(info).toMatchObject({ name: 'Starters', count: STARTERS, state: 'whole' });
    expect(await tab.call('texts', rows)).toEqual(rows.map(starterText));
    expect(await tab.call('exported', 'jsonl')).toBe(STARTERS);
    expect(await tab.call('exported', 'parquet')).toBeGreaterThan(50_000);
    await tab.copied();
    await tab.page.close();
    const next = await openTab(context, site);
    await next.call('start');
    expect((await next.call('shards')).map(({ hash }) => hash)).toEqual([info.hash]);
    expect(await next.call('verify')).toEqual({ parts: 3, damaged: [], rowsLost: 0, recoverable: 0 });
  });

  test('come back when the browser emptied the database', async ({ tab, context, site }) => {
    await tab.call('start');
    const info = await tab.call('starter');
    await tab.call('rename', 'Mine');
    await tab.copied();
    await expect
      .poll(async () => (await tab.call('files'))['shards/starter/info.json'])
      .toBeLessThan(JSON.stringify({ ...info, name: 'Mine' }).length + 1);
    await tab.call('end');
    await tab.call('wipe');
    await tab.page.close();
    const next = await openTab(context, site);
    await next.call('start');
    expect(await next.call('shards')).toMatchObject([{ id: 'starter', name: 'Mine', hash: info.hash }]);
    expect(await next.call('texts', rows)).toEqual(rows.map(starterText));
    expect(await next.call('verify')).toMatchObject({ damaged: [] });
  });

  test('tell damage, use the rest, and repair it from the copy', async ({ tab }) => {
    await tab.call('start');
    const info = await tab.call('starter');
    await tab.copied();
    await tab.call('end');
    await tab.call('damage', 1);
    await tab.call('start');
    await expect(tab.call('texts', [5000])).rejects.toThrow(/shard-corrupt/);
    expect(await tab.call('texts', [0, 8192])).toEqual([0, 8192].map(starterText));
    expect(await tab.call('verify')).toEqual({ parts: 3, damaged: [1], rowsLost: 4096, recoverable: 1 });
    expect(await tab.call('shards')).toMatchObject([{ damagedParts: 1 }]);
    await tab.call('repair');
    expect(await tab.call('texts', [5000])).toEqual([starterText(5000)]);
    expect(await tab.call('shards')).toMatchObject([{ damagedParts: 0, hash: info.hash, count: STARTERS }]);
  });

  test('of version 1 are read', async ({ tab }) => {
    await tab.call('writeVersion1', old);
    await tab.call('start');
    expect(await tab.call('shards')).toMatchObject([{ id: 'starter', name: 'Starter personas', count: 4 }]);
    expect(await tab.call('texts', [0, 1, 2, 3])).toEqual(old.texts);
    expect(await tab.call('verify')).toMatchObject({ parts: 1, damaged: [] });
  });

  test('keep what a decision removed, in both tabs and over a wiped database, until it is undone', async ({
    tab,
    context,
    site,
  }) => {
    await tab.call('start');
    await tab.call('starter');
    const other = await openTab(context, site);
    await other.call('start');
    expect(await other.call('shards')).toMatchObject([{ removed: 0 }]);
    await tab.call('decide', 'd1', [1, 4096, STARTERS - 1]);
    await expect(tab.call('decide', 'd2', [4096])).rejects.toThrow(/bad-input/);
    await expect.poll(() => other.call('shards')).toMatchObject([{ removed: 3, count: STARTERS }]);
    expect(await other.call('exported', 'jsonl')).toBe(STARTERS - 3);
    expect(await other.call('decided', 'd1')).toBe(3);
    await tab.copied();
    await expect.poll(async () => Object.keys(await tab.call('files'))).toContain('decisions/d1');
    for (const one of [tab, other]) await one.call('end');
    await tab.call('wipe');
    await tab.page.close();
    await other.page.close();
    const next = await openTab(context, site);
    await next.call('start');
    expect(await next.call('shards')).toMatchObject([{ removed: 3 }]);
    expect(await next.call('exported', 'parquet')).toBeGreaterThan(50_000);
    expect(await next.call('texts', rows)).toEqual(rows.map(starterText));
    await next.call('undo', 'd1');
    expect(await next.call('shards')).toMatchObject([{ removed: 0 }]);
    expect(await next.call('exported', 'jsonl')).toBe(STARTERS);
    expect(Object.keys(await next.call('files'))).not.toContain('decisions/d1');
  });

  test('changed in one tab are seen in the other', async ({ tab, context, site }) => {
    await tab.call('start');
    await tab.call('starter');
    const other = await openTab(context, site);
    await other.call('start');
    await other.call('starter');
    const before = (await other.call('events')).length;
    await tab.call('rename', 'Ours');
    await expect.poll(async () => (await other.call('events')).length).toBeGreaterThan(before);
    expect(await other.call('shards')).toMatchObject([{ name: 'Ours' }]);
  });
});

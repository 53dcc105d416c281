import { type BrowserContext, chromium } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { expect, test as base, watchContext } from '../fixtures/guard.ts';
import { openImportSite } from './import-site.ts';
import { expectNeverFalls, type ImportTab, openImportTab } from './import-tab.ts';
import type { ContractSite } from './site.ts';

const ROWS = 60_000;
const file = { rows: ROWS };

interface Fixtures {
  readonly profile: BrowserContext;
  readonly tab: ImportTab;
}

const test = base.extend<Fixtures, { site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openImportSite({});
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  /** A profile on disk, with a database on disk. */
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'polyphony-profile-'));
    const executablePath = findChromium();
    const context = await chromium.launchPersistentContext(folder, {
      args: [...chromiumArgs],
      ...(executablePath && { executablePath }),
    });
    await watchContext(context);
    await use(context);
    await context.close();
    await rm(folder, { recursive: true, force: true });
  },
  tab: async ({ profile, site }, use) => {
    await use(await openImportTab(profile, site));
  },
});

/** A repeatable series of numbers from 0 to 1. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test.describe('Imports in Chromium', () => {
  test('imports, and leaves out what is there', async ({ tab }) => {
    const first = await tab.call('importFiles', 1, [{ rows: 9_000 }]);
    expect(await tab.ends()).toMatchObject({ state: 'done', rows: 9_000, fault: null });
    await tab.expectWhole(first, 9_000);
    const second = await tab.call('importFiles', 1, [file]);
    expect((await tab.ends()).state).toBe('done');
    await tab.expectWhole(second, ROWS, 9_000);
    expectNeverFalls((await tab.call('seen', 1)).filter(({ shard }) => shard === second));
  });

  for (const seed of [7, 8])
    test(`loses nothing and doubles nothing when its worker is killed at 20 random moments (${seed})`, async ({
      tab,
    }) => {
      await tab.call('prepare', file);
      const start = Date.now();
      const first = await tab.call('importFiles', 1, [file]);
      await tab.ends();
      await tab.call('remove', first);
      const whole = Date.now() - start;
      const random = series(seed);
      let kills = 0;
      while (kills < 20) {
        const moments = Array.from({ length: 5 }, () => random() * whole * 1.1);
        const run = await tab.call('killed', [file], moments);
        kills += run.kills;
        expect(run.views.map(({ fault }) => fault?.code).filter(Boolean)).toEqual([]);
        expectNeverFalls(run.views);
        if (run.shard === null) throw new Error('Nothing was imported.');
        await tab.expectWhole(run.shard, ROWS);
        expect(await tab.call('stored')).toEqual({ whole: [run.shard], open: [] });
        await tab.call('remove', run.shard);
      }
    });

  test('loses nothing and doubles nothing when its tab crashes at 10 random moments', async ({
    tab,
    profile,
    site,
  }) => {
    const random = series(11);
    let last = tab;
    for (let crashes = 0; ; crashes += 1) {
      await last.call('prepare', file);
      const { whole, open } = await last.call('stored');
      for (const shard of whole) {
        await last.expectWhole(shard, ROWS);
        await last.call('remove', shard);
      }
      if (open[0]) {
        const [view] = await last.call('imports', 1);
        expect(view).toMatchObject({ state: 'interrupted', needs: ['village.jsonl'] });
        await last.call('resume', 1, open[0], [file]);
      } else void last.call('importFiles', 1, [file]).catch(() => undefined);
      if (crashes === 10) break;
      await new Promise((resolve) => setTimeout(resolve, random() * 900));
      const crashed = last.page.waitForEvent('crash');
      const cdp = await profile.newCDPSession(last.page);
      void cdp.send('Page.crash').catch(() => undefined);
      await crashed;
      await last.page.close();
      last = await openImportTab(profile, site);
    }
    const view = await last.ends();
    expect(view).toMatchObject({ state: 'done', fault: null });
    await last.expectWhole(view.shard, ROWS);
  });

  test('stops at the quota, keeps what it has, and goes on when there is room', async ({ profile, site }) => {
    // Before the database is opened: the browser remembers for half a minute how much room it found.
    const cdp = await profile.newCDPSession(await profile.newPage());
    const { origin } = new URL(site.url);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
    const tab = await openImportTab(profile, site);
    const shard = await tab.call('importFiles', 1, [file]);
    const view = await tab.ends();
    expect(view).toMatchObject({ state: 'paused', fault: { code: 'storage-full' } });
    expect(view.kept).toBeGreaterThan(0);
    expect(view.rows).toBeLessThan(ROWS);
    expect(await tab.call('held', shard)).toMatchObject({ rows: view.kept, distinct: view.kept, beyond: false });
    expect((await tab.call('imports', 1))[0]).toMatchObject({ needs: null, kept: view.kept });
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    await tab.call('resume', 1, shard, []);
    expect((await tab.ends()).state).toBe('done');
    await tab.expectWhole(shard, ROWS);
    expectNeverFalls(await tab.call('seen', 1));
  });

  test('imports for two tabs one after the other', async ({ tab, profile, site }) => {
    const other = await openImportTab(profile, site);
    const more = { rows: ROWS + 10_000, name: 'more.jsonl' };
    await Promise.all([tab.call('prepare', file), other.call('prepare', more)]);
    const first = await tab.call('importFiles', 1, [file]);
    const second = await other.call('importFiles', 1, [more]);
    expect((await other.call('last', 1))?.state).toBe('waiting');
    await expect(other.call('pause', 1, first)).rejects.toThrow('bad-input');
    await expect(other.call('resume', 1, first, [file])).rejects.toThrow('bad-input');
    await expect(other.call('cancel', 1, first, false)).rejects.toThrow('bad-input');
    const states = (await other.call('imports', 1)).map(({ shard, state }) => [shard, state]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        [first, 'running'],
        [second, 'waiting'],
      ]),
    );
    expect((await tab.ends()).state).toBe('done');
    expect((await other.ends()).state).toBe('done');
    await tab.expectWhole(first, ROWS);
    await tab.expectWhole(second, ROWS + 10_000, ROWS);
  });

  test('pauses, and goes on in another tab that is given the file', async ({ tab, profile, site }) => {
    const other = await openImportTab(profile, site);
    const shard = await tab.call('importFiles', 1, [file]);
    await tab.call('pause', 1, shard);
    const view = await tab.call('last', 1);
    expect(view?.state).toBe('paused');
    expect((await tab.call('imports', 1))[0]).toMatchObject({ needs: null });
    expect((await other.call('imports', 1))[0]).toMatchObject({ state: 'paused', needs: ['village.jsonl'] });
    await expect(other.call('resume', 1, shard, [])).rejects.toThrow('bad-input');
    await expect(other.call('resume', 1, shard, [{ rows: ROWS - 1 }])).rejects.toThrow('source-changed');
    await other.call('resume', 1, shard, [file]);
    expect((await other.ends()).state).toBe('done');
    await tab.expectWhole(shard, ROWS);
    expect(await tab.call('imports', 1)).toEqual([]);
    expectNeverFalls([...(await tab.call('seen', 1)), ...(await other.call('seen', 1))]);
  });

  for (const keep of [true, false])
    test(`is cancelled in the middle and ${keep ? 'keeps' : 'removes'} what was read`, async ({ tab }) => {
      const shard = await tab.call('importFiles', 1, [file]);
      await expect.poll(async () => (await tab.call('last', 1))?.kept ?? 0, { intervals: [5] }).toBeGreaterThan(0);
      await tab.call('cancel', 1, shard, keep);
      expect(await tab.call('stored')).toEqual({ whole: keep ? [shard] : [], open: [] });
      if (!keep) return;
      const held = await tab.call('held', shard);
      const { count = 0, duplicates = 0, rejected = 0 } = held?.info ?? {};
      await tab.expectWhole(shard, count + duplicates + rejected);
    });
});

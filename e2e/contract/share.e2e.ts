import { expect, type Page, test as base } from '@playwright/test';
import fixtures from '../../lib/share/fixtures/links.v1.json' with { type: 'json' };
import { linkOf, mutations } from '../../lib/share/mutations.test-help.ts';
import { createRandom } from '../../lib/sampling/random.ts';
import { openBundledSite } from './bundled-site.ts';
import type { ContractSite } from './site.ts';

const test = base.extend<{ readonly tab: Page }, { readonly site: ContractSite }>({
  site: [
    async ({}, use) => {
      const entries = { page: 'e2e/contract/share-page.ts', share: 'workers/share.worker.ts' };
      const site = await openBundledSite('Share', entries, {});
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ context, site }, use) => {
    const page = await context.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'polyphonyShareBench' in globalThis);
    await use(page);
  },
});

const open = (tab: Page, links: readonly string[]) =>
  tab.evaluate((given) => polyphonyShareBench.open(given), links as string[]);

test.describe('The share worker in Chromium', () => {
  test('opens links that are out there, and what it packs itself', async ({ tab }) => {
    const { outcomes } = await open(tab, fixtures.map(({ link }) => link)); // prettier-ignore
    expect(outcomes).toEqual(fixtures.map(({ playground }) => playground));
    const { opened, file } = await tab.evaluate(() => polyphonyShareBench.packed());
    expect(opened).toMatchObject({ ok: true, value: { recipe: { task: { id: 'math', shots: 'zero' } } } });
    expect(file).toMatchObject({
      ok: true,
      value: { kind: 'playground', playground: opened.ok ? opened.value : null },
    });
  });

  test('refuses bombs and damage, sends nothing and lives on', async ({ tab }) => {
    const requests: string[] = [];
    tab.on('request', (request) => requests.push(request.url()));
    const random = createRandom(11);
    const draw = (n: number) => Math.floor(random.nextFloat() * n);
    const ways = Object.values(mutations);
    const link = () => fixtures[draw(fixtures.length)]?.link ?? '';
    const spoilt = Array.from({ length: 500 }, (_, i) => ways[i % ways.length]?.(link(), draw, link()) ?? '');
    const { outcomes } = await open(tab, spoilt);
    const codes = new Set(outcomes.map((one) => (typeof one === 'string' ? one : 'playground')));
    expect([...codes].sort()).toEqual(['playground', 'share-corrupt', 'share-newer', 'share-too-large']);
    // 20 MiB in 27,000 characters: given up at the first.
    const bomb = await open(tab, [linkOf(Buffer.alloc(20 * 1024 * 1024))]);
    expect(bomb.outcomes).toEqual(['share-too-large']);
    const damaged = await tab.evaluate(() => polyphonyShareBench.file('\u001f\u008bxxxx', 'a.polyphony'));
    expect(damaged).toBe('share-corrupt');
    const whole = await open(tab, [fixtures[0]?.link ?? '']);
    expect(whole.outcomes).toEqual([fixtures[0]?.playground]);
    expect(requests).toEqual([]);
  });
});

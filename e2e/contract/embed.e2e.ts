import type { BrowserContext, Page } from '@playwright/test';
import { expect, test as base } from '../fixtures/guard.ts';
import type { EmbedBench } from './embed-page.ts';
import { openEmbedSite } from './embed-site.ts';
import type { ContractSite } from './site.ts';

/** A tab with the embed worker in it. */
class Tab {
  /** Paths of files that were asked for. */
  readonly asked: string[] = [];

  constructor(readonly page: Page) {
    page.context().on('request', (request) => this.asked.push(new URL(request.url()).pathname));
  }

  call<M extends keyof EmbedBench>(
    method: M,
    ...args: Parameters<EmbedBench[M]>
  ): Promise<Awaited<ReturnType<EmbedBench[M]>>> {
    return this.page.evaluate(
      ([name, given]) => (polyphonyEmbedBench[name] as (...all: unknown[]) => unknown)(...given),
      [method, args] as [M, unknown[]],
    ) as Promise<Awaited<ReturnType<EmbedBench[M]>>>;
  }
}

async function openTab(context: BrowserContext, site: ContractSite): Promise<Tab> {
  const page = await context.newPage();
  const tab = new Tab(page);
  await page.goto(site.url);
  await page.waitForFunction(() => 'polyphonyEmbedBench' in globalThis);
  return tab;
}

const test = base.extend<{ readonly tab: Tab }, { readonly site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openEmbedSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ context, site }, use) => {
    await use(await openTab(context, site));
  },
});

const WEIGHTS = '/models/all-minilm-l6-v2/weights.000.bin';
const nurses = [
  'A nurse in a village clinic who sings to her patients.',
  'A village clinic nurse who sings for the patients.',
  'He drives a coal train at night and collects stamps.',
];
const many = Array.from({ length: 2000 }, (_, i) => `A weaver who keeps ${i} looms in a valley behind the mill.`);

test.describe('The sentence encoder in Chromium', () => {
  test('loads with threads, tells paraphrases, and keeps vectors over a reload', async ({ tab, context, site }) => {
    await tab.call('start', '/');
    expect(await tab.call('load')).toMatchObject({
      model: expect.stringMatching(/^all-minilm-l6-v2\/[0-9a-f]{12}$/),
      dimensions: 384,
      maxTokens: 256,
      runsOn: expect.stringMatching(/threads$/),
    });
    const fractions = await tab.call('fractions');
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const first = await tab.call('embed', nurses);
    expect(first.held).toBe(0);
    expect(first.cosines[0]).toBeCloseTo(1, 5);
    expect(first.cosines[1]).toBeGreaterThan(0.85);
    expect(first.cosines[2]).toBeLessThan(0.4);
    expect(await tab.call('embedOverPort', nurses)).toEqual(first.cosines);
    expect(await tab.call('held')).toEqual({ texts: 3, bytes: 3 * 384 * 2 });
    await tab.page.close();
    const next = await openTab(context, site);
    await next.call('start', '/');
    expect(await next.call('embed', nurses)).toEqual({ ...first, held: 3 });
    // Kept by the browser, with the weights.
    expect(next.asked).not.toContain(WEIGHTS);
    await next.call('clear');
    expect(await next.call('held')).toEqual({ texts: 0, bytes: 0 });
  });

  test('ends a cancelled call soon, and keeps what was done', async ({ tab }) => {
    await tab.call('start', '/');
    await tab.call('load');
    const { code, milliseconds } = await tab.call('cancelled', many, 3000);
    expect(code).toBe('cancelled');
    // One batch; the limit is for a machine that does other things, too.
    expect(milliseconds).toBeLessThan(5000);
    const { texts } = await tab.call('held');
    expect(texts).toBeGreaterThan(0);
    expect(texts).toBeLessThan(many.length);
    expect((await tab.call('embed', nurses)).cosines[0]).toBeCloseTo(1, 5);
  });

  test('fetches a damaged part again, alone', async ({ tab, context, site }) => {
    await tab.call('start', '/');
    await tab.call('load');
    const kept = await tab.call('kept');
    expect(kept[WEIGHTS]).toBe(22_928_619);
    await tab.call('damage', WEIGHTS);
    await tab.page.close();
    const next = await openTab(context, site);
    await next.call('start', '/');
    await next.call('load');
    expect(next.asked.filter((path) => path.startsWith('/models/'))).toEqual([
      '/models/all-minilm-l6-v2/manifest.json',
      WEIGHTS,
    ]);
    expect((await next.call('embed', nurses)).cosines[1]).toBeGreaterThan(0.85);
    expect(await next.call('kept')).toEqual(kept);
  });

  test('says what to do on a site without the encoder', async ({ tab }) => {
    await tab.call('start', '/bare/');
    await expect(tab.call('load')).rejects.toThrow(/model-missing: .* Compare by words/);
    await expect(tab.call('embed', nurses)).rejects.toThrow(/model-missing/);
  });
});

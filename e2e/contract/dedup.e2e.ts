import type { Page } from '@playwright/test';
import { expect, test as base } from '../fixtures/guard.ts';
import { openBundledSite } from './bundled-site.ts';
import type { DedupBench } from './dedup-page.ts';
import type { ContractSite } from './site.ts';

const ROWS = 20_000;
const CLUSTERS = 500;

/** Texts no two of which share more than a few words, but every 40th, which is the one before it in other letters. */
const personas = Array.from({ length: ROWS }, (_, row) => {
  const of = row % (ROWS / CLUSTERS) === 1 ? row - 1 : row;
  const text = `A weaver from village${of} who keeps looms${of % 977} and goats${of % 613} near river${of % 331}`;
  return of === row ? text : text.toUpperCase();
});

class Tab {
  constructor(readonly page: Page) {}

  call<M extends keyof DedupBench>(
    method: M,
    ...args: Parameters<DedupBench[M]>
  ): Promise<Awaited<ReturnType<DedupBench[M]>>> {
    return this.page.evaluate(
      ([name, given]) => (polyphonyDedupBench[name] as (...all: unknown[]) => unknown)(...given),
      [method, args] as [M, unknown[]],
    ) as Promise<Awaited<ReturnType<DedupBench[M]>>>;
  }
}

const test = base.extend<{ readonly tab: Tab }, { readonly site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openBundledSite(
        'Dedup',
        {
          page: 'e2e/contract/dedup-page.ts',
          shards: 'workers/shards.worker.ts',
          dedup: 'workers/dedup.worker.ts',
        },
        {},
      );
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ context, site }, use) => {
    const page = await context.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'polyphonyDedupBench' in globalThis);
    const tab = new Tab(page);
    await tab.call('start');
    await use(tab);
  },
});

test.describe('Dedup in Chromium', () => {
  test('finds planted clusters among imported personas, and takes choices', async ({ tab }) => {
    const { shard, rows } = await tab.call('importTexts', personas);
    expect(rows).toBe(ROWS);
    const found = await tab.call('findPersonas', 'j', shard, rows, 0.8);
    expect(found).toMatchObject({ texts: ROWS, pairs: CLUSTERS, empty: 0 });
    expect(await tab.call('group', 'j', 0.9, 'first')).toMatchObject({ clusters: CLUSTERS, removed: CLUSTERS });
    const [first, second] = await tab.call('clusters', 'j', 0, 2);
    expect(first?.members.map(({ item, keep }) => [item, keep])).toEqual([[0, true], [1, false]]); // prettier-ignore
    expect(first?.members.map(({ text }) => text)).toEqual(personas.slice(0, 2));
    expect(second?.members.map(({ row }) => row?.row)).toEqual([40, 41]);
    await expect(tab.call('choose', 'j', 0, 'remove')).rejects.toThrow('bad-input');
    expect(await tab.call('choose', 'j', 1, 'keep')).toMatchObject({ removed: CLUSTERS - 1, byHand: 1 });
    expect(await tab.call('removed', 'j')).toHaveLength(CLUSTERS - 1);
    expect(await tab.call('apply', 'j', shard)).toEqual({ rows: ROWS - CLUSTERS + 1, after: ROWS });
    const { results } = await tab.call('check', 'j');
    expect(results.map(({ kind }) => kind)).toContain('translation');
    const seen = await tab.call('progress');
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['tokenising', 'joining']);
  });

  test('ends in the middle when it is cancelled, and a killed one leaves nothing', async ({ tab }) => {
    const end = await tab.call('cancelled', 'j', 100_000, 700);
    expect(end.code).toBe('cancelled');
    await expect(tab.call('removed', 'j')).rejects.toThrow('bad-input');
    const { shard, rows } = await tab.call('importTexts', personas);
    await tab.call('killed', 'k', shard, rows);
    await tab.call('start');
    await expect(tab.call('removed', 'k')).rejects.toThrow('bad-input');
    expect(await tab.call('findPersonas', 'k', shard, rows, 0.8)).toMatchObject({ pairs: CLUSTERS });
  });

  test('copes with what people have', async ({ tab }) => {
    const odd = [
      '',
      '',
      'nurse',
      'nurse',
      '🙂🙂',
      '🙂🙂',
      '👩‍🚒',
      'Zoë',
      'Zoe\u0308',
      'ممرضة',
      'ממרשה',
      'ممرضة',
      '看護師',
      '看護師',
    ];
    await tab.call('findAnswers', 'odd', odd, 0.5);
    await tab.call('group', 'odd', 1, 'first');
    const clusters = (await tab.call('clusters', 'odd', 0, 50)).map(({ members }) => members.map(({ item }) => item));
    for (const pair of [[2, 3], [4, 5], [7, 8], [9, 11], [12, 13]]) expect(clusters).toContainEqual(pair); // prettier-ignore
    const equal = await tab.call('findEqual', 'equal', 'A nurse in Porto', 200_000);
    expect(equal).toMatchObject({ texts: 200_000, pairs: 19_999_900_000 });
    expect(await tab.call('group', 'equal', 0.9, 'longest')).toMatchObject({ clusters: 1, removed: 199_999 });
    const long = 'many words one after another '.repeat(36_000);
    await tab.call('findAnswers', 'long', [long, `${long}!`, 'short'], 0.9);
    expect(await tab.call('group', 'long', 0.9, 'first')).toMatchObject({ clusters: 1 });
    expect(await tab.call('semanticCode')).toBe('internal');
  });
});

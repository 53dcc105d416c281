import { measureStages } from '../../lib/protocol/measure.ts';
import { expect, test as base } from '../fixtures/guard.ts';
import { openBundledSite } from './bundled-site.ts';
import { MODEL, published } from './embed-site.ts';
import type { MeasureBench } from './measure-page.ts';
import type { ContractSite } from './site.ts';

declare const polyphonyMeasureBench: MeasureBench;

const test = base.extend<object, { readonly site: ContractSite }>({
  site: [
    async ({}, use) => {
      const site = await openBundledSite(
        'Measure',
        {
          page: 'e2e/contract/measure-page.ts',
          measure: 'workers/measure.worker.ts',
          embed: 'workers/embed.worker.ts',
        },
        { ...(await published(MODEL)), ...(await published('ort')) },
      );
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
});

test('The measure worker analyses by meaning, is cancelled anywhere, and outlives its encoder', async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  await page.waitForFunction(() => 'polyphonyMeasureBench' in globalThis);

  const meant = await page.evaluate(() => polyphonyMeasureBench.measure(true));
  expect(meant.code).toBe('ok');
  expect(meant.stages).toEqual([...measureStages]);
  const [control, hub] = meant.result?.groups ?? [];
  expect(control?.metrics['vendi-1'].value ?? 0).toBeLessThan(hub?.metrics['vendi-1'].value ?? 0);
  // Each answer names its persona's work, which is all that the personas differ in.
  expect(hub?.quality.fidelity).toMatchObject({ n: 8, k: 4, chance: 0.25 });
  expect(hub?.quality.fidelity?.hits ?? 0).toBeGreaterThanOrEqual(6);
  expect(hub?.quality.valid).toMatchObject({ hits: 8, n: 8 });
  expect(await page.evaluate(() => polyphonyMeasureBench.living())).toBe(0);

  // Vectors were kept, and the same answers give the same figures but for the time.
  const again = await page.evaluate(() => polyphonyMeasureBench.measure(true));
  expect({ ...again.result, at: 0 }).toEqual({ ...meant.result, at: 0 });

  for (const stage of ['loading', 'embedding', 'comparisons']) {
    const cut = await page.evaluate((at) => polyphonyMeasureBench.measure(true, at), stage);
    expect([stage, cut.code]).toEqual([stage, 'cancelled']);
  }
  expect(await page.evaluate(() => polyphonyMeasureBench.killed())).toBe('worker-crashed');

  const words = await page.evaluate(() => polyphonyMeasureBench.measure(false));
  expect([words.code, words.result?.encoder]).toEqual(['ok', null]);
  expect(words.result?.groups[1]?.metrics['distinct-1']).toEqual(meant.result?.groups[1]?.metrics['distinct-1']);
  expect(await page.evaluate(() => polyphonyMeasureBench.living())).toBe(0);
});

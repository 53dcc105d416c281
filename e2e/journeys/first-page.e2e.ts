import { expect, test } from '../fixtures/app.ts';

// Compressed bytes of scripts that the page itself loads before anything is clicked; workers are not the page's.
const LIMIT = 223_000;

test('the first page’s JavaScript stays small, and engines load only when needed', async ({ play, requests }) => {
  await play.page.waitForTimeout(2_000);
  const scripts = await play.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => /\.js(\?|$)/.test(entry.name))
      .map((entry) => ({
        name: new URL(entry.name).pathname,
        bytes: (entry as PerformanceResourceTiming).encodedBodySize,
      })),
  );
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`First page's JavaScript: ${Math.round(total / 1000)} kB compressed in ${scripts.length} files`);
  expect(scripts.length).toBeGreaterThan(3);
  expect(total).toBeLessThan(LIMIT);
  expect(requests.filter((request) => /\.wasm|weights\.|ort-wasm/.test(request.url()))).toEqual([]);
});

test('the production worker bundles start', async ({ play }) => {
  await expect.poll(() => play.page.workers().length).toBeGreaterThanOrEqual(2);
  await play.set('Max tokens', 8);
  await play.generate();
  const worker = await play.engineWorker();
  expect(await worker.evaluate(() => self.name.startsWith('polyphony-'))).toBe(true);
  // The starter personas went through the shards worker.
  await play.page.getByRole('button', { name: 'Add voice' }).click();
  await expect(play.page.getByRole('dialog')).toContainText('1,000');
  expect(play.errors).toEqual([]);
});

import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { cachedGguf, standInForHub } from '../fixtures/gguf.ts';
import { PlayPage, expect, test } from '../fixtures/app.ts';

const part = /weights\.\d+\.bin/;

test('weights are kept after the first load, and a damaged part is fetched again alone', async ({ play, requests }) => {
  await play.set('Max tokens', 8);
  await play.generate();
  const parts = () =>
    requests.filter((request) => part.test(request.url())).map((request) => request.url().match(part)?.[0]);
  expect(parts().length).toBe(5);
  requests.length = 0;
  await play.page.reload();
  await play.ready();
  await play.set('Seed', 2);
  await play.generate();
  expect(parts()).toEqual([]);
  await play.page.evaluate(async () => {
    const cache = await caches.open('polyphony-weights-v1');
    const request = (await cache.keys()).find(({ url }) => url.includes('weights.002.bin'));
    if (!request) throw new Error('the part is not kept');
    const bytes = new Uint8Array(await ((await cache.match(request)) as Response).arrayBuffer());
    bytes[12_345] = (bytes[12_345] ?? 0) ^ 1;
    await cache.put(request, new Response(bytes));
  });
  await play.page.reload();
  await play.ready();
  await play.set('Seed', 3);
  expect((await play.generate()).map((cell) => cell.state)).toEqual(Array(4).fill('done'));
  expect(parts()).toEqual(['weights.002.bin']);
});

const ofWeights = new Set(['parts', 'tokenizer', 'bytes', 'quantisation']);

/** The site as it is when it was built with no weights to be had. */
async function withoutWeights(page: Page): Promise<void> {
  await page.route('**/models/smollm2-135m/manifest.json', async (route) => {
    const response = await route.fetch();
    const manifest = (await response.json()) as Record<string, unknown>;
    const head = Object.fromEntries(Object.entries(manifest).filter(([key]) => !ofWeights.has(key)));
    await route.fulfill({ json: { ...head, missing: true, reason: 'No source of the weights could be reached.' } });
  });
}

test('a site without weights says so, and takes a GGUF file that the user chooses', async ({ page, site }) => {
  const gguf = cachedGguf();
  expect(existsSync(gguf)).toBe(true);
  await withoutWeights(page);
  const play = new PlayPage(page);
  await play.open(site.url);
  await play.modelChip.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('No source of the weights could be reached.');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose file' }).click();
  await (await chooser).setFiles(gguf);
  await expect(dialog).toContainText('ready', { timeout: 120_000 });
  await page.keyboard.press('Escape');
  await play.set('Max tokens', 12);
  const cells = await play.generate();
  expect(cells.map((cell) => cell.state)).toEqual(Array(4).fill('done'));
  // Converted weights are kept: the next visit needs no file.
  await page.reload();
  await play.ready();
  await play.set('Max tokens', 12);
  expect((await play.generate()).map((cell) => cell.text)).toEqual(cells.map((cell) => cell.text));
});

test('the hub is asked only after a click, and its file is checked', async ({ page, site, requests, network }) => {
  await withoutWeights(page);
  const stand = await standInForHub();
  // A body of 98 MB is too much for the test's own channel: the stand-in is reached by a redirect, as hubs do.
  await page
    .context()
    .route('https://huggingface.co/**', (route) =>
      route.fulfill({ status: 302, headers: { location: stand.url, 'access-control-allow-origin': '*' } }),
    );
  const play = new PlayPage(page);
  await play.open(site.url);
  await play.modelChip.click();
  const dialog = page.getByRole('dialog');
  const hub = () => requests.filter((request) => request.url().startsWith('https://huggingface.co/'));
  expect(hub()).toEqual([]);
  network.allow('https://huggingface.co', new URL(stand.url).origin);
  await dialog.getByRole('button', { name: 'Fetch from hub' }).click();
  await expect(dialog).toContainText('ready', { timeout: 120_000 });
  expect(hub().length).toBe(1);
  stand.close();
});

test('a file that is no GGUF is refused with a reason', async ({ play, page }) => {
  await play.modelChip.click();
  const dialog = page.getByRole('dialog');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose file' }).click();
  await (
    await chooser
  ).setFiles({ name: 'x.gguf', mimeType: 'application/octet-stream', buffer: Buffer.from('hello') });
  await expect(dialog).toContainText('This is not a GGUF file.');
  await page.keyboard.press('Escape');
  await play.set('Max tokens', 8);
  expect((await play.generate()).map((cell) => cell.state)).toEqual(Array(4).fill('done'));
});

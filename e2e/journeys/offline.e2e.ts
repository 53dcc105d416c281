import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { siteHandler } from '../../scripts/kit/site.mjs';
import { expect, PlayPage, test } from '../fixtures/app.ts';
import { OfflinePage, SiteCopy } from '../fixtures/offline.ts';
import { serveOwn } from '../fixtures/own-sites.ts';

const APP = 'polyphony-app-v1';

// A copy, two tabs and a model in one test: a minute on a free machine, some more on a busy one.
test.describe.configure({ timeout: 480_000 });

test('without a connection and without a server every page opens and the embedded model answers', async ({
  page,
  context,
  requests,
}) => {
  const served = await serveOwn({ port: 0 });
  const offline = new OfflinePage(page);
  await offline.open(served.url);
  // Looking at the panel registers nothing and keeps nothing.
  expect(await offline.lying()).toMatchObject({ workers: 0, caches: {} });
  expect(requests.filter((request) => request.url().endsWith('/sw.js'))).toEqual([]);
  await offline.keep({ model: true });
  const { caches } = await offline.lying();
  // The weights lie where their engine looks for them, and nowhere else.
  expect(caches[APP]?.filter((path) => /\.(bin|onnx)$/.test(path))).toEqual([]);
  expect(caches['polyphony-weights-v1']?.filter((path) => path.endsWith('.bin')).length).toBeGreaterThan(1);

  await served.close();
  await context.setOffline(true);
  for (const path of ['', 'models', 'personas', 'runs', '?from=start#here', 'models.html', 'embed']) {
    const answer = await page.goto(`${served.url}${path}`);
    expect(answer?.status()).toBe(200);
    expect(answer?.fromServiceWorker()).toBe(true);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(path !== 'none');
    const headers = answer?.headers() ?? {};
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cross-origin-resource-policy']).toBe(path === 'embed' ? 'cross-origin' : 'same-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
    await expect(page.locator('main')).toBeVisible();
  }
  const lost = await page.goto(`${served.url}nowhere`);
  expect(lost?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'No voice here' })).toBeVisible();
  // A link that breaks off is taken apart in its worker, offline, too.
  await page.goto(`${served.url}#v1.abc.def`);
  await expect(page.getByRole('heading', { name: 'It cannot be read' })).toBeVisible();

  await page.goto('about:blank');
  const play = new PlayPage(page);
  await play.open(served.url);
  await play.set('Max tokens', 8);
  expect((await play.generate()).map(({ state }) => state)).toEqual(Array(4).fill('done'));
  await page.getByRole('link', { name: 'Personas', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Personas', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Starter', level: 3 })).toBeVisible();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
  // The worker's file for named servers keeps the policy that lets it alone reach them.
  const policies = await page.evaluate(async () => {
    const of = async (path: string) => (await fetch(path)).headers.get('content-security-policy') ?? '';
    return [await of('/workers/endpoint.js'), await of('/runs')];
  });
  expect(policies[0]).toContain('connect-src https: http:');
  expect(policies[1]).not.toContain('connect-src https: http:');
  const part = await page.evaluate(async () => {
    const answer = await fetch('/personas/starter.json', { headers: { Range: 'bytes=0-9' } });
    return [answer.status, (await answer.text()).length];
  });
  expect(part).toEqual([206, 10]);
});

test('a new version waits, cuts nothing off, and other tabs keep the one they began with', async ({
  page,
  context,
}, info) => {
  const site = new SiteCopy(info.outputPath('site'));
  const served = await serveOwn({ root: site.root, port: 0 });
  const offline = new OfflinePage(page);
  await offline.open(served.url);
  await offline.keep({ model: false });
  const play = new PlayPage(page);
  await play.open(served.url);
  const other = new OfflinePage(await context.newPage());
  await other.page.goto(`${served.url}runs`);
  await expect(other.page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();

  await play.set('Max tokens', 600);
  await page.keyboard.press('Control+Enter');
  // The weights come first.
  await expect(play.columns.first()).toContainText(/Math problem:[^]{7,}/, { timeout: 180_000 });
  await site.publish('models/web-llm.json', '\n');
  await site.publish('runs.html', '<!-- second build -->');
  const first = await offline.text('/models/web-llm.json');
  await offline.update();
  await expect(offline.notice).toContainText('A new version is ready');
  await expect(offline.notice).toContainText(/cut off 4 answers/);
  await offline.notice.getByRole('button', { name: 'Reload when done' }).click();
  await expect(offline.notice).toContainText('It reloads when this has ended');
  await expect(play.columns.first()).toContainText('running');
  await offline.notice.getByRole('button', { name: 'Do not reload' }).click();
  await page.keyboard.press('Escape');
  await expect(play.generateButton).toBeVisible();
  await expect(offline.notice).toContainText('A new version is ready');
  // Ended, and still not reloaded by itself.
  expect(await offline.text('/runs')).not.toContain('second build');
  expect((await play.cells()).map(({ state }) => state)).toEqual(Array(4).fill('stopped'));

  await Promise.all([page.waitForEvent('load'), offline.notice.getByRole('button', { name: 'Reload now' }).click()]);
  await play.ready();
  expect(await offline.text('/runs')).toContain('second build');
  expect(await offline.text('/models/web-llm.json')).toBe(`${first}\n`);
  // The other tab began with the first build: it gets no file of the second.
  await expect(other.notice).toContainText('A new version runs in another tab');
  expect(await other.text('/models/web-llm.json')).toBe(first);
  expect(await other.text('/runs')).not.toContain('second build');

  await other.page.close();
  await page.reload();
  await play.ready();
  await expect.poll(async () => (await offline.lying()).caches[APP]?.filter((path) => path === '/runs').length).toBe(1);
});

test('a copy can be cancelled and gone on with, says so, and is taken away with one press', async ({
  page,
  network,
}) => {
  const asked: string[] = [];
  const held: (() => void)[] = [];
  let holding = true;
  const files = await siteHandler('out');
  const handler: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    // The runtime is the largest file: the copy stands there.
    if (holding && path.endsWith('.wasm')) held.push(() => files(request, response));
    else files(request, response);
  };
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  network.allow(new URL(url).origin);
  const offline = new OfflinePage(page);
  await offline.open(url);
  await offline.panel.getByRole('checkbox', { name: /built-in model/ }).uncheck();
  await offline.keepButton.click();
  await expect.poll(() => held.length).toBe(1);
  await expect(offline.panel).toContainText(/\d+ of \d+ files, .* of \d+ MB/);
  const bar = offline.panel.getByRole('progressbar', { name: 'Offline copy' });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(10);
  await offline.panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(offline.keepButton).toContainText('Go on');
  await expect(offline.panel).toContainText('are here from an earlier start');
  expect((await offline.lying()).workers).toBe(0);

  holding = false;
  for (const go of held) go();
  const before = asked.filter((path) => path === '/personas').length;
  await offline.keepButton.click();
  await offline.kept();
  expect(asked.filter((path) => path === '/personas').length).toBe(before);

  await offline.panel.getByRole('button', { name: 'Remove the offline copy' }).click();
  await offline.panel.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(offline.panel).toContainText(/\d+ MB are free again/);
  const { workers, caches } = await offline.lying();
  expect([workers, caches[APP], caches['polyphony-builds-v1']]).toEqual([0, undefined, undefined]);
  await page.reload();
  await expect(offline.keepButton).toContainText('Make available offline');
  expect((await offline.lying()).caches[APP]).toBeUndefined();
  server.closeAllConnections();
  server.close();
});

test('on a host without headers for isolation the copy adds them', async ({ page }) => {
  const served = await serveOwn({ port: 0, isolation: false });
  const offline = new OfflinePage(page);
  await offline.open(served.url);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await offline.keep({ model: false });
  await expect(offline.panel).toContainText('on all cores');
  const play = new PlayPage(page);
  await play.open(served.url);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await play.set('Max tokens', 8);
  expect((await play.generate()).map(({ state }) => state)).toEqual(Array(4).fill('done'));
  await served.close();
});

test('installing is offered: a manifest, and icons of the sizes that it names', async ({ page, site }) => {
  await page.goto(site.url);
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const { manifest, sizes } = await page.evaluate(async (path) => {
    const read = (await (await fetch(path)).json()) as Record<string, unknown> & {
      icons: { src: string; sizes: string }[];
    };
    const drawn: string[] = [];
    for (const { src, sizes: told } of read.icons) {
      if (told === 'any') continue;
      const image = await createImageBitmap(await (await fetch(src)).blob());
      drawn.push(`${told} ${image.width}x${image.height}`);
    }
    return { manifest: read, sizes: drawn };
  }, href ?? '');
  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone' });
  expect(sizes).toEqual(['192x192 192x192', '512x512 512x512', '512x512 512x512']);
  await expect(page.locator('link[rel="apple-touch-icon"]')).toHaveAttribute('href', /apple-touch-icon/);
});

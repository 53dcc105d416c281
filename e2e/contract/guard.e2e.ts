import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Served } from '../../scripts/serve.mjs';
import { expect, test } from '../fixtures/guard.ts';
import { serveOwn } from '../fixtures/own-sites.ts';

// The guard of all tests in the browser must see what a page asks elsewhere and what its policy refuses: planted here.

const files = {
  'index.html': '<!doctype html><title>Planted</title><link rel="icon" href="data:,">',
  'ask.js': 'onmessage = ({ data }) => fetch(data).then(() => postMessage(1), () => postMessage(0));',
  'outer.js': `const inner = new Worker('/ask.js');
inner.onmessage = ({ data }) => postMessage(data);
onmessage = ({ data }) => inner.postMessage(data);`,
  'sw.js': `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', ({ data, source }) =>
  fetch(data).then(() => source.postMessage(1), () => source.postMessage(0)));`,
  'code.js': `const make = () => { try { new Function('return 1')(); return 1; } catch { return 0; } };
onmessage = () => postMessage(make());`,
};

let root = '';
let open: Served;
let policed: Served;
let other: Server;
let planted = '';

test.beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'polyphony-guard-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  open = await serveOwn({ root, port: 0, bare: true });
  policed = await serveOwn({ root, port: 0 });
  other = createServer((_, response) => response.setHeader('Access-Control-Allow-Origin', '*').end('here'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  planted = `http://127.0.0.1:${(other.address() as AddressInfo).port}/planted`;
});
test.afterAll(async () => {
  await open.close();
  await policed.close();
  other.closeAllConnections();
  other.close();
  await rm(root, { recursive: true });
});

const ask = (url: string) =>
  fetch(url).then(
    () => 1,
    () => 0,
  );

const askWorker = ([file, message]: readonly [string, string]) =>
  new Promise<unknown>((resolve) => {
    const worker = new Worker(file);
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message);
  });

const askService = async (message: string) => {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  return new Promise<unknown>((resolve) => {
    navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
    active?.postMessage(message);
  });
};

test('what stays at home, and what the test asks for, passes', async ({ page, network }) => {
  await page.goto(open.url);
  expect(await page.evaluate(ask, open.url)).toBe(1);
  expect(await page.evaluate(ask, 'data:text/plain,1')).toBe(1);
  network.allow('http://127.0.0.1:*');
  expect(await page.evaluate(ask, planted)).toBe(1);
  expect(network.strays).toEqual([]);
});

test('requests before they are asked for are seen', async ({ page, network }) => {
  await page.goto(open.url);
  await page.evaluate(ask, planted);
  network.allow('http://127.0.0.1:*');
  expect(network.strays).toEqual([`fetch ${planted}`]);
  network.strays.length = 0;
});

for (const [who, run] of [
  ['a worker', (url: string) => [askWorker, ['/ask.js', url]] as const],
  ['a worker’s worker', (url: string) => [askWorker, ['/outer.js', url]] as const],
] as const)
  test(`a request of ${who} is seen`, async ({ page, network }) => {
    await page.goto(open.url);
    const [call, given] = run(planted);
    expect(await page.evaluate(call, given)).toBe(1);
    expect(network.strays).toEqual([expect.stringContaining(planted)]);
    network.strays.length = 0;
  });

test('a request of a service worker is seen', async ({ page, network }) => {
  await page.goto(open.url);
  expect(await page.evaluate(askService, planted)).toBe(1);
  expect(network.strays).toEqual([expect.stringContaining(planted)]);
  network.strays.length = 0;
});

test('a request for an image is seen, in a second browser context, too', async ({ browser, network }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(open.url);
  await page.evaluate((url) => {
    new Image().src = url;
  }, planted);
  await expect.poll(() => network.strays).toEqual([`image ${planted}`]);
  network.strays.length = 0;
  await context.close();
});

test('nothing off this machine has an address', async ({ page, network }) => {
  await page.goto(open.url);
  network.allow('https://example.com');
  expect(await page.evaluate(ask, 'https://example.com/')).toBe(0);
});

test('what a policy refuses is seen in pages and in workers', async ({ page, network }) => {
  await page.goto(policed.url);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.planted = true';
    document.head.append(script);
  });
  await expect.poll(() => network.violations).toEqual([expect.stringContaining('script-src-elem inline')]);
  network.violations.length = 0;
  const started = page.waitForEvent('worker');
  await page.evaluate(() => {
    Object.assign(globalThis, { planted: new Worker('/code.js') });
  });
  // The guard's listener was sent to the worker before this.
  await (await started).evaluate(() => 1);
  await page.evaluate(() => (globalThis as unknown as { planted: Worker }).planted.postMessage(''));
  await expect.poll(() => network.violations).toEqual([expect.stringContaining('script-src eval')]);
  network.violations.length = 0;
});

test.describe('a test fails at its end', () => {
  // Everything in these passes; what fails is the guard.
  test('after a request that nobody asked for', async ({ page, network }) => {
    test.fail();
    await page.goto(open.url);
    await page.evaluate(ask, planted);
    if (network.strays.length === 0) throw new Error('not seen');
  });

  test('after what a policy refused', async ({ page, network }) => {
    test.fail();
    await page.goto(policed.url);
    await page.evaluate(() => {
      document.body.innerHTML = '<img src="https://example.com/a.png">';
    });
    await expect.poll(() => network.violations.length).toBe(1);
  });
});

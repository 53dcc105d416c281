import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/guard.ts';
import { openBundledSite } from './bundled-site.ts';
import type { LedgerSite } from './ledger-page.ts';
import type { LedgerAsk } from './ledger.worker.ts';
import type { ContractSite } from './site.ts';

/** What the browser gives a worker's fetch, and what the page hears of it; Node's streams are not a browser's. */
const body = Buffer.from(Array.from({ length: 300_000 }, (_, at) => 97 + ((at * 7) % 26)));
let site: ContractSite;
let server: Server;
let port = 0;

test.use({ allowed: ['http://127.0.0.1:*'] });

test.beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'range');
    const path = request.url ?? '';
    if (request.method === 'OPTIONS') response.end();
    else if (path === '/moved') response.writeHead(302, { location: '/bytes' }).end();
    else if (path === '/slow') response.write('first piece');
    else if (request.headers.range === 'bytes=10-19') response.writeHead(206).end(body.subarray(10, 20));
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  site = await openBundledSite(
    'Ledger',
    {
      page: 'e2e/contract/ledger-page.ts',
      asker: 'e2e/contract/ledger.worker.ts',
      'workers/far': 'workers/far.worker.ts',
    },
    {},
  );
});
test.afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await site.close();
});

const from = (host: string, path: string) => `http://${host}:${port}${path}`;
const ask = (page: Page, given: LedgerAsk) =>
  page.evaluate((one) => (globalThis as unknown as { site: LedgerSite }).site.ask(one), given);
const entries = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { site: LedgerSite }).site.state().entries);

test('bytes are counted as the worker gets them, whichever way it reads', async ({ page }) => {
  await page.goto(site.url);
  const url = from('127.0.0.1', '/moved');
  for (const how of ['arrayBuffer', 'blob', 'text', 'reader', 'pipeTo', 'iterate'] as const) {
    expect(await ask(page, { url, how })).toEqual({
      bytes: body.length,
      url: from('127.0.0.1', '/bytes'),
      status: 200,
      type: 'cors',
      redirected: true,
    });
    await expect
      .poll(async () => (await entries(page))[0])
      .toMatchObject({ url, asker: 'models', state: 'done', status: 200, received: body.length, sent: 0 });
  }
  await ask(page, { url: from('127.0.0.1', '/bytes'), how: 'arrayBuffer', headers: { range: 'bytes=10-19' } });
  await expect.poll(async () => (await entries(page))[0]).toMatchObject({ state: 'done', status: 206, received: 10 });
  expect(await ask(page, { url: from('127.0.0.1', '/bytes'), how: 'head' })).toMatchObject({ bytes: 0, status: 200 });
  await expect.poll(async () => (await entries(page))[0]).toMatchObject({ method: 'HEAD', state: 'done', received: 0 });
  expect(await entries(page)).toHaveLength(8);
});

test('requests that stop, break, are refused, or end with their worker are told as such', async ({ page, network }) => {
  await page.goto(site.url);
  const first = async () => (await entries(page))[0];
  expect(await ask(page, { url: from('127.0.0.1', '/slow'), how: 'abort' })).toMatchObject({ bytes: 11 });
  await expect.poll(first).toMatchObject({ state: 'stopped', received: 11 });
  expect(await ask(page, { url: 'http://127.0.0.1:1/', how: 'text' })).toHaveProperty('error');
  await expect.poll(first).toMatchObject({ state: 'failed', status: null, received: 0 });
  // Only 127.0.0.1 stands in this site's policy.
  expect(await ask(page, { url: from('localhost', '/bytes'), how: 'text' })).toHaveProperty('error');
  await expect.poll(first).toMatchObject({ host: `localhost:${port}`, state: 'refused', received: 0 });
  expect(await entries(page)).toHaveLength(3);
  expect(
    await page.evaluate(
      (url) => (globalThis as unknown as { site: LedgerSite }).site.far(url),
      from('127.0.0.1', '/slow'),
    ),
  ).toEqual(['head', 'piece']);
  await expect.poll(first).toMatchObject({ asker: 'playground', state: 'stopped', url: from('127.0.0.1', '/slow') });
  void ask(page, { url: from('127.0.0.1', '/slow'), how: 'text' }).catch(() => undefined);
  await expect.poll(first).toMatchObject({ asker: 'models', state: 'open', status: 200 });
  await page.evaluate(() => (globalThis as unknown as { site: LedgerSite }).site.end());
  await expect.poll(first).toMatchObject({ state: 'stopped' });
  // Another tab's requests are its own.
  const strange = { url: from('127.0.0.1', '/bytes'), how: 'text' } as const;
  await page.evaluate((one) => (globalThis as unknown as { site: LedgerSite }).site.strange(one), strange);
  expect(await entries(page)).toHaveLength(5);
  network.violations.length = 0;
});

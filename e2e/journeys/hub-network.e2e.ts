import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../fixtures/app.ts';
import { HubPage } from '../fixtures/hub-page.ts';

const people = Array.from(
  { length: 3000 },
  (_, at) => `A signal keeper at crossing ${at} who learns the timetable by heart.`,
);
const jsonl = people.map((persona) => `${JSON.stringify({ persona })}\n`).join('');

/** A server on this machine but another origin; `/closed` does not let other pages read it. */
async function startFar(): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(`${request.method ?? ''} ${path} ${request.headers.referer ?? ''}${request.headers.cookie ?? ''}`);
    if (!path.startsWith('/closed')) response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'application/octet-stream');
    response.end(path.endsWith('.gz') ? gzipSync(jsonl) : jsonl);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('an address on another server is looked at and imported, and asked by the button alone', async ({
  play,
  page,
  network,
}) => {
  const { asked, server, url } = await startFar();
  try {
    const hub = new HubPage(page);
    await hub.open();
    await hub.addButton.click();
    const field = hub.dialog.getByRole('textbox', { name: 'From an address' });
    await field.fill(`${url}/closed/people.jsonl`);
    expect(asked).toEqual([]);
    network.allow(url);
    await hub.dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect(hub.dialog.getByText(/CORS/).first()).toBeVisible();
    expect(asked.length).toBeGreaterThan(0);
    await field.fill(`${url}/people.jsonl.gz`);
    await hub.dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect(hub.dialog.getByRole('heading', { name: 'Check what will be imported' })).toBeVisible();
    await hub.name('Far');
    await hub.start();
    await hub.imported('Far');
    await expect(hub.count('Far', 'Personas kept')).toHaveText('3,000');
    // Neither where the request comes from nor who asks.
    expect(asked.filter((line) => !/^(?:GET|HEAD) \S+ $/.test(line))).toEqual([]);
    // A refused request stands on the console.
    play.errors.length = 0;
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a data set on the hub: its files with sizes, then the ticked one', async ({ play, context, page, network }) => {
  const asked: string[] = [];
  await context.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    const headers = { 'access-control-allow-origin': '*' };
    if (pathname === '/api/datasets/owner/people/tree/main')
      return route.fulfill({
        headers,
        json: [
          { type: 'file', path: 'data/people.jsonl', size: jsonl.length },
          { type: 'file', path: 'data/more.parquet', size: 5_000_000 },
          { type: 'file', path: 'README.md', size: 10 },
        ],
      });
    if (pathname === '/api/datasets/owner/people')
      return route.fulfill({ headers, json: { tags: ['license:cc-by-4.0'], cardData: { license: 'cc-by-4.0' } } });
    if (pathname === '/datasets/owner/people/resolve/main/data/people.jsonl')
      return route.fulfill({ headers, contentType: 'application/octet-stream', body: jsonl });
    return route.fulfill({ status: 404, headers });
  });
  const hub = new HubPage(page);
  await hub.open();
  await hub.addButton.click();
  await hub.dialog.getByRole('textbox', { name: /^From a data set/ }).fill('owner/people');
  expect(asked).toEqual([]);
  network.allow('https://huggingface.co');
  await hub.dialog.getByRole('button', { name: 'List files' }).click();
  await expect(hub.dialog.getByText('data/more.parquet')).toBeVisible();
  await expect(hub.dialog.getByText('README.md')).toBeHidden();
  await hub.dialog.getByRole('checkbox', { name: 'data/people.jsonl' }).check({ force: true });
  await hub.dialog.getByRole('button', { name: /^Look at|^Next|^Read/ }).click();
  await expect(hub.dialog.getByRole('heading', { name: 'Check what will be imported' })).toBeVisible();
  await expect(hub.dialog.getByRole('combobox', { name: 'Licence' })).toHaveValue(/cc-by-4\.0/i);
  await hub.start();
  await hub.imported('people');
  await expect(hub.count('people', 'Personas kept')).toHaveText('3,000');
  expect(asked.filter((path) => path.endsWith('.parquet'))).toEqual([]);
  expect(play.errors).toEqual([]);
});

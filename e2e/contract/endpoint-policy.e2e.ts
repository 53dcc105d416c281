import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siteHandler } from '../../scripts/kit/site.mjs';
import { expect, test } from '../fixtures/guard.ts';

const script = `onmessage = ({ data }) => fetch(data).then(() => postMessage('reached'), () => postMessage('kept'));`;

async function listen(handler: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test.use({ allowed: ['http://127.0.0.1:*'] });

test('only the files of workers for named servers may reach other servers', async ({ page, network }) => {
  const root = await mkdtemp(join(tmpdir(), 'polyphony-policy-'));
  const asked: string[] = [];
  // Lets every page in, so that only the policy stands in the way.
  const other = await listen((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('here');
  });
  await mkdir(join(root, 'workers'));
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Policy</title><link rel="icon" href="data:,">');
  for (const name of ['endpoint.js', 'far.js', 'other.js']) await writeFile(join(root, 'workers', name), script);
  const site = await listen(await siteHandler(root));
  try {
    await page.goto(site.url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    const fromWorker = (file: string, url: string) =>
      page.evaluate(
        ([path, target]) =>
          new Promise((resolve) => {
            const worker = new Worker(path, { type: 'module' });
            worker.onmessage = ({ data }) => resolve(data);
            worker.onerror = () => resolve('failed');
            worker.postMessage(target);
          }),
        [file, url] as const,
      );
    expect(await fromWorker('/workers/endpoint.js', `${other.url}/endpoint`)).toBe('reached');
    expect(await fromWorker('/workers/far.js', `${other.url}/far`)).toBe('reached');
    expect(await fromWorker('/workers/other.js', `${other.url}/worker`)).toBe('kept');
    expect(await fromWorker('/workers/other.js', `${site.url}/index.html`)).toBe('reached');
    const fromPage = (url: string) =>
      page.evaluate(
        (target) =>
          fetch(target).then(
            () => 'reached',
            () => 'kept',
          ),
        url,
      );
    expect(await fromPage(`${other.url}/page`)).toBe('kept');
    expect(await fromPage(`${site.url}/index.html`)).toBe('reached');
    expect(asked).toEqual(['/endpoint', '/far']);
    expect(network.violations.join()).toContain('connect-src');
    network.violations.length = 0;
  } finally {
    for (const { server } of [site, other]) {
      server.closeAllConnections();
      server.close();
    }
    await rm(root, { recursive: true });
  }
});

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from './kit/process.mjs';
import { headersFor, siteHandler } from './kit/site.mjs';
import { buildOwnWorkers } from './own-workers.ts';
import { tempFolder } from './kit/temp.ts';

const policy = (path: string, more: readonly string[] = []) => headersFor(path, true, more)['Content-Security-Policy'];

describe('what may be reached', () => {
  it.each([
    '/',
    '/play',
    '/_next/static/chunks/turbopack-worker-1.js',
    '/ort/1/ort.mjs',
    '/workers/other.js',
    '/nowhere',
  ])('from %s is the app and where models come from', (path) => {
    expect(policy(path)).toBe(
      "connect-src 'self' blob: data: https://huggingface.co https://*.huggingface.co https://*.hf.co https://raw.githubusercontent.com",
    );
  });

  it('names every host that WebLLM’s own catalogue asks', () => {
    const code = readFileSync(join(projectRoot, 'node_modules/@mlc-ai/web-llm/lib/index.js'), 'utf8');
    const list = code.slice(code.indexOf('modelLibURLPrefix ='), code.lastIndexOf('model_id:') + 2000);
    const hosts = new Set([...list.matchAll(/"(https:\/\/[^/"]+)\//g)].map(([, host = '']) => host));
    expect(hosts.size).toBeGreaterThan(1);
    for (const host of hosts) expect(policy('/')?.split(' ')).toContain(host);
  });

  it('from the workers for servers that the user names is any server, and nothing else is allowed there', () => {
    for (const name of ['endpoint', 'far'])
      expect(policy(`/workers/${name}.js`)).toBe("default-src 'none'; connect-src https: http:");
    for (const near of [
      '/workers/endpoint.js/',
      '/workers/endpoint.js.map',
      '/x/workers/endpoint.js',
      '/workers//endpoint.js',
    ])
      expect(policy(near)).toContain("'self'");
  });

  it('can be widened for a test, and is left out unless asked for', () => {
    expect(policy('/', ['http://127.0.0.1:*'])).toMatch(/ http:\/\/127\.0\.0\.1:\*$/);
    expect(headersFor('/', true)).not.toHaveProperty('Content-Security-Policy');
  });

  it('is sent with the worker as it is built, under its exact path alone', async () => {
    const root = tempFolder();
    await buildOwnWorkers(projectRoot, join(root, 'workers'));
    const server = createServer(await siteHandler(root, true, []));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const worker = await ask('/workers/endpoint.js?x=1');
    expect(worker.headers.get('content-security-policy')).toContain('connect-src https: http:');
    expect(worker.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    const code = await worker.text();
    // What the policy is for, and nothing that would load more code.
    expect(code).toContain('chat/completions');
    expect(code).not.toMatch(/importScripts|\bimport\s*\(/);
    expect(await (await ask('/workers/far.js')).text()).not.toMatch(/importScripts|\bimport\s*\(/);
    expect((await ask('/workers/%65ndpoint.js')).headers.get('content-security-policy')).toContain('https: http:');
    expect((await ask('/nowhere')).headers.get('content-security-policy')).toContain("'self'");
  });
});

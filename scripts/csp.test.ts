import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from './kit/process.mjs';
import { headersFor, siteHandler } from './kit/site.mjs';
import { buildOwnWorkers, ownWorkers } from './own-workers.ts';
import { tempFolder } from './kit/temp.ts';

type Directives = Readonly<Record<string, string>>;

function directives(policy = ''): Directives {
  const parts = policy.split('; ').map((part) => part.split(' '));
  return Object.fromEntries(parts.map(([name = '', ...sources]) => [name, sources.join(' ')] as const));
}

const pages = {
  '/': ["'sha256-home'"],
  '/runs': ["'sha256-runs'"],
  '/embed': ["'sha256-embed'"],
  '/404': ["'sha256-404'"],
};
const of = (path: string, more: readonly string[] = []) =>
  directives(headersFor(path, { connect: more }, pages)['Content-Security-Policy']);

const chunk = '/_next/static/chunks/turbopack-worker-1.js';
const kinds = [
  '/',
  '/runs',
  '/runs.html',
  '/embed',
  '/nowhere',
  chunk,
  '/ort/1/ort.mjs',
  '/wllama/1/wllama.wasm',
  '/sw.js',
  '/workers/endpoint.js',
  '/workers/far.js',
  '/models/a.json',
  '/runs.txt',
  '/icon.svg',
  '/_next/static/a.css',
  '/models/w.bin',
];

describe('policies', () => {
  it.each(kinds)(
    'of %s forbid everything that they do not name, and frames, forms, objects and base addresses',
    (path) => {
      const policy = of(path);
      expect(policy).toMatchObject({
        'default-src': "'none'",
        'object-src': "'none'",
        'frame-src': "'none'",
        'base-uri': "'none'",
        'form-action': "'none'",
      });
      expect(policy['frame-ancestors']).toBe(path === '/embed' ? '*' : "'none'");
      expect(JSON.stringify(policy)).not.toMatch(/unsafe-eval'(?<!wasm-unsafe-eval')/);
      expect(policy['script-src'] ?? '').not.toMatch(/unsafe-inline|data:|blob:|https?:|\*/);
    },
  );

  it('of pages let this site’s scripts and their own inline ones run, and reach this site alone', () => {
    expect(of('/')['script-src']).toBe("'self' 'sha256-home'");
    for (const path of ['/runs', '/runs/', '/runs.html']) expect(of(path)['script-src']).toBe("'self' 'sha256-runs'");
    expect(of('/nowhere')['script-src']).toBe("'self' 'sha256-404'");
    for (const path of ['/', '/embed', '/nowhere'])
      expect(of(path, ['http://127.0.0.1:*'])).toMatchObject({
        'connect-src': "'self'",
        'worker-src': "'self'",
        'img-src': "'self' data: blob:",
      });
  });

  it.each([chunk, '/ort/1/ort.mjs', '/workers/other.js'])('of %s let workers compute, and fetch models', (path) => {
    expect(of(path)).toMatchObject({
      'script-src': "'self' 'wasm-unsafe-eval'",
      'worker-src': "'self' blob:",
      'connect-src':
        "'self' blob: data: https://huggingface.co https://*.huggingface.co https://*.hf.co https://raw.githubusercontent.com",
    });
  });

  it('name every host that WebLLM’s own catalogue asks', () => {
    const code = readFileSync(join(projectRoot, 'node_modules/@mlc-ai/web-llm/lib/index.js'), 'utf8');
    const list = code.slice(code.indexOf('modelLibURLPrefix ='), code.lastIndexOf('model_id:') + 2000);
    const hosts = new Set([...list.matchAll(/"(https:\/\/[^/"]+)\//g)].map(([, host = '']) => host));
    expect(hosts.size).toBeGreaterThan(1);
    for (const host of hosts) expect(of(chunk)['connect-src']?.split(' ')).toContain(host);
  });

  it('of the worker for offline use let it fetch this site’s files and run nothing', () => {
    expect(of('/sw.js')['connect-src']).toBe("'self'");
    expect(of('/sw.js')).not.toHaveProperty('script-src');
  });

  it('of the workers for servers that the user names allow any server, and nothing else', () => {
    for (const name of ownWorkers) {
      expect(of(`/workers/${name}.js`)['connect-src']).toBe('https: http:');
      expect(of(`/workers/${name}.js`)).not.toHaveProperty('script-src');
    }
    for (const near of [
      '/workers/endpoint.js/',
      '/workers/endpoint.js.map',
      '/x/workers/endpoint.js',
      '/workers//endpoint.js',
    ])
      expect(of(near)['connect-src'] ?? '').not.toContain('http:');
  });

  it('can be widened for workers in a test, and are left out when asked', () => {
    expect(of(chunk, ['http://127.0.0.1:*'])['connect-src']).toMatch(/ http:\/\/127\.0\.0\.1:\*$/);
    expect(headersFor('/', { connect: null })).not.toHaveProperty('Content-Security-Policy');
    expect(headersFor('/', { connect: null })).toHaveProperty('Referrer-Policy');
    expect(Object.keys(headersFor('/', { bare: true }))).toEqual(['Cache-Control']);
  });

  it('are sent with the workers as they are built, under their exact paths alone', async () => {
    const root = tempFolder();
    await buildOwnWorkers(projectRoot, join(root, 'workers'));
    const server = createServer(await siteHandler(root));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const policyAt = async (path: string) => directives((await ask(path)).headers.get('content-security-policy') ?? '');
    const worker = await ask('/workers/endpoint.js?x=1');
    expect(worker.headers.get('content-security-policy')).toContain('connect-src https: http:');
    expect(worker.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    const code = await worker.text();
    // What the policy is for, and nothing that would load more code.
    expect(code).toContain('chat/completions');
    expect(code).not.toMatch(/importScripts|\bimport\s*\(/);
    expect(await (await ask('/workers/far.js')).text()).not.toMatch(/importScripts|\bimport\s*\(/);
    expect((await policyAt('/workers/%65ndpoint.js'))['connect-src']).toBe('https: http:');
    // A worker that is missing is a page that says so, with that page's policy.
    expect((await policyAt('/workers/gone.js'))['connect-src']).toBe("'self'");
    expect((await policyAt('/nowhere'))['connect-src']).toBe("'self'");
  });
});

describe('other headers', () => {
  it.each(kinds)('come with %s', (path) => {
    expect(headersFor(path)).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      // Only then a site that isolates itself can frame the view that is made for that.
      'Cross-Origin-Resource-Policy': path === '/embed' ? 'cross-origin' : 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
  });
});

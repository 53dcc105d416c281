import { describe, expect, it } from 'vitest';
import type { OfflineBuild } from '../../lib/protocol/offline.ts';
import { Answerer } from './answer.ts';
import { fakeCaches, ORIGIN } from './fake-caches.test-help.ts';
import { fileOf } from './paths.ts';
import { Shelf } from './shelf.ts';

const headers = { 'Content-Security-Policy': "default-src 'none'", 'Content-Type': 'text/html' };
const file = (path: string, integrity: string) => ({ path, bytes: integrity.length, integrity });
const build: OfflineBuild = {
  version: 1,
  id: 'one',
  rules: 'r1',
  files: [file('/', 'home'), file('/runs', 'runs'), file('/embed', 'embed'), file('/404.html', 'lost')],
  onUse: [file('/wllama/1/wllama.wasm', 'runtime')],
};

/** A page that opens; Node's requests cannot be navigations. */
const opening = (path: string) =>
  ({
    method: 'GET',
    mode: 'navigate',
    url: `${ORIGIN}${path}`,
    headers: new Headers(),
    destination: 'document',
  }) as Request;
const asking = (path: string, init: RequestInit = {}) => new Request(`${ORIGIN}${path}`, init);
const from = (request: Request) => ({ request, clientId: 'tab', resultingClientId: '' });

async function kept() {
  const { caches, fake } = fakeCaches();
  const shelf = new Shelf(build, caches, ORIGIN);
  await shelf.announce();
  for (const one of build.files) await shelf.put(one, new Response(one.integrity, { headers }));
  const asked: string[] = [];
  const site = { answer: () => Promise.reject<Response>(new TypeError('no network')) };
  const answerer = new Answerer(build, shelf, ORIGIN, (request) => {
    asked.push(request.url);
    return site.answer();
  });
  return { answerer, asked, site, fake };
}

describe('requests', () => {
  it.each([
    ['/', '/'],
    ['/index.html', '/'],
    ['/runs', '/runs'],
    ['/runs/', '/runs'],
    ['/runs.html', '/runs'],
    ['/404.html', '/404.html'],
    ['/ort/1/ort.mjs', '/ort/1/ort.mjs'],
  ])('for %s mean the file %s', (path, name) => {
    expect(fileOf(path)).toBe(name);
  });

  it('to other hosts, of other methods, and for files that are not the app’s are never touched', async () => {
    const { answerer } = await kept();
    const takes = (url: string, method = 'GET') => answerer.takes({ url, method, mode: 'cors' });
    expect(takes('https://huggingface.co/')).toBe(false);
    expect(takes('https://app.test.evil/')).toBe(false);
    expect(takes('http://app.test/')).toBe(false);
    expect(takes(`${ORIGIN}/`, 'POST')).toBe(false);
    expect(takes(`${ORIGIN}/sw.js`)).toBe(false);
    expect(takes(`${ORIGIN}/offline.json`)).toBe(false);
    expect(takes(`${ORIGIN}/models/smollm2-135m/weights.000.bin?sha256=0`)).toBe(false);
    expect(takes(`${ORIGIN}/?q=1#v1.abc.def`)).toBe(true);
    expect(takes(`${ORIGIN}/runs.html`)).toBe(true);
  });

  it('are answered from what is kept, whatever the query, with the headers that it came with', async () => {
    const { answerer, asked } = await kept();
    const response = await answerer.answer(from(opening('/runs?run=1#x')));
    expect(await response.text()).toBe('runs');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(asked).toEqual([]);
  });

  it('for a part get that part', async () => {
    const { answerer } = await kept();
    const response = await answerer.answer(from(asking('/runs', { headers: { Range: 'bytes=1-2' } })));
    expect([response.status, await response.text()]).toEqual([206, 'un']);
    expect(response.headers.get('content-range')).toBe('bytes 1-2/4');
  });

  it('for unknown pages show the page for that when nothing can be reached', async () => {
    const { answerer, site } = await kept();
    const response = await answerer.answer(from(opening('/nowhere')));
    expect([response.status, await response.text()]).toEqual([404, 'lost']);
    await expect(answerer.answer(from(asking('/_next/static/x.js')))).rejects.toThrow('no network');
    site.answer = () => Promise.resolve(new Response('there after all'));
    expect(await (await answerer.answer(from(opening('/nowhere')))).text()).toBe('there after all');
  });

  it('for runtimes go out once, and are kept from then on', async () => {
    const { answerer, asked, site } = await kept();
    site.answer = () => Promise.resolve(new Response('wasm'));
    await (await answerer.answer(from(asking('/wllama/1/wllama.wasm')))).text();
    await new Promise((resolve) => setTimeout(resolve, 0));
    site.answer = () => Promise.reject(new TypeError('no network'));
    expect(await (await answerer.answer(from(asking('/wllama/1/wllama.wasm')))).text()).toBe('wasm');
    expect(asked).toHaveLength(1);
  });
});

describe('isolation', () => {
  it('is added where the host did not ask for it: to pages, not to the one that others frame', async () => {
    const { answerer } = await kept();
    const page = await answerer.answer(from(opening('/')));
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    const embed = await answerer.answer(from(opening('/embed')));
    expect(embed.headers.get('cross-origin-embedder-policy')).toBeNull();
    const data = await answerer.answer(from(asking('/runs')));
    expect(data.headers.get('cross-origin-embedder-policy')).toBeNull();
  });
});

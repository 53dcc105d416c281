import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from './kit/temp.ts';
import { startServer, type ServeOptions } from './serve.mjs';

const script = 'console.log(1);'.repeat(200);

function site(): string {
  const root = join(tempFolder(), 'out');
  const files = {
    'index.html': '<h1>Home</h1>',
    '404.html': '<h1>Not here</h1>',
    '_next/static/a.js': script,
    'ort/1.2.3/ort.wasm': 'wasm',
    'models/graph.onnx': 'graph',
    'play.html': '<h1>Play</h1>',
    '.polyphony-build': 'secret',
    '../outside.txt': 'secret',
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  writeFileSync(join(root, '_next/static/a.js.br'), brotliCompressSync(script));
  return root;
}

async function started(options: ServeOptions = {}) {
  const server = await startServer({ root: site(), port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A request as it is written here: fetch would tidy up the path. */
function raw(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
    socket.on('end', () => resolve(text)).on('error', reject);
  });
}

describe('the server', () => {
  it.each(['', 'play', 'nowhere', '_next/static/a.js'])('sends the isolating headers with /%s', async (path) => {
    const { headers } = await fetch((await started()).url + path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const off = headers.get('permissions-policy');
    for (const name of ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'bluetooth', 'payment'])
      expect(off).toContain(`${name}=()`);
  });

  it('leaves out only COOP and COEP without isolation', async () => {
    const { headers } = await fetch((await started({ isolation: false })).url);
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(headers.get('cross-origin-embedder-policy')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('lets browsers keep only what has a fixed name', async () => {
    const { url } = await started();
    const caching = async (path: string) => (await fetch(url + path)).headers.get('cache-control');
    expect(await caching('_next/static/a.js')).toContain('immutable');
    expect(await caching('ort/1.2.3/ort.wasm')).toContain('immutable');
    for (const path of ['', 'play', 'models/graph.onnx', 'nowhere', '_next/static/gone.js'])
      expect(await caching(path)).toBe('no-cache');
  });

  it('sends types, tags and what was compressed before', async () => {
    const { url } = await started();
    const wasm = await fetch(`${url}ort/1.2.3/ort.wasm`);
    expect(wasm.headers.get('content-type')).toBe('application/wasm');
    expect((await fetch(`${url}models/graph.onnx`)).headers.get('content-type')).toBe('application/octet-stream');
    const again = await fetch(`${url}ort/1.2.3/ort.wasm`, {
      headers: { 'If-None-Match': wasm.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    const packed = await fetch(`${url}_next/static/a.js`, { headers: { 'Accept-Encoding': 'br' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(await packed.text()).toBe(script);
  });

  it('answers other paths with the page for that, status 404, and other methods with 405', async () => {
    const { url } = await started();
    const response = await fetch(`${url}nowhere`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('<h1>Not here</h1>');
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each([
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/_next/../../outside.txt',
    '/..\\outside.txt',
    '/.polyphony-build',
    '/%2epolyphony-build',
    '//.polyphony-build',
    '/%00',
    '/%E0%A4%A',
    'http://elsewhere/../outside.txt',
  ])('gives nothing away at %s', async (path) => {
    const text = await raw((await started()).port, path);
    expect(text).not.toContain('secret');
    expect(text).toMatch(/^HTTP\/1\.1 40[04]/);
  });

  it('lives on after ranges that make no sense', async () => {
    const { url } = await started();
    for (const range of ['bytes=3-1', 'bytes=-', 'bytes=a-b', 'bytes=0-1,3-4', 'bytes=999999999-'])
      expect((await fetch(`${url}play`, { headers: { Range: range } })).status).toBeLessThan(500);
    const part = await fetch(`${url}play`, { headers: { Range: 'bytes=1-2' } });
    expect([part.status, await part.text()]).toEqual([206, 'h1']);
  });

  it('sees a build that replaced the files', async () => {
    const root = site();
    const { url } = await started({ root });
    await (await fetch(`${url}play`)).text();
    writeFileSync(join(root, 'play.html'), 'a longer page than it was before');
    expect(await (await fetch(`${url}play`)).text()).toBe('a longer page than it was before');
  });

  it('says which port is taken, and looks for the next free one when none was asked for', async () => {
    const { port } = await started();
    await expect(startServer({ root: site(), port })).rejects.toThrow(`Port ${port} is taken`);
    const free = await startServer({ root: site() });
    onTestFinished(() => free.close());
    const next = await startServer({ root: site() });
    onTestFinished(() => next.close());
    expect(next.port).toBeGreaterThan(free.port);
    expect(next.url).toBe(`http://localhost:${next.port}/`);
  });

  it('says when there is nothing to serve', async () => {
    await expect(startServer({ root: tempFolder() })).rejects.toThrow('There is no built app');
  });

  it('frees its port when closed, open connections or not', async () => {
    const server = await startServer({ root: site(), port: 0 });
    await (await fetch(server.url)).text();
    await server.close();
    const again = await startServer({ root: site(), port: server.port });
    await again.close();
  });
});

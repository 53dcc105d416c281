import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerNews } from '../lib/protocol/ledger.ts';
import { countFetch } from './count-fetch.ts';

let server: Server;
let far = '';
const own = 'http://own.test';
const news: LedgerNews[] = [];
const body = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 31) % 251);

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/moved') response.writeHead(302, { location: '/bytes' }).end();
    else if (path === '/json') response.writeHead(200).end('\ufeff{"a": "ö"}');
    else if (path === '/broken-json') response.writeHead(200).end('{"a": ');
    else if (path === '/none') response.writeHead(204).end();
    else if (path === '/missing') response.writeHead(404).end('not here');
    else if (path === '/cut')
      response.writeHead(200, { 'content-length': 1000 }).write('some', () => response.destroy());
    else if (path === '/slow') response.writeHead(200).write('first');
    else if (request.headers.range === 'bytes=10-19')
      response.writeHead(206, { 'content-range': 'bytes 10-19/200000' }).end(body.subarray(10, 20));
    else response.writeHead(200, { 'content-type': 'application/x-test' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  far = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void (news.length = 0));

const counted = countFetch(fetch, own, (one) => news.push(one), { epoch: () => 5, now: () => 0 });
const last = () => news.findLast((one) => one.kind === 'ended');
const same = (bytes: Uint8Array | ArrayBuffer) => Buffer.compare(Buffer.from(bytes as ArrayBuffer), Buffer.from(body));

async function readAll(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const reader = stream?.getReader();
  const parts: Uint8Array[] = [];
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) parts.push(next.value);
  return Buffer.concat(parts);
}

/** Ways to read an answer, each with how many bytes of it reach the caller. */
const ways: Readonly<Record<string, (response: Response) => Promise<number>>> = {
  arrayBuffer: async (response) => (await response.arrayBuffer()).byteLength,
  blob: async (response) => (await response.blob()).size,
  reader: async (response) => (await readAll(response.body)).length,
  'async iterator': async (response) => {
    let bytes = 0;
    for await (const chunk of response.body ?? []) bytes += chunk.length;
    return bytes;
  },
  pipeThrough: async (response) => {
    const through = new TransformStream<Uint8Array, Uint8Array>();
    return (await readAll(response.body?.pipeThrough(through) ?? null)).length;
  },
  pipeTo: async (response) => {
    let bytes = 0;
    await response.body?.pipeTo(new WritableStream({ write: (chunk: Uint8Array) => void (bytes += chunk.length) }));
    return bytes;
  },
  tee: async (response) => {
    const [one, two] = response.body?.tee() ?? [];
    const [first] = await Promise.all([readAll(one ?? null), readAll(two ?? null)]);
    return first.length;
  },
  'clone and both': async (response) => {
    const copy = response.clone();
    const [first, second] = await Promise.all([response.arrayBuffer(), copy.arrayBuffer()]);
    expect(second.byteLength).toBe(first.byteLength);
    return first.byteLength;
  },
};

describe('a counted fetch', () => {
  it.each(Object.entries(ways))('counts what its caller gets by %s', async (_, read) => {
    expect(await read(await counted(`${far}/bytes`))).toBe(body.length);
    expect(last()).toMatchObject({ end: 'done', bytes: body.length });
    expect(news.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
  });

  it('counts the same as its caller however the body is cut', async () => {
    const cuts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 12 });
    const how = fc.constantFrom(...Object.keys(ways));
    await fc.assert(
      fc.asyncProperty(cuts, how, async (chunks, name) => {
        const heard: LedgerNews[] = [];
        const stream = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const chunk of chunks) controller.enqueue(chunk);
            controller.close();
          },
        });
        const give = countFetch(
          () => Promise.resolve(new Response(stream)),
          own,
          (one) => heard.push(one),
          {
            epoch: () => 0,
            now: () => 0,
          },
        );
        const got = await ways[name]?.(await give('https://other.test/a'));
        expect(got).toBe(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
        expect(heard.at(-1)).toEqual({ kind: 'ended', id: 1, end: 'done', bytes: got });
      }),
      { numRuns: 150 },
    );
  });

  it('hands on the very Response, with its address, type and status', async () => {
    const response = await counted(`${far}/moved`);
    const plain = await fetch(`${far}/moved`);
    expect(response).toBeInstanceOf(Response);
    for (const key of ['url', 'type', 'status', 'ok', 'redirected', 'bodyUsed'] as const)
      expect(response[key]).toBe(plain[key]);
    expect([...response.headers]).toEqual([...plain.headers]);
    expect(same(await response.arrayBuffer())).toBe(0);
    expect(response.bodyUsed).toBe(true);
    await expect(response.arrayBuffer()).rejects.toThrow(TypeError);
    await plain.body?.cancel();
    expect(news.map(({ kind }) => kind)).toEqual(['asked', 'answered', 'ended']);
    expect(news[1]).toMatchObject({ status: 200, url: `${far}/bytes` });
  });

  it('passes a piece of a file on', async () => {
    const response = await counted(`${far}/bytes`, { headers: { range: 'bytes=10-19' } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([206, 10]);
    expect(last()).toMatchObject({ bytes: 10 });
  });

  it('reads text and JSON as a Response does', async () => {
    expect(await (await counted(`${far}/json`)).text()).toBe(await (await fetch(`${far}/json`)).text());
    expect(await (await counted(`${far}/json`)).json()).toEqual({ a: 'ö' });
    await expect((await counted(`${far}/broken-json`)).json()).rejects.toThrow(SyntaxError);
    expect(last()).toMatchObject({ end: 'done', bytes: 6 });
  });

  it('ends without a body, for HEAD and for 204', async () => {
    expect((await counted(`${far}/bytes`, { method: 'HEAD' })).status).toBe(200);
    expect(news[0]).toMatchObject({ method: 'HEAD', sent: 0, at: 5 });
    expect(last()).toMatchObject({ end: 'done', bytes: 0 });
    expect((await counted(`${far}/none`)).body).toBeNull();
    expect(last()).toMatchObject({ id: expect.any(Number) as number, end: 'done', bytes: 0 });
  });

  it('counts what is sent', async () => {
    const form = { method: 'post', body: 'größe' };
    await (await counted(`${far}/bytes`, form)).body?.cancel();
    expect(news[0]).toMatchObject({ method: 'POST', sent: 7 });
    expect(last()).toMatchObject({ end: 'stopped', bytes: 0 });
    await (await counted(new Request(`${far}/missing`))).text();
    expect(news.at(-2)).toMatchObject({ kind: 'answered', status: 404 });
  });

  it('stops with its signal, before an answer and in the middle of one', async () => {
    const early = AbortSignal.abort(new Error('not now'));
    await expect(counted(`${far}/slow`, { signal: early })).rejects.toThrow('not now');
    expect(last()).toMatchObject({ end: 'stopped' });
    const stop = new AbortController();
    const reader = (await counted(`${far}/slow`, { signal: stop.signal })).body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(5);
    const next = reader?.read();
    stop.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    expect(last()).toMatchObject({ end: 'stopped', bytes: 5 });
  });

  it('tells of a line that broke, and of one that never was', async () => {
    await expect(counted('http://127.0.0.1:1/')).rejects.toThrow(TypeError);
    expect(last()).toMatchObject({ end: 'failed', bytes: 0 });
    const response = await counted(`${far}/cut`);
    await expect(readAll(response.body)).rejects.toThrow();
    expect(last()).toMatchObject({ end: 'failed', bytes: 4 });
    await expect((await counted(`${far}/cut`)).arrayBuffer()).rejects.toThrow();
    expect(last()).toMatchObject({ end: 'failed' });
    // A browser says nothing of what came before; Node reads through the counter.
    expect([null, 4]).toContain((last() as { bytes: number | null }).bytes);
  });

  it('says nothing of this site’s own files, nor of what leaves no machine', async () => {
    const asked: string[] = [];
    const answer = new Response('x');
    const near = countFetch(
      (input) => (asked.push(input instanceof Request ? input.url : input.toString()), Promise.resolve(answer)),
      own,
      (one) => news.push(one),
      {
        epoch: () => 0,
        now: () => 0,
      },
    );
    for (const address of [`${own}/a`, '/b', 'data:text/plain,x', 'blob:http://own.test/1'])
      expect(await near(address)).toBe(answer);
    expect(Object.getOwnPropertyNames(answer)).toEqual([]);
    expect(news).toEqual([]);
    expect(asked).toHaveLength(4);
  });
});

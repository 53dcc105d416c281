import { beforeEach, describe, expect, it } from 'vitest';
import { BASE, bodyOf, FakeOrigin, pieceOf } from './fake-origin.test-help.ts';
import { fetchParts, keptUrl } from './fetch-parts.ts';

const bytes = (length: number, start: number) => Uint8Array.from({ length }, (_, i) => (start + i) % 251);
const contents = [bytes(100, 0), bytes(1, 7), bytes(300, 90), bytes(40, 200)];
const pieces = contents.map((content, i) => pieceOf(`p${i}.bin`, content));
const whole = contents.flatMap((content) => [...content]);

describe('fetchParts', () => {
  let origin = new FakeOrigin();
  let arrived = 0;
  let abort = new AbortController();
  beforeEach(() => {
    origin = new FakeOrigin();
    contents.forEach((content, i) => origin.serve(`p${i}.bin`, content));
    arrived = 0;
    abort = new AbortController();
  });
  const get = () => {
    const onBytes = (count: number) => (arrived += count);
    return fetchParts(BASE, pieces, { cache: origin.cache, fetch: origin.fetch, signal: abort.signal, onBytes });
  };
  const failure = (code: string) => ({ fault: { code } });

  it('joins the pieces in order, keeps them, and next time fetches nothing', async () => {
    expect([...(await get())]).toEqual(whole);
    expect(arrived).toBe(whole.length);
    expect(origin.asked.sort()).toEqual(['p0.bin', 'p1.bin', 'p2.bin', 'p3.bin']);
    expect([...(await get())]).toEqual(whole);
    expect([origin.asked.length, arrived]).toEqual([4, 2 * whole.length]);
  });

  it.each([
    ['altered', Uint8Array.from(contents[2] ?? [], (byte, i) => (i === 9 ? byte ^ 1 : byte))],
    ['cut short', (contents[2] ?? new Uint8Array()).slice(0, 50)],
    ['empty', new Uint8Array()],
  ])('fetches a kept piece that is %s again, alone', async (_, damaged) => {
    await get();
    origin.asked.splice(0);
    const [, , piece] = pieces;
    if (piece) origin.kept.set(keptUrl(BASE, piece), damaged);
    expect([...(await get())]).toEqual(whole);
    expect(origin.asked).toEqual(['p2.bin']);
    await get();
    expect(origin.asked).toEqual(['p2.bin']);
  });

  it('fetches a kept piece again whose body the browser cannot read', async () => {
    await get();
    const [first] = pieces;
    const { cache: good } = origin;
    const broken = new Response(bodyOf([bytes(10, 0)], true));
    const cache = {
      ...origin.cache,
      get: (url: string) => (first && url === keptUrl(BASE, first) ? Promise.resolve(broken) : good.get(url)),
    };
    const how = { cache, fetch: origin.fetch, signal: abort.signal, onBytes: () => undefined };
    expect([...(await fetchParts(BASE, pieces, how))]).toEqual(whole);
  });

  it.each([
    ['breaks off', () => new Response(bodyOf([bytes(20, 0)], true))],
    ['ends early', () => new Response(bodyOf([bytes(20, 0)]))],
    ['sends too much', () => new Response(bodyOf([bytes(90, 0), bytes(20, 0)]))],
    ['answers 404', () => new Response('x'.repeat(100), { status: 404 })],
    ['answers without a body', () => new Response(null)],
    [
      'is not there',
      () => {
        throw new TypeError('Failed to fetch');
      },
    ],
  ])('says that a download failed when the server %s', async (_, answer) => {
    origin.serve('p0.bin', answer);
    await expect(get()).rejects.toMatchObject(failure('download-failed'));
    expect([...origin.kept.keys()].some((url) => url.includes('p0.bin'))).toBe(false);
  });

  it('says that the server’s copy is damaged when its hash is another, and keeps nothing of it', async () => {
    origin.serve('p0.bin', bytes(100, 1));
    await expect(get()).rejects.toMatchObject(failure('model-corrupt'));
    expect([...origin.kept.keys()].some((url) => url.includes('p0.bin'))).toBe(false);
  });

  it('asks for no further piece once one has failed', async () => {
    origin.serve('p0.bin', () => new Response('', { status: 500 }));
    origin.serve('p1.bin', () => new Response('', { status: 500 }));
    await expect(get()).rejects.toMatchObject(failure('download-failed'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(origin.asked).not.toContain('p3.bin');
  });

  it('stops when it is aborted, before and in the middle of a download', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          controller.enqueue(bytes(1, sent++));
          if (sent === 3) abort.abort();
        },
      },
      { highWaterMark: 0 },
    );
    origin.serve('p2.bin', () => new Response(endless));
    await expect(get()).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent).toBeLessThan(6);
    origin.asked.splice(0);
    await expect(get()).rejects.toMatchObject({ name: 'AbortError' });
    expect(origin.asked).toEqual([]);
  });
});

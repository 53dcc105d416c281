import { describe, expect, it, vi } from 'vitest';
import type { FarAnswer, FarAsk } from '../../lib/protocol/far.ts';
import { createFarFetch, type FarWorker } from './far-fetch.ts';

/** Answers each question with the next of a script; null stays silent. */
class Scripted implements FarWorker {
  onmessage: ((event: MessageEvent<FarAnswer>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly asked: FarAsk[] = [];
  ended = false;

  constructor(private readonly script: (FarAnswer | null)[]) {}

  postMessage(ask: FarAsk): void {
    this.asked.push(ask);
    const data = this.script.shift() ?? null;
    if (data) queueMicrotask(() => !this.ended && this.onmessage?.({ data } as MessageEvent<FarAnswer>));
  }

  terminate(): void {
    this.ended = true;
  }
}

const head: FarAnswer = { kind: 'head', status: 200, url: 'https://b.test/x', headers: [['content-type', 'a/b']] };
const piece = (text: string): FarAnswer => ({ kind: 'piece', bytes: new TextEncoder().encode(text) });
const own = vi.fn(() => Promise.resolve(new Response('own')));
const near = (url: URL) => url.host === 'near.test';

function farFetch(script: (FarAnswer | null)[]) {
  const worker = new Scripted(script);
  return { worker, fetch: createFarFetch(own, near, () => worker, 'https://near.test/') };
}

describe('createFarFetch', () => {
  it('asks itself what it may, also by a path', async () => {
    const { fetch, worker } = farFetch([]);
    expect(await (await fetch('/file')).text()).toBe('own');
    expect(await (await fetch('https://near.test/a')).text()).toBe('own');
    expect(worker.asked).toEqual([]);
  });

  it('hands on head and body, a piece when it is asked for, and ends the worker', async () => {
    const { fetch, worker } = farFetch([head, piece('one '), piece('two'), { kind: 'end' }]);
    const response = await fetch('https://a.test/x', { headers: { range: 'bytes=0-' } });
    expect([response.status, response.ok, response.url]).toEqual([200, true, 'https://b.test/x']);
    expect(response.headers.get('content-type')).toBe('a/b');
    expect(worker.asked).toEqual([{ kind: 'open', url: 'https://a.test/x', headers: { range: 'bytes=0-' } }]);
    expect(await response.text()).toBe('one two');
    expect(worker.ended).toBe(true);
  });

  it('rejects like fetch where there is no answer, and in the middle', async () => {
    const refused = farFetch([{ kind: 'broken', message: 'Failed to fetch' }]);
    await expect(refused.fetch('https://a.test/')).rejects.toThrow(TypeError);
    expect(refused.worker.ended).toBe(true);
    const cut = farFetch([head, piece('one'), { kind: 'broken', message: 'network error' }]);
    await expect((await cut.fetch('https://a.test/')).text()).rejects.toThrow('network error');
    expect(cut.worker.ended).toBe(true);
  });

  it('ends at once when it is aborted: before, during the head, during the body', async () => {
    const before = farFetch([head]);
    await expect(before.fetch('https://a.test/', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(before.worker.asked).toEqual([]);
    for (const script of [[null], [head, null]]) {
      const { fetch, worker } = farFetch(script);
      const stop = new AbortController();
      const text = fetch('https://a.test/', { signal: stop.signal }).then((response) => response.text());
      setTimeout(() => stop.abort(), 5);
      await expect(text).rejects.toThrow(/abort/i);
      expect(worker.ended).toBe(true);
    }
  });

  it('ends the worker when the body is thrown away', async () => {
    const { fetch, worker } = farFetch([head, piece('one')]);
    await (await fetch('https://a.test/')).body?.cancel();
    expect(worker.ended).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { askJob } from '../contract/jobs.ts';
import { answering, ending, failure, serving, type Send } from './ending.test-help.ts';
import { answerLimits } from './limits.ts';
import { engineOn, piece, scriptedServer, sendJson, sendStream, TestWorld } from './scripted-server.test-help.ts';
import { EndpointServer } from './server.ts';

describe('a key', () => {
  it('goes to its server in Authorization, without cookies and referrer', async () => {
    const { server } = await ending(answering, undefined, ' sk-secret ');
    for (const { headers } of server.requests) {
      expect(headers.authorization).toBe('Bearer sk-secret');
      expect([headers.cookie, headers.referer]).toEqual([undefined, undefined]);
    }
    expect((await ending(answering)).server.chats()[0]?.headers.authorization).toBeUndefined();
  });

  it('reaches no other origin by a redirect', async () => {
    const other = await scriptedServer(answering);
    for (const status of [301, 302, 307, 308]) {
      const why = await failure((_, r) => r.writeHead(status, { Location: other.url }).end(), undefined, 'sk-secret');
      expect(why).toMatchObject({ code: 'endpoint-refused', message: /sent us on/ });
    }
    expect(other.requests).toEqual([]);
  });

  it('is taken out of what a server says, and refused where it cannot be a header', async () => {
    const why = await failure(
      (_, response) => sendJson(response, 401, { error: { message: 'Wrong key: sk-secret.' } }),
      undefined,
      'sk-secret',
    );
    expect(why).toMatchObject({ code: 'endpoint-refused', message: expect.stringContaining('(key)') as string });
    expect(JSON.stringify(why)).not.toContain('sk-secret');
    expect(() => new EndpointServer(new TestWorld(), 'http://localhost', 'a\nb')).toThrow('without spaces');
  });
});

describe('a server that says no', () => {
  it.each([
    [400, { error: { message: 'no tools here' } }, 'endpoint-refused', /no tools here/],
    [400, { error: { code: 'context_length_exceeded', message: 'too long' } }, 'context-overflow', /no room/],
    [400, { error: { type: 'exceed_context_size_error', message: '9 tokens' } }, 'context-overflow', /no room/],
    [400, { message: "This model's maximum context length is 10 tokens." }, 'context-overflow', /no room/],
    [401, { error: 'bad' }, 'endpoint-refused', /does not accept this key/],
    [404, { error: { message: 'model "x" not found' } }, 'endpoint-refused', /knows no such model.* not found/],
    [422, { detail: [{ msg: 'field required' }, { msg: 'wrong' }] }, 'endpoint-refused', /field required; wrong/],
    [500, {}, 'endpoint-refused', /status 500/],
    [429, { error: { code: 'insufficient_quota', message: 'pay' } }, 'endpoint-refused', /pay/],
  ])('with %i and %j fails the job with %s', async (status, body, code, message) => {
    const why = await failure((_, response) => sendJson(response, status, body));
    expect(why).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('at length is quoted in short', async () => {
    const why = await failure((_, r) => sendJson(r, 400, { error: { message: `no\n\u0000 ${'x'.repeat(90_000)}` } }));
    expect(why?.message.length).toBeLessThan(450);
  });

  it('in mid-stream fails the job and keeps what came', async () => {
    const { end: event, text } = await ending((_, response) =>
      sendStream(response, [piece('Hel'), 'data: {"error":{"message":"out of memory"}}\n\n', piece('lo')]),
    );
    expect(text).toBe('Hel');
    expect(event).toMatchObject({
      type: 'failed',
      fault: { message: expect.stringContaining('out of memory') as string },
    });
  });

  it('is asked again after a while, and not without end', async () => {
    let left = 3;
    const patient = await ending((seen, response) => {
      if (left-- > 0) sendJson(response, left === 1 ? 503 : 429, {}, left === 0 ? { 'Retry-After': '7' } : {});
      else answering(seen, response);
    });
    expect(patient.text).toBe('Hello you');
    // Doubling, half of it drawn (0.5 here); then what the server asked for, and a little more.
    expect(patient.world.slept).toEqual([750, 1500, 7500]);
    const never = await ending((_, response) => sendJson(response, 429, {}));
    expect(never.end).toMatchObject({ type: 'failed', fault: { code: 'rate-limited', retryable: true } });
    expect(never.server.chats()).toHaveLength(5);
    const long = await ending((_, response) => sendJson(response, 429, {}, { 'Retry-After': '3600' }));
    expect(long.end).toMatchObject({ fault: { code: 'rate-limited', message: /3600 seconds/ } });
    expect(long.world.slept).toEqual([]);
  });
});

describe('a server that is none', () => {
  it.each([
    ['text/html', '<!doctype html><h1>Hi</h1>', /web page/],
    ['application/json', '{"choices":[{"message":{"content":"Hi"}}]}', /does not stream/],
    ['application/json', '{"error":{"message":"no model"}}', /no model/],
    ['text/event-stream', 'data: not JSON\n\n', /not JSON/],
    ['text/event-stream', 'data: 7\n\n', /not part of an answer/],
    ['text/event-stream', '', /in the middle/],
  ])('sends %s %j', async (type, body, message) => {
    const why = await failure((_, response) => response.writeHead(200, { 'Content-Type': type }).end(body));
    expect(why).toMatchObject({ code: 'endpoint-refused', message: expect.stringMatching(message) as string });
  });

  it('cannot fill the memory: neither by a line nor by a body without an end', async () => {
    const flood =
      (text: string): Send =>
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        const pour = () => {
          while (!response.destroyed && response.write(text)) continue;
        };
        response.on('drain', pour);
        pour();
      };
    expect(await failure(flood('x'.repeat(60_000)))).toMatchObject({ message: /line without an end/ });
    expect(await failure(flood(`: ${'x'.repeat(60_000)}\n`))).toMatchObject({ message: /more than an answer can be/ });
  });

  it('is not there', async () => {
    const world = new TestWorld();
    const url = 'http://127.0.0.1:9/v1/';
    await expect(engineOn(url, { world })).rejects.toMatchObject({
      fault: {
        code: 'endpoint-unreachable',
        hint: expect.stringContaining('OLLAMA_ORIGINS=http://localhost:4173') as string,
      },
    });
    world.localNetwork = () => Promise.resolve('denied');
    await expect(engineOn(url, { world })).rejects.toMatchObject({ fault: { hint: /does not let this site/ } });
    world.localNetwork = () => Promise.resolve('prompt');
    await expect(engineOn(url, { world })).rejects.toMatchObject({ fault: { hint: /If the browser asks/ } });
  });

  it.each([
    [answerLimits.firstByteMs, 'nothing', /did not begin/],
    [answerLimits.silenceMs, 'a piece', /fell silent/],
    [answerLimits.wholeMs, 'a piece', /took too long/],
  ])('is given up after %i ms when it sent %s', async (ms, what, message) => {
    let asked: () => void = () => undefined;
    const request = new Promise<void>((resolve) => (asked = resolve));
    const server = await serving((_, response) => {
      if (what === 'a piece') response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(piece('Hi'));
      asked();
    });
    const { engine, seen, world } = await engineOn(server.url);
    engine.generate(askJob('a', 'Go.'));
    await (what === 'a piece' ? seen.until((event) => event.type === 'delta') : request);
    // Until the reader has turned to waiting for the next piece.
    await new Promise((resolve) => setImmediate(resolve));
    world.waits.find((alarm) => alarm.ms === ms)?.ring();
    await seen.ended('a');
    expect(seen.end('a')).toMatchObject({ type: 'failed', fault: { code: 'endpoint-unreachable', message } });
    expect(world.waits).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type GenerateJob, isEnd } from '../../../lib/model/job.ts';
import { askJob } from '../contract/jobs.ts';
import { answerLimits } from './limits.ts';
import { listModels } from './list-models.ts';
import {
  DONE,
  end,
  engineOn,
  isProbe,
  isSetup,
  piece,
  scriptedServer,
  sendJson,
  sendStream,
  TestWorld,
} from './scripted-server.test-help.ts';
import { EndpointServer } from './server.ts';

type SentBody = Readonly<Record<string, unknown>>;
type Send = Parameters<typeof scriptedServer>[0];

/** A server that is set up as usual and answers jobs like this. */
const serving = (send: Send) => scriptedServer((seen, response) => isSetup(seen, response) || send(seen, response));

/** What one job comes to on such a server. */
async function ending(send: Send, job: GenerateJob = askJob('a', 'Go.'), key: string | null = null) {
  const server = await serving(send);
  const { engine, seen, world, info } = await engineOn(server.url, { load: { key } });
  engine.generate(job);
  await seen.ended(job.id);
  expect(seen.violations).toEqual([]);
  return { end: seen.end(job.id), text: seen.text(job.id), server, world, info, seen };
}
const failure = async (send: Send, job?: GenerateJob, key?: string) => {
  const { end: event } = await ending(send, job, key);
  return event?.type === 'failed' ? event.fault : null;
};
const answering: Send = (_, response) => sendStream(response, [piece('Hello'), piece(' you'), end('stop'), DONE]);

describe('answers of a server', () => {
  it('are streamed, with the figures that it tells and null for the others', async () => {
    const usage = { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } };
    const told = await ending((_, response) => sendStream(response, [piece('Hi'), end('stop', usage), DONE]));
    expect(told.text).toBe('Hi');
    expect(told.end).toMatchObject({
      type: 'done',
      finish: 'end',
      usage: { promptTokens: 9, sharedTokens: 4, completionTokens: 2, rows: 1 },
    });
    const silent = await ending(answering);
    expect(silent.end).toMatchObject({ usage: { promptTokens: null, sharedTokens: null, completionTokens: null } });
    expect(silent.seen.events.every((event) => event.type !== 'delta' || event.tokens === null)).toBe(true);
  });

  it.each([
    ['length', { completion_tokens: 24 }, 'length'],
    ['length', { completion_tokens: 5 }, 'context'],
    ['length', undefined, 'length'],
    ['stop', undefined, 'end'],
  ] as const)('end by %s with %j as %s', async (reason, usage, finish) => {
    const { end: event } = await ending((_, response) => sendStream(response, [piece('x'), end(reason, usage), DONE]));
    expect(event).toMatchObject({ type: 'done', finish });
  });

  it('may end without [DONE], but not in the middle', async () => {
    expect((await ending((_, r) => sendStream(r, [piece('x'), end('stop')]))).end?.type).toBe('done');
    expect(await failure((_, r) => sendStream(r, [piece('x')]))).toMatchObject({ message: /in the middle/ });
    const cut = await failure((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Content-Length': 5000 });
      response.write(piece('x'), () => response.destroy());
    });
    expect(cut).toMatchObject({ code: 'endpoint-unreachable', message: /broke in the middle/, retryable: true });
  });

  it('leave out what the model thinks', async () => {
    const thought = `data: ${JSON.stringify({ choices: [{ delta: { reasoning_content: 'Hm.' } }] })}\n\n`;
    expect((await ending((_, r) => sendStream(r, [thought, piece('Hi'), end('stop'), DONE]))).text).toBe('Hi');
  });

  it('are taken whatever a server adds to them', async () => {
    const odd = 'data: {"choices":[{"delta":{"content":null,"role":7},"logprobs":{}}],"usage":"none","x":[]}\n\n';
    const empty = 'data: {"choices":[]}\n\ndata: {}\n\n: ping\n\n';
    expect((await ending((_, r) => sendStream(r, [odd, empty, piece('Hi'), end('stop'), DONE]))).text).toBe('Hi');
  });

  it('go on from a beginning where the server can, and only there include it', async () => {
    const begun = await scriptedServer((seen, response) => {
      const last = (seen.body?.messages as { role: string }[] | undefined)?.at(-1);
      if (seen.path.endsWith('/models')) sendJson(response, 404, { error: 'none' });
      else if (last?.role !== 'assistant') sendJson(response, 500, { error: 'no' });
      else sendStream(response, [piece(isProbe(seen) ? 'nesday, Thursday' : ' blue'), end('stop'), DONE]);
    });
    const { engine, seen, info } = await engineOn(begun.url);
    expect(info.abilities.answerPrefix).toBe(true);
    engine.generate(askJob('a', 'Name a colour.', {}, 'Colour:'));
    await seen.ended('a');
    expect(seen.text('a')).toBe('Colour: blue');

    const words = await ending(answering, askJob('a', 'Name a colour.', {}, 'Colour: '));
    expect(words.info.abilities.answerPrefix).toBe(false);
    expect(words.text).toBe('Hello you');
    expect(words.server.chats()[0]?.body?.messages).toMatchObject([
      { role: 'system' },
      { role: 'user', content: 'Name a colour.\n\nBegin your answer with: Colour:' },
    ]);
  });

  it.each([
    ['flags', (body: SentBody) => body.continue_final_message === true],
    ['mark', (body: SentBody) => (body.messages as { prefix?: boolean }[]).at(-1)?.prefix === true],
  ] as const)('are begun by %s where a server wants that', async (_, isBegun) => {
    const server = await scriptedServer((seen, response) => {
      if (!seen.body) sendJson(response, 200, { data: [] });
      else if (isBegun(seen.body)) sendStream(response, [piece('nesday'), end('stop'), DONE]);
      else sendJson(response, 400, { message: 'The last message must be of the user' });
    });
    expect((await engineOn(server.url)).info.abilities.answerPrefix).toBe(true);
  });
});

describe('a request', () => {
  it('says every setting, so that "off" is off', async () => {
    const { server, info } = await ending(answering, askJob('a', 'Go.', { stop: ['\n'], temperature: 0.7 }));
    expect(server.chats()[0]?.body).toMatchObject({
      model: 'small',
      stream: true,
      temperature: 0.7,
      top_p: 1,
      top_k: -1,
      min_p: 0,
      repeat_penalty: 1,
      repetition_penalty: 1,
      max_tokens: 24,
      seed: 1,
      stop: ['\n'],
      stream_options: { include_usage: true },
    });
    expect(info.abilities).toMatchObject({
      seeds: 'best-effort',
      sampling: expect.arrayContaining(['topK']) as unknown,
    });
  });

  it('leaves out what the server refuses, once and for all', async () => {
    const allowed = ['model', 'messages', 'stream', 'temperature', 'top_p', 'max_completion_tokens', 'stream_options'];
    const server = await scriptedServer((seen, response) => {
      const body = seen.body ?? {};
      const bad = Object.keys(body).find((name) => !allowed.includes(name));
      const instead = bad === 'max_tokens' ? ' Use max_completion_tokens.' : '';
      if (seen.path.endsWith('/models')) sendJson(response, 200, { data: [{ id: 'small', owned_by: 'llamacpp' }] });
      else if (bad) sendJson(response, 400, { error: { message: `Unrecognized argument: ${bad}.${instead}` } });
      else sendStream(response, [piece('Hi'), end('stop'), DONE]);
    });
    const { engine, seen, info } = await engineOn(server.url);
    expect(info.abilities).toEqual({
      seeds: 'none',
      sampling: ['temperature', 'topP', 'maxTokens', 'stop'],
      formats: ['text', 'json'],
      answerPrefix: false,
    });
    engine.generate(askJob('a', 'Go.'));
    await seen.ended('a');
    expect(seen.text('a')).toBe('Hi');
    expect(server.chats()).toHaveLength(1);
  });

  it('holds to a schema, and the answer is looked at', async () => {
    const job = askJob('a', 'Go.', {}, '', { kind: 'json', schema: '{"type":"object"}' });
    const held = await ending((_, r) => sendStream(r, [piece('{"a"'), piece(':1}'), end('stop'), DONE]), job);
    expect(held.end?.type).toBe('done');
    expect(held.server.chats()[0]?.body?.response_format).toMatchObject({
      json_schema: { strict: true, schema: { type: 'object' } },
    });
    expect(await failure(answering, job)).toMatchObject({ code: 'unsupported', message: /did not hold/ });
  });

  it('is not begun together with a schema where the server refuses both', async () => {
    const server = await scriptedServer((seen, response) => {
      const last = (seen.body?.messages as { role: string }[] | undefined)?.at(-1);
      if (!seen.body) sendJson(response, 200, { data: [] });
      else if (isProbe(seen)) sendStream(response, [piece('nesday'), end('stop'), DONE]);
      else if (last?.role === 'assistant') sendJson(response, 400, { error: { message: 'Failed to initialise' } });
      else sendStream(response, [piece('{}'), end('stop'), DONE]);
    });
    const { engine, seen } = await engineOn(server.url);
    engine.generate(askJob('a', 'Go.', {}, 'Colour:', { kind: 'json', schema: '{}' }));
    await seen.ended('a');
    expect([seen.end('a')?.type, seen.text('a')]).toEqual(['done', '{}']);
  });

  it.each([
    [{ kind: 'grammar', ebnf: 'root ::= "a"' }, 'unsupported'],
    [{ kind: 'json', schema: '{"a":' }, 'bad-input'],
    [{ kind: 'json', schema: '[]' }, 'bad-input'],
  ] as const)('for %j is refused without asking', async (format, code) => {
    const { end: event, server } = await ending(answering, askJob('a', 'Go.', {}, '', format));
    expect(event).toMatchObject({ type: 'failed', fault: { code } });
    expect(server.chats()).toEqual([]);
  });
});

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

describe('cancelling', () => {
  it('closes the connection, so that the server stops computing', async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const server = await serving((_, response) => {
      response.on('close', closed);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(piece('Hi'));
    });
    const { engine, seen, world } = await engineOn(server.url);
    const job = askJob('a', 'Go.');
    engine.generate(job);
    await seen.until((event) => event.type === 'delta');
    engine.cancel(job.id);
    expect(seen.end('a')).toMatchObject({ type: 'cancelled', usage: { completionTokens: null } });
    await gone;
    expect(world.waits).toEqual([]);
  });

  it('asks no more than so many at a time', async () => {
    const server = await serving(answering);
    const { engine, seen } = await engineOn(server.url, { load: { parallel: 3 } });
    const ids = Array.from({ length: 10 }, (_, i) => `j${i}`);
    for (const id of ids) engine.generate(askJob(id, 'Go.'));
    await seen.ended(...ids);
    let running = 0;
    const counts = seen.events.map((event) => (running += event.type === 'started' ? 1 : isEnd(event) ? -1 : 0));
    expect(Math.max(...counts)).toBe(3);
    expect(seen.violations).toEqual([]);
  });
});

describe('the list of models', () => {
  const list = async (body: unknown) => {
    const { url } = await scriptedServer((_, response) => sendJson(response, 200, body));
    return listModels(new EndpointServer(new TestWorld(), url, null), new AbortController().signal);
  };

  it('is read as the usual servers write it', async () => {
    const data = [
      { id: 'b', owned_by: 'llamacpp', meta: { n_ctx: 2048 } },
      { id: 'a', max_model_len: 4096 },
      { id: 'c', context_length: 8192, meta: null },
      { id: '' },
      { name: 'no id' },
      'x',
    ];
    const expected = [
      { id: 'b', owner: 'llamacpp', contextTokens: 2048 },
      { id: 'a', owner: '', contextTokens: 4096 },
      { id: 'c', owner: '', contextTokens: 8192 },
    ];
    expect(await list({ object: 'list', data })).toEqual(expected);
    expect(await list(data)).toEqual(expected);
  });

  it('is refused when it is something else', async () => {
    for (const body of [{}, null, { data: 'x' }]) await expect(list(body)).rejects.toThrow('not a list');
    const { url } = await scriptedServer((_, r) => r.writeHead(200, { 'Content-Type': 'text/plain' }).end('<html>'));
    const server = new EndpointServer(new TestWorld(), url, null);
    await expect(listModels(server, new AbortController().signal)).rejects.toThrow('web page');
  });
});

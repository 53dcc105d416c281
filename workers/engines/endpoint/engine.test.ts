import { describe, expect, it } from 'vitest';
import { isEnd } from '../../../lib/model/job.ts';
import { askJob } from '../contract/jobs.ts';
import { answering, ending, failure, serving, type SentBody } from './ending.test-help.ts';
import {
  DONE,
  end,
  engineOn,
  isProbe,
  piece,
  scriptedServer,
  sendJson,
  sendStream,
} from './scripted-server.test-help.ts';

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

import { describe, expect, it } from 'vitest';
import { listModels } from './list-models.ts';
import { scriptedServer, sendJson, TestWorld } from './scripted-server.test-help.ts';
import { EndpointServer } from './server.ts';

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

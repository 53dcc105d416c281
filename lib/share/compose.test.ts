import { describe, expect, it } from 'vitest';
import type { CellId, PersonaId, RunId, Seed, ShardId } from '../model/ids.ts';
import type { Cell, Column, ModelChoice, Run } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import type { ShareSubject } from '../model/share.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { sharedSubject } from './compose.ts';
import { packFile } from './file.ts';
import { withoutAddresses } from './labels.ts';
import { packLink } from './link.ts';
import { sharedModel } from './models.ts';

const embedded: ModelChoice = { engine: 'chorus', model: 'smollm2-135m', name: 'SmolLM2 135M Instruct' };
const server: ModelChoice = {
  engine: 'endpoint',
  model: 'deadbeef/qwen2.5-coder',
  name: 'qwen2.5-coder at gpu.corp.example:8443',
};
const shard = 'c0ffee' as ShardId;
const sources = new Map([[shard, { name: 'Village voices', hash: 'ABCDEF0123456789ffff', licence: 'CC0-1.0' }]]);
const column = (text: string, of: ShardId | null, rest: Partial<Column> = {}): Column => ({
  ...{
    kind: 'persona',
    model: null,
    settings: null,
    persona: { id: '0123456789abcdef' as PersonaId, text, labels: { country: 'FO' }, shard: of },
  },
  ...(rest as object),
});
const control: Column = { kind: 'control', model: null, settings: null };
const subject: ShareSubject = {
  task: { ...chooseTask('math'), template: 'My own words that are not shared' },
  columns: [column('A keeper', shard), column('Mine', null), column('Lost', 'gone' as ShardId), control],
  settings: defaultSettings,
  model: embedded,
  recording: null,
  focus: null,
  personas: 'text',
};
const run: Run = {
  ...{ version: 2, id: 'secretrun' as RunId, createdAt: 1_795_000_000_000 },
  spec: { version: 2, task: subject.task, columns: subject.columns, settings: defaultSettings, model: server },
  environment: { app: '0.1.0', browser: 'Chromium\u202E 156', system: null, cores: 2, isolated: true, gpu: '' },
};
const cell = (at: number, repeat: number, more: Partial<Cell> = {}): Cell => ({
  ...{
    version: 2,
    id: `secretrun/${at}/${repeat}/0` as CellId,
    run: run.id,
    column: at,
    repeat,
    attempt: 0,
    seed: 5 as Seed,
  },
  ...{ state: 'done', text: 'An answer', tokens: 11, finish: 'end', fault: null, vote: 1, by: server, updatedAt: 1 },
  usage: {
    promptTokens: 3,
    sharedTokens: 0,
    completionTokens: 11,
    queueMs: 1,
    firstTokenMs: 2,
    decodeMs: 432.1,
    rows: 2,
  },
  on: { device: 'remote', threads: null, quantisation: null },
  ...more,
});

describe('what travels', () => {
  it('is the text of personas with where they are from, and nothing else that is known of them', () => {
    const { recipe } = sharedSubject(subject, sources);
    const source = { name: 'Village voices', hash: 'abcdef0123456789', licence: 'CC0-1.0' };
    expect(recipe.columns).toEqual([
      { kind: 'persona', persona: { kind: 'text', text: 'A keeper', source }, model: null, settings: null },
      { kind: 'persona', persona: { kind: 'text', text: 'Mine', source: null }, model: null, settings: null },
      { kind: 'persona', persona: { kind: 'text', text: 'Lost', source: null }, model: null, settings: null },
      control,
    ]);
    expect(recipe.task.template).toBe('');
  });

  it('names those that are in a collection, when asked', () => {
    const { recipe } = sharedSubject({ ...subject, personas: 'named' }, sources);
    const kinds = recipe.columns.map((one) => (one.kind === 'persona' ? one.persona.kind : one.kind));
    expect(kinds).toEqual(['named', 'text', 'text', 'control']);
  });

  it('is of answers their text and how they were made, in order; failed and open ones stay', () => {
    const cells = [
      cell(1, 2),
      cell(0, 0, { text: 'half \ud800' }),
      cell(2, 0, { state: 'failed' }),
      cell(3, 0, { state: 'running' }),
    ];
    const shared = sharedSubject({ ...subject, recording: { run, cells } }, sources);
    expect(shared.recipe.settings.repeats).toBe(3);
    expect(shared.recording).toEqual({
      at: 1_795_000_000_000,
      environment: { app: '0.1.0', browser: 'Chromium 156', system: null, cores: 2, isolated: true, gpu: null },
      cells: [
        expect.objectContaining({ column: 0, repeat: 0, text: 'half \ufffd' }),
        {
          ...{ column: 1, repeat: 2, attempt: 0, text: 'An answer', finish: 'end', tokens: 11 },
          ...{ tokensPerSecond: 23.1, device: 'remote', threads: null, quantisation: null },
        },
      ],
    });
    expect(sharedSubject({ ...subject, recording: { run, cells: [] } }, sources).recording).toBeNull();
  });

  it('never holds addresses, keys, ids of servers, labels or votes, in whatever way it is packed', async () => {
    const columns = [column('A keeper', shard, { model: server, settings: {} }), control];
    const shared = sharedSubject(
      { ...subject, columns, model: server, recording: { run, cells: [cell(0, 0)] } },
      sources,
    );
    const all = JSON.stringify(shared);
    for (const secret of ['deadbeef', 'corp', '8443', 'FO', 'secretrun', 'vote', 'c0ffee', 'My own words'])
      expect(all).not.toContain(secret);
    expect(shared.recipe.model).toEqual({ kind: 'own', name: 'qwen2.5-coder' });
    expect(shared.recipe.columns[0]?.settings).toBeNull();
    const kept = {
      run,
      cells: [
        cell(0, 0, {
          fault: { code: 'endpoint-refused', message: 'http://gpu.corp.example', retryable: false, hint: '' },
        }),
      ],
    };
    const file = await new Response(
      new Blob([await packFile({ kind: 'runs', runs: [kept] })]).stream().pipeThrough(new DecompressionStream('gzip')),
    ).text();
    expect(file).not.toMatch(/deadbeef|corp|8443/);
    await expect(packLink(shared)).resolves.toHaveProperty('fragment');
  });

  it('is refused when it cannot travel whole', () => {
    const code = (given: Partial<ShareSubject>) => () => sharedSubject({ ...subject, ...given }, sources);
    expect(code({ columns: [column('', null)] })).toThrow('text of a persona is not here');
    expect(code({ columns: [column('x'.repeat(9000), null)] })).toThrow('columns.0.persona.text');
    expect(code({ columns: [] })).toThrow('cannot be shared');
    expect(code({ focus: { column: 7, repeat: 0 } })).toThrow('cannot be shared');
  });
});

describe('a model', () => {
  const own = (engine: ModelChoice['engine'], model: string, name: string) => sharedModel({ engine, model, name });

  it('goes by its id where others list it, and by a name otherwise', () => {
    expect(own('web-llm', 'Llama-3.2-1B-Instruct-q4f16_1-MLC', 'x')).toMatchObject({
      kind: 'listed',
      engine: 'web-llm',
    });
    expect(own('prompt-api', 'browser', 'x')).toMatchObject({ kind: 'listed' });
    expect(own('chorus', 'hub:owner/name@main/a.onnx', 'name (q4)')).toEqual({ kind: 'own', name: 'name (q4)' });
    expect(own('chorus', 'file:model.onnx:123', 'model.onnx (ONNX)')).toEqual({
      kind: 'own',
      name: 'model.onnx (ONNX)',
    });
    expect(own('wllama', 'file:a.gguf:1', 'Qwen2.5-0.5B.Q4_K_M')).toEqual({ kind: 'own', name: 'Qwen2.5-0.5B.Q4_K_M' });
    expect(own('endpoint', 'id/llama3:8b', 'llama3:8b at Bob’s cellar')).toEqual({ kind: 'own', name: 'llama3:8b' });
    expect(own('endpoint', 'id/x', 'https://bob:pw@h.example/x')).toEqual({ kind: 'own', name: '…' });
    expect(own('scripted', 'x', '')).toEqual({ kind: 'own', name: 'Another model' });
  });

  it.each([
    ['llama at https://gpu.corp.example/v1/', 'llama at …'],
    ['llama (192.168.0.7:11434)', 'llama (…)'],
    ['m localhost:8080/v1', 'm …'],
    ['m on [::1]:80 and fe80::1', 'm on … and …'],
    ['bob@host m', '… m'],
    ['api.corp-name.com/m', '…'],
    ['/home/bob/models/m.gguf', 'm.gguf'],
    ['C:\\Users\\bob\\m.gguf', 'm.gguf'],
    ['box:11434', '…'],
    ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.1-8B'],
    ['Qwen2.5-7B.Q4_K_M.gguf', 'Qwen2.5-7B.Q4_K_M.gguf'],
    ['llama3:8b', 'llama3:8b'],
    ['phi-3.5 mini (q4f16)', 'phi-3.5 mini (q4f16)'],
  ])('called %j travels as %j', (name, shown) => {
    expect(withoutAddresses(name)).toBe(shown);
  });
});

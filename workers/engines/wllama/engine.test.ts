import { beforeEach, describe, expect, it } from 'vitest';
import { writeGguf, f32Tensor, type Written } from '../../../lib/decoding/gguf-writer.test-help.ts';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { JobId } from '../../../lib/model/ids.ts';
import type { WllamaLoad } from '../../../lib/protocol/engine.ts';
import { Collector } from '../contract/collector.ts';
import { askJob } from '../contract/jobs.ts';
import { WllamaEngine } from './engine.ts';
import { FakeLlama } from './fake-llama.test-help.ts';

type Entry = readonly [string, Written];
const text = (key: string, value: string): Entry => [key, { type: 'string', value }];
const number = (key: string, value: number): Entry => [key, { type: 'u32', value }];
const gguf = (...metadata: readonly Entry[]) =>
  new Blob([writeGguf({ metadata, tensors: [f32Tensor('t', [2], [1, 2])] })]);
const model = gguf(text('general.architecture', 'llama'), number('llama.context_length', 2048));
const part = (no: number) =>
  gguf(text('general.architecture', 'llama'), number('split.no', no), number('split.count', 2));
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('WllamaEngine', () => {
  let opened: FakeLlama[];
  let seen: Collector;
  let openFault: FaultError | null;
  beforeEach(() => {
    opened = [];
    seen = new Collector();
    openFault = null;
  });

  function make(options: Partial<WllamaLoad> = {}, hasGpu = false): WllamaEngine {
    return new WllamaEngine({
      options: {
        engine: 'wllama',
        base: 'http://localhost/',
        model: 'tiny',
        name: 'Tiny',
        files: [{ name: 'tiny.gguf', blob: model }],
        licence: null,
        contextTokens: 512,
        slots: 0,
        gpu: true,
        ...options,
      },
      cores: 8,
      isolated: true,
      hasGpu: () => Promise.resolve(hasGpu),
      open: (plan) => {
        if (openFault) return Promise.reject(openFault);
        opened.push(new FakeLlama(plan));
        return Promise.resolve(opened.at(-1) as FakeLlama);
      },
      emit: seen.listen,
      now: () => 0,
    });
  }
  const load = (engine: WllamaEngine) => engine.load(() => undefined);
  const kinds = (id: string) => seen.of(id).map(({ type }) => type);

  it('says what it has, and keeps to one answer at a time unless told otherwise', async () => {
    expect(await load(make())).toMatchObject({
      device: 'cpu',
      threads: 2,
      width: 1,
      abilities: { seeds: 'exact' },
      model: { id: 'tiny', contextTokens: 512, downloadBytes: model.size },
    });
    expect(await load(make({ slots: 4 }))).toMatchObject({ width: 4, abilities: { seeds: 'exact' } });
    expect(await load(make({}, true))).toMatchObject({
      device: 'gpu',
      threads: null,
      abilities: { seeds: 'best-effort' },
    });
    expect(await load(make({ gpu: false }, true))).toMatchObject({ device: 'cpu' });
  });

  it('never gives the engine more answers than it has slots', async () => {
    const engine = make({ slots: 2 });
    await load(engine);
    for (const id of ['a', 'b', 'c']) engine.generate(askJob(id, 'Go.'));
    const [llama] = opened;
    expect(llama?.calls).toHaveLength(2);
    // The slot is free when the engine has let go of the answer, not when its end was told.
    engine.cancel('a' as JobId);
    expect(kinds('a')).toEqual(['started', 'cancelled']);
    expect(llama?.calls).toHaveLength(2);
    await turn();
    expect(llama?.calls).toHaveLength(3);
    llama?.say(['x']);
    await seen.ended('c');
    expect(seen.violations).toEqual([]);
  });

  it('begins with the prefix and ends as the engine does, a full window told apart from enough tokens', async () => {
    const engine = make();
    await load(engine);
    engine.generate(askJob('a', 'Go.', { maxTokens: 2 }, 'Thing:'));
    opened[0]?.say([' one', ' two'], 'length');
    await seen.ended('a');
    expect(seen.text('a')).toBe('Thing: one two');
    expect(seen.end('a')).toMatchObject({
      finish: 'length',
      usage: { promptTokens: 12, sharedTokens: 3, completionTokens: 2 },
    });
    engine.generate(askJob('b', 'Go.', { maxTokens: 9 }));
    opened[0]?.say([' one'], 'length');
    await seen.ended('b');
    expect(seen.end('b')).toMatchObject({ finish: 'context' });
  });

  it('finds a stop string across pieces and says nothing of it', async () => {
    const engine = make();
    await load(engine);
    engine.generate(askJob('a', 'Go.', { stop: ['END'] }));
    opened[0]?.say(['one E', 'N', 'D two']);
    await seen.ended('a');
    expect(seen.text('a')).toBe('one ');
    expect(seen.end('a')).toMatchObject({ type: 'done', finish: 'stop-string' });
  });

  it('fails a job with a broken schema before it starts', async () => {
    const engine = make();
    await load(engine);
    engine.generate(askJob('bad', 'Go.', {}, '', { kind: 'json', schema: '{' }));
    engine.generate(askJob('fine', 'Go.'));
    await turn();
    opened[0]?.say(['x']);
    await seen.ended('bad', 'fine');
    expect(kinds('bad')).toEqual(['failed']);
    expect(seen.end('fine')).toMatchObject({ type: 'done' });
  });

  it('loses the answers of an engine that dies, and opens it again for those that wait', async () => {
    const engine = make();
    await load(engine);
    engine.generate(askJob('a', 'Go.'));
    engine.generate(askJob('b', 'Go.'));
    opened[0]?.die(fault('worker-crashed', 'Gone.'));
    await turn();
    expect(seen.end('a')).toMatchObject({ type: 'failed', fault: { code: 'worker-crashed' } });
    expect(opened[0]?.closed).toBe(true);
    opened[0]?.calls[0]?.fail(new FaultError(fault('worker-crashed', 'Gone.')));
    await turn();
    opened[1]?.say(['x']);
    await seen.ended('b');
    expect(seen.end('b')).toMatchObject({ type: 'done' });
    expect(seen.violations).toEqual([]);
  });

  it('fails what waits when a dead engine cannot be opened again', async () => {
    const engine = make();
    await load(engine);
    for (const id of ['a', 'b']) engine.generate(askJob(id, 'Go.'));
    openFault = new FaultError(fault('out-of-memory', 'Full.'));
    opened[0]?.die(fault('worker-crashed', 'Gone.'));
    await seen.ended('a', 'b');
    expect(seen.end('b')).toMatchObject({ type: 'failed', fault: { code: 'out-of-memory' } });
    engine.generate(askJob('c', 'Go.'));
    expect(seen.end('c')).toMatchObject({ type: 'failed', fault: { code: 'model-missing' } });
  });

  it('orders the parts of a split model by their names', async () => {
    const files = [1, 0].map((no) => ({ name: `m-0000${no + 1}-of-00002.gguf`, blob: part(no) }));
    await load(make({ files }));
    expect(opened).toHaveLength(1);
  });

  it.each([
    { why: 'a part is missing', files: [{ name: 'm-00001-of-00002.gguf', blob: part(0) }], code: 'bad-input' },
    { why: 'a part is missing and its name tells nothing', files: [{ name: 'm', blob: part(0) }], code: 'bad-input' },
    {
      why: 'it is no GGUF file',
      files: [{ name: 'm.gguf', blob: new Blob(['<!doctype html>']) }],
      code: 'model-corrupt',
    },
    {
      why: 'it can never fit',
      files: [
        {
          name: 'm.gguf',
          blob: gguf(
            text('general.architecture', 'llama'),
            number('llama.block_count', 1000),
            number('llama.attention.head_count', 64),
            number('llama.embedding_length', 65_536),
          ),
        },
      ],
      code: 'out-of-memory',
    },
    {
      why: 'it is an image encoder',
      files: [{ name: 'm.gguf', blob: gguf(text('general.architecture', 'clip')) }],
      code: 'model-unsupported',
    },
  ])('refuses a load when $why', async ({ files, code }) => {
    await expect(load(make({ files }))).rejects.toMatchObject({ fault: { code } });
    expect(opened).toHaveLength(0);
  });

  it('can be disposed while it opens, and takes nothing afterwards', async () => {
    const engine = make();
    const loading = load(engine);
    await engine.dispose();
    await expect(loading).rejects.toMatchObject({ fault: { code: 'cancelled' } });
    engine.generate(askJob('late', 'Go.'));
    expect(kinds('late')).toEqual(['failed']);
  });
});

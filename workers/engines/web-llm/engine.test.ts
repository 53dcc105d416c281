import { beforeEach, describe, expect, it } from 'vitest';
import { type FaultCode, faultOf } from '../../../lib/model/fault.ts';
import type { JobListener } from '../../../lib/model/job.ts';
import type { LoadProgress } from '../../../lib/model/model-info.ts';
import type { WebLlmLoad } from '../../../lib/protocol/engine.ts';
import { Collector } from '../contract/collector.ts';
import { testEngine } from '../contract/engine.test-help.ts';
import { askJob } from '../contract/jobs.ts';
import { quickScale } from '../contract/world.ts';
import type { CacheKey } from './cache-keys.ts';
import { WebLlmEngine, type WebLlmSurroundings, webLlmAbilities } from './engine.ts';
import type { LoadModel } from './model-port.ts';
import { SmallModel } from './small-model.test-help.ts';

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const CONTEXT = 600;
const FOLDER = 'https://host.test/m/resolve/main/';

const options: WebLlmLoad = {
  engine: 'web-llm',
  base: 'https://app.test/',
  model: 'small',
  name: 'Small',
  weights: FOLDER,
  library: 'https://host.test/small.wasm',
  licence: 'MIT',
  f16: false,
  contextTokens: CONTEXT,
};

const config = {
  context_window_size: 4096,
  tokenizer_files: ['tokenizer.json'],
  eos_token_id: [7, 2],
  conv_template: {
    system_template: '{system_message}\n',
    system_message: '',
    roles: { user: 'USER', assistant: 'ASSISTANT' },
    seps: ['\n'],
    stop_token_ids: [2],
  },
};

/** A GPU whose device can be taken away. */
class TestGpu {
  take: (lost: { reason: string; message: string }) => void = () => undefined;
  constructor(private readonly features: readonly string[] = []) {}

  requestAdapter(): Promise<object | null> {
    const lost = new Promise((resolve) => (this.take = resolve));
    const requestDevice = () => Promise.resolve({ lost });
    return Promise.resolve({ features: new Set(this.features), requestDevice });
  }
}

interface Rig {
  readonly engine: WebLlmEngine;
  readonly gpu: TestGpu;
  readonly forgotten: string[];
  readonly model: () => SmallModel;
}

function rig(emit: JobListener, changes: Partial<Omit<WebLlmSurroundings, 'gpu'>> & { gpu?: object | null } = {}): Rig {
  const gpu = new TestGpu();
  const forgotten: string[] = [];
  let model: SmallModel | null = null;
  const files: Record<string, string> = {
    [`${FOLDER}mlc-chat-config.json`]: JSON.stringify(config),
    [`${FOLDER}tensor-cache.json`]: JSON.stringify({ records: [{ nbytes: 60 }, { nbytes: 40 }] }),
  };
  const { gpu: other, ...rest } = changes;
  const given = other === undefined ? gpu : other;
  const loadModel: LoadModel = async (order) => {
    // As web-llm does: an adapter, a device, weights, shaders.
    const adapter = await (given as GPU).requestAdapter();
    await adapter?.requestDevice();
    for (const progress of [0.5, 1]) order.onProgress({ progress, text: 'Loading model from cache[1/2]' });
    await breathe();
    order.onProgress({ progress: 1, text: 'Loading GPU shader modules[9/9]' });
    return (model = new SmallModel(order, breathe));
  };
  const engine = new WebLlmEngine({
    options,
    gpu: (given ?? undefined) as GPU | undefined,
    files: {
      readText: ({ key }) => Promise.resolve(files[key] ?? '<!doctype html>'),
      forget: ({ key }: CacheKey) => Promise.resolve(void forgotten.push(key)),
    },
    loadModel,
    isolated: true,
    emit,
    now: () => performance.now(),
    breathe,
    ...rest,
  });
  return {
    engine,
    gpu,
    forgotten,
    model: () => {
      if (!model) throw new Error('No model was loaded.');
      return model;
    },
  };
}

testEngine('WebLLM over a model of a few lines', {
  make: (emit) => rig(emit).engine,
  behindHost: false,
  abilities: webLlmAbilities,
  device: 'gpu',
  scale: quickScale,
  badJob: null,
  unknown: [],
  context: { tokens: CONTEXT, fill: true },
  firstTexts: null,
  vagueEnds: false,
  beginsFormats: true,
});

describe('WebLlmEngine', () => {
  let seen: Collector;
  beforeEach(() => {
    seen = new Collector();
  });
  const open = (changes: Parameters<typeof rig>[1] = {}) => rig((events) => seen.listen(events), changes);
  const codeOf = async (loading: Promise<unknown>): Promise<FaultCode | 'loaded'> =>
    loading.then(
      () => 'loaded',
      (thrown: unknown) => faultOf(thrown).code,
    );
  const failure = (id: string) => {
    const end = seen.end(id);
    return end?.type === 'failed' ? end.fault.code : end?.type;
  };
  const load = (changes: Parameters<typeof rig>[1]) => codeOf(open(changes).engine.load(() => undefined));

  it('says what it loaded', async () => {
    const reports: LoadProgress[] = [];
    const info = await open().engine.load((progress) => reports.push(progress));
    expect(info.model).toEqual({
      id: 'small',
      name: 'Small',
      licence: 'MIT',
      downloadBytes: 100,
      contextTokens: CONTEXT,
    });
    expect(info).toMatchObject({ width: 1, threads: null, crossOriginIsolated: true });
    expect(reports.at(-1)).toEqual({ phase: 'start', fraction: 1, doneBytes: 100, totalBytes: 100 });
  });

  it('takes the model’s own context where none is asked for', async () => {
    const info = await open({ options: { ...options, contextTokens: null } }).engine.load(() => undefined);
    expect(info.model.contextTokens).toBe(4096);
  });

  it('asks for a GPU, and for one that computes with 16 bits where the model does', async () => {
    const half = { ...options, f16: true };
    expect(await load({ gpu: null })).toBe('gpu-unavailable');
    expect(await load({ gpu: { requestAdapter: () => Promise.resolve(null) } })).toBe('gpu-unavailable');
    expect(await load({ options: half })).toBe('gpu-unavailable');
    expect(await load({ options: half, gpu: new TestGpu(['shader-f16']) })).toBe('loaded');
  });

  it('forgets a page that was served as a model’s file', async () => {
    const other = { ...options, weights: 'https://host.test/other/resolve/main/' };
    const { engine, forgotten } = open({ options: other });
    expect(await codeOf(engine.load(() => undefined))).toBe('model-corrupt');
    expect(forgotten).toEqual(['https://host.test/other/resolve/main/mlc-chat-config.json']);
  });

  it('forgets a library that is none, and can be asked again', async () => {
    let times = 0;
    const loadModel: LoadModel = (order) =>
      times++ === 0
        ? Promise.reject(new WebAssembly.CompileError('expected magic word'))
        : Promise.resolve(new SmallModel(order, breathe));
    const { engine, forgotten } = open({ loadModel });
    expect(await codeOf(engine.load(() => undefined))).toBe('model-corrupt');
    expect(forgotten).toEqual([options.library]);
    expect(await codeOf(engine.load(() => undefined))).toBe('loaded');
  });

  it('fails a load whose GPU goes away, though web-llm never says so', async () => {
    const gpu = new TestGpu();
    const loadModel: LoadModel = async () => {
      await (await (gpu as unknown as GPU).requestAdapter())?.requestDevice();
      gpu.take({ reason: 'destroyed', message: '' });
      return new Promise<never>(() => undefined);
    };
    expect(await load({ gpu, loadModel })).toBe('out-of-memory');
  });

  it('fails the running job, those that wait and later ones when the GPU goes away, and keeps the text', async () => {
    const { engine, gpu, model } = open();
    await engine.load(() => undefined);
    for (const id of ['a', 'b']) engine.generate(askJob(id, 'Go.', { maxTokens: 400 }, 'Thing:'));
    await seen.until((event) => event.type === 'delta', 3);
    model().stuck = true;
    gpu.take({ reason: 'unknown', message: 'The GPU process crashed.' });
    await seen.ended('a', 'b');
    engine.generate(askJob('c', 'Go.'));
    await seen.ended('c');
    expect(['a', 'b', 'c'].map(failure)).toEqual(['device-lost', 'device-lost', 'device-lost']);
    expect(seen.text('a').length).toBeGreaterThan('Thing:'.length);
    expect(seen.of('b').map((event) => event.type)).toEqual(['failed']);
    // Nothing to wait for: the step that runs never ends.
    await engine.dispose();
    expect(seen.violations).toEqual([]);
  });

  it('does not take an unload for a lost GPU', async () => {
    const { engine, gpu, model } = open();
    await engine.load(() => undefined);
    await engine.dispose();
    gpu.take({ reason: 'destroyed', message: '' });
    await breathe();
    expect(model().disposed).toBe(true);
    expect(seen.events).toEqual([]);
  });

  it('frees the model before the next job starts', async () => {
    const { engine, model } = open();
    await engine.load(() => undefined);
    for (let i = 0; i < 20; i++) engine.generate(askJob(`j${i}`, 'Go.', { maxTokens: 50, stop: ['a'] }));
    await seen.until((event) => event.type === 'started', 3);
    for (let i = 0; i < 20; i += 2) engine.cancel(`j${i}` as never);
    await seen.ended(...Array.from({ length: 20 }, (_, i) => `j${i}`));
    expect(seen.events.filter((event) => event.type === 'failed')).toEqual([]);
    await engine.dispose();
    expect(model().running).toBe(0);
  });
});

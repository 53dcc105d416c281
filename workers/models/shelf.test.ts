import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { someBytes, wasmStart, webLlmRepository } from '../../e2e/fixtures/hub.ts';
import { WEIGHTS_CACHE } from '../engines/chorus/kept-parts.ts';
import { libraryKey, weightsKey } from '../engines/web-llm/cache-keys.ts';
import { Desk, failure, KEY, llmSource } from './desk.test-help.ts';

const shared = 'webllm/wasm https://libraries.test/v1/shared.wasm';
const named = (name: string, content: string) => ({ name, blob: new Blob([content]) });

describe('kept models', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
    desk.hub.raw.set('/v1/shared.wasm', someBytes(3000, 5, wasmStart));
    desk.hub.serve('mlc/one', webLlmRepository([70_000, 30_000]));
    desk.hub.serve('mlc/two', webLlmRepository([20_000], { seed: 9, index: 'ndarray-cache.json' }));
  });
  afterEach(() => desk.hub.close());

  it('puts a WebLLM model where WebLLM looks for it, under the names that it uses', async () => {
    await desk.download('web-llm/one', llmSource('one'));
    const model = 'https://huggingface.co/mlc/one';
    const keys = [
      ...['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json', 'params_shard_0.bin', 'params_shard_1.bin'].map(
        (path) => weightsKey(model, path),
      ),
      libraryKey('https://libraries.test/v1/shared.wasm'),
    ].map(({ scope, key }) => `${scope} ${key}`);
    expect([...desk.store.kept.keys()].sort()).toEqual(keys.sort());
    const [first] = await desk.models.kept();
    expect(first).toMatchObject({ key: 'web-llm/one', complete: true });
    expect(first?.keptBytes).toBe(first?.totalBytes);
    // Nothing is left in our own store but the record.
    expect([...desk.store.files.keys()]).toEqual(['models/web-llm%2Fone/model.json']);
  });

  it('keeps an old index under the name that WebLLM asks for', async () => {
    await desk.download('web-llm/two', llmSource('two'));
    const { scope, key } = weightsKey('https://huggingface.co/mlc/two', 'tensor-cache.json');
    const index = desk.store.kept.get(`${scope} ${key}`);
    expect(Buffer.from(index ?? []).toString()).toContain('params_shard_0.bin');
  });

  it('removes one of two models and leaves the library that the other needs', async () => {
    await desk.download('web-llm/one', llmSource('one'));
    await desk.download('web-llm/two', llmSource('two'));
    expect(desk.hub.requests.filter(({ path, method }) => path.endsWith('.wasm') && method === 'GET').length).toBe(1);
    await desk.models.remove('web-llm/one');
    expect([...desk.store.kept.keys()].filter((key) => key.includes('/one/'))).toEqual([]);
    expect(desk.store.kept.has(shared)).toBe(true);
    expect(await desk.models.kept()).toMatchObject([{ key: 'web-llm/two', complete: true }]);
    await desk.models.remove('web-llm/two');
    expect(desk.store.used).toBe(0);
  });

  it('fetches only the file that went missing', async () => {
    await desk.download('web-llm/one', llmSource('one'));
    const { scope, key } = weightsKey('https://huggingface.co/mlc/one', 'params_shard_1.bin');
    desk.store.kept.delete(`${scope} ${key}`);
    expect(await desk.models.kept()).toMatchObject([{ complete: false }]);
    desk.hub.requests.length = 0;
    await desk.download('web-llm/one', llmSource('one'));
    const stored = desk.hub.requests.filter(({ host }) => host === 'store').map(({ path }) => path);
    expect(stored).toEqual(['/mlc/one/params_shard_1.bin']);
  });

  it('forgets what it fetched from the app’s own origin, and nothing else', async () => {
    const bytes = someBytes(4000, 3);
    const hex = createHash('sha256').update(bytes).digest('hex');
    desk.hub.raw.set('/m/w.bin', bytes);
    const url = `https://app.test/m/w.bin?sha256=${hex}`;
    const file = { url, path: 'w.bin', bytes: 4000, exact: true, hash: { algorithm: 'sha256', hex } } as const;
    const source = { kind: 'origin', folder: 'https://app.test/m/' } as const;
    await desk.models.download({ key: 'chorus/m', source, files: [file], totalBytes: 4000 });
    await desk.download();
    expect([...desk.store.kept.keys()]).toEqual([`${WEIGHTS_CACHE} ${url}`]);
    await desk.models.removeOrigin();
    expect(desk.store.kept.size).toBe(0);
    expect(await desk.models.kept()).toMatchObject([{ key: KEY, complete: true }]);
  });

  it('keeps files that the user chose, and opens them in their order', async () => {
    await desk.models.keep('wllama/mine', [named('b.gguf', 'second'), named('a.gguf', 'first')]);
    desk.restart();
    const files = await desk.models.open('wllama/mine');
    expect(files.map(({ name }) => name)).toEqual(['b.gguf', 'a.gguf']);
    expect(await files[0]?.blob.text()).toBe('second');
    expect(await desk.models.kept()).toEqual([
      { key: 'wllama/mine', keptBytes: 11, totalBytes: 11, complete: true },
    ]);
  });

  it('keeps nothing of chosen files that do not fit, and refuses two of one name or one that climbs', async () => {
    desk.store.quota = 1000;
    const big = named('big.gguf', 'x'.repeat(2000));
    await expect(desk.models.keep('wllama/mine', [named('a', 'a'), big])).rejects.toEqual(failure('storage-full'));
    expect(desk.store.used).toBe(0);
    const twice = [named('a', '1'), named('a', '2')];
    await expect(desk.models.keep('wllama/mine', twice)).rejects.toEqual(failure('bad-input'));
    await expect(desk.models.keep('wllama/mine', [named('../a', '1')])).rejects.toEqual(failure('bad-input'));
    expect(await desk.models.kept()).toEqual([]);
  });

  it('lists a model whose record is damaged, and makes it whole by a download without fetching known files', async () => {
    await desk.download();
    desk.store.files.set(`models/${encodeURIComponent(KEY)}/model.json`, new Uint8Array(Buffer.from('{"ver')));
    const [found] = await desk.models.kept();
    expect(found).toMatchObject({ key: KEY, totalBytes: null, complete: false });
    expect(found?.keptBytes).toBeGreaterThan(1_000_000);
    await expect(desk.models.open(KEY)).rejects.toEqual(failure('model-missing'));
    desk.taken('model.gguf');
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([]);
    expect(await desk.models.kept()).toMatchObject([{ key: KEY, complete: true }]);
    await desk.models.remove(KEY);
    expect(desk.store.used).toBe(0);
  });
});

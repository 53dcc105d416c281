import { describe, expect, it } from 'vitest';
import { smallTokenizer } from '../../../lib/embedding/wordpiece.test-help.ts';
import { BASE, FakeOrigin, pieceOf } from '../chorus/fake-origin.test-help.ts';
import { encoderId, parseEncoderManifest, requireFiles } from './manifest.ts';
import { encoderFiles, loadEncoder } from './model.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const stopped = new Error('The runtime is not part of this test.');

function setUp() {
  const origin = new FakeOrigin();
  const contents = {
    'tokenizer.json': utf8(JSON.stringify(smallTokenizer())),
    'graph.onnx': utf8('graph'),
    'weights.000.bin': utf8('weights'),
  };
  for (const [name, bytes] of Object.entries(contents)) origin.serve(name, bytes);
  const piece = (name: keyof typeof contents) => pieceOf(name, contents[name]);
  const manifest = {
    version: 1,
    model: 'all-minilm-l6-v2',
    name: 'all-MiniLM-L6-v2',
    licence: 'Apache-2.0',
    missing: false,
    graph: piece('graph.onnx'),
    tokenizer: piece('tokenizer.json'),
    parts: [piece('weights.000.bin')],
    static: null,
  };
  const publish = (what: object) => origin.serve('manifest.json', utf8(JSON.stringify(what)));
  publish(manifest);
  const progress: number[] = [];
  const load = async () => {
    const world = {
      base: BASE,
      cache: origin.cache,
      fetch: origin.fetch,
      factory: () => Promise.reject(stopped),
      threads: 1,
      signal: new AbortController().signal,
    };
    const files = await encoderFiles(world);
    await loadEncoder(files, world, ({ fraction }) => progress.push(fraction));
  };
  return { origin, manifest, publish, load, progress };
}

describe('loading the sentence encoder', () => {
  it('fetches each file once and keeps it by content', async () => {
    const { origin, load, progress } = setUp();
    await expect(load()).rejects.toBe(stopped);
    expect(origin.asked.toSorted()).toEqual(['graph.onnx', 'manifest.json', 'tokenizer.json', 'weights.000.bin']);
    expect(progress.at(-1)).toBeCloseTo(0.9);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    origin.asked.length = 0;
    await expect(load()).rejects.toBe(stopped);
    expect(origin.asked).toEqual(['manifest.json']);
  });

  it('fetches a damaged part again alone', async () => {
    const { origin, load } = setUp();
    await expect(load()).rejects.toBe(stopped);
    const url = Array.from(origin.kept.keys()).find((key) => key.includes('weights')) ?? '';
    origin.kept.set(url, utf8('wEights'));
    origin.asked.length = 0;
    await expect(load()).rejects.toBe(stopped);
    expect(origin.asked).toEqual(['manifest.json', 'weights.000.bin']);
    expect(origin.kept.get(url)).toEqual(utf8('weights'));
  });

  it('takes new content under a new address and lets go of the old', async () => {
    const { origin, manifest, publish, load } = setUp();
    await expect(load()).rejects.toBe(stopped);
    const before = Array.from(origin.kept.keys());
    origin.serve('graph.onnx', utf8('another graph'));
    const changed = { ...manifest, graph: pieceOf('graph.onnx', utf8('another graph')) };
    publish(changed);
    await expect(load()).rejects.toBe(stopped);
    expect(origin.kept.size).toBe(3);
    expect(Array.from(origin.kept.keys()).filter((key) => !before.includes(key))).toHaveLength(1);
    const idOf = (json: object) => encoderId(requireFiles(parseEncoderManifest(json)));
    expect(idOf(changed)).not.toBe(idOf(manifest));
    expect(idOf(manifest)).toMatch(/^all-minilm-l6-v2\/[0-9a-f]{12}$/);
  });

  it('says that the site has none, with what to do', async () => {
    const { publish, load } = setUp();
    publish({ version: 1, model: 'm', name: 'm', licence: 'x', missing: true, reason: 'pip: no network' });
    await expect(load()).rejects.toMatchObject({
      fault: { code: 'model-missing', hint: expect.stringMatching(/by words/) as string },
    });
  });

  it('refuses another server’s files and broken manifests', async () => {
    const { origin, publish, load } = setUp();
    origin.serve('weights.000.bin', utf8('WEIGHTS'));
    await expect(load()).rejects.toMatchObject({ fault: { code: 'model-corrupt' } });
    publish({ version: 2 });
    await expect(load()).rejects.toMatchObject({ fault: { code: 'model-corrupt' } });
    origin.files.clear();
    await expect(load()).rejects.toMatchObject({ fault: { code: 'download-failed' } });
  });
});

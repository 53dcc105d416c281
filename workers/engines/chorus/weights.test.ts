import { describe, expect, it } from 'vitest';
import type { WeightsSource } from '../../../lib/protocol/engine.ts';
import { BASE, type FakeOrigin } from './fake-origin.test-help.ts';
import { readOffer } from './offer.ts';
import { HUB, tinyGguf, tinyOrigin, tinyTokenizerData, tinyWeights } from './tiny-model.test-help.ts';
import { loadWeights, localIndexUrl } from './weights.ts';

const ORIGIN: WeightsSource = { kind: 'origin' };
const FILE: WeightsSource = { kind: 'file', file: new Blob([tinyGguf]) };

function load(origin: FakeOrigin, source: WeightsSource, signal = new AbortController().signal) {
  const fractions: number[] = [];
  const onProgress = (_: string, fraction: number) => fractions.push(fraction);
  const { cache, fetch } = origin;
  return loadWeights({ base: BASE, source, cache, fetch, signal, onProgress }).then((loaded) => ({
    ...loaded,
    fractions,
  }));
}
const failure = (code: string) => ({ fault: { code } });

describe('loadWeights', () => {
  it('takes the parts beside the app', async () => {
    const { origin } = tinyOrigin(false);
    const { weights, tokenizer, graph, layout, fractions } = await load(origin, ORIGIN);
    expect([...new Int8Array(weights.buffer)]).toEqual(tinyWeights);
    expect([tokenizer, [...graph], layout.model]).toEqual([tinyTokenizerData, [1, 2, 3], 'tiny']);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('forgets what earlier versions had kept, and nothing else', async () => {
    const { origin } = tinyOrigin(false);
    await load(origin, ORIGIN);
    const now = [...origin.kept.keys()].sort();
    origin.kept.set(`${BASE}weights.000.bin?sha256=${'0'.repeat(64)}`, new Uint8Array(1));
    origin.kept.set('https://elsewhere.test/x', new Uint8Array(1));
    await load(origin, ORIGIN);
    expect([...origin.kept.keys()].sort()).toEqual([...now, 'https://elsewhere.test/x'].sort());
  });

  it('says so when this origin has no weights and none are kept', async () => {
    await expect(load(tinyOrigin(true).origin, ORIGIN)).rejects.toMatchObject(failure('model-missing'));
  });

  it.each([
    ['the hub', { kind: 'hub' } as const],
    ['a file', FILE],
  ])('converts a GGUF from %s, keeps it and takes it the next time', async (_, source) => {
    const { origin } = tinyOrigin(true);
    const first = await load(origin, source);
    expect([...new Int8Array(first.weights.buffer)]).toEqual(tinyWeights);
    origin.files.delete(HUB);
    origin.asked.splice(0);
    const again = await load(origin, ORIGIN);
    expect(again.weights).toEqual(first.weights);
    expect(again.tokenizer).toEqual(tinyTokenizerData);
    expect(origin.asked).toEqual(['manifest.json']);
    const offer = await readOffer(BASE, origin);
    expect(offer).toMatchObject({ onOrigin: false, reason: 'offline', keptBytes: offer.info.downloadBytes });
  });

  it.each(['no JSON', '{"version":2}', '{"version":1,"parts":[{"path":"../x","bytes":1,"sha256":""}]}'])(
    'asks for the weights again when its index reads %j',
    async (text) => {
      const { origin, manifest } = tinyOrigin(true);
      await load(origin, FILE);
      origin.kept.set(localIndexUrl(BASE, manifest), new TextEncoder().encode(text));
      await expect(load(origin, ORIGIN)).rejects.toMatchObject(failure('model-missing'));
    },
  );

  it.each(['damaged', 'gone'])(
    'asks for the weights again when a kept part is %s, which no server has',
    async (how) => {
      const { origin } = tinyOrigin(true);
      await load(origin, FILE);
      const url = [...origin.kept.keys()].find((key) => key.includes('local.0.bin')) ?? '';
      if (how === 'gone') origin.kept.delete(url);
      else origin.kept.set(url, Uint8Array.of(1, 2, 3, 4, 5, 6));
      origin.asked.splice(0);
      await expect(load(origin, ORIGIN)).rejects.toMatchObject(failure('model-missing'));
      expect(origin.asked).toEqual(['manifest.json']);
      expect((await readOffer(BASE, origin)).keptBytes).toBe(0);
      await load(origin, FILE);
      await expect(load(origin, ORIGIN)).resolves.toBeDefined();
    },
  );

  it('does not run weights that were converted for another layout', async () => {
    const old = tinyOrigin(true).origin;
    await load(old, FILE);
    const { origin } = tinyOrigin(true, { context: 128 });
    for (const [url, bytes] of old.kept) origin.kept.set(url, bytes);
    await expect(load(origin, ORIGIN)).rejects.toMatchObject(failure('model-missing'));
  });

  it('refuses a hub’s file that is not the one it knows, and a file that is no GGUF', async () => {
    const { origin } = tinyOrigin(true);
    origin.files.set(
      HUB,
      tinyGguf.map((byte, i) => (i === 200 ? byte ^ 1 : byte)),
    );
    await expect(load(origin, { kind: 'hub' })).rejects.toMatchObject(failure('model-corrupt'));
    const text: WeightsSource = { kind: 'file', file: new Blob(['hello']) };
    await expect(load(origin, text)).rejects.toMatchObject(failure('model-corrupt'));
    expect([...origin.kept.keys()].some((url) => url.includes('local'))).toBe(false);
  });

  it('names what is wrong with the manifest', async () => {
    const { origin } = tinyOrigin(false);
    origin.serve('manifest.json', new TextEncoder().encode('{}'));
    await expect(load(origin, ORIGIN)).rejects.toMatchObject(failure('model-corrupt'));
    origin.files.delete(`${BASE}manifest.json`);
    await expect(load(origin, ORIGIN)).rejects.toMatchObject(failure('download-failed'));
  });
});

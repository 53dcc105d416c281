import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelKey } from '../model/catalogue.ts';
import { anyDevice, anyEntry, desktop, embedded, entry, realGpu } from './catalogue.test-help.ts';
import { fits } from './fits.ts';
import { recommend } from './recommend.ts';

const three = entry('Llama-3.2-3B-Instruct', { downloadBytes: 1.8e9 });
const one = entry('Llama-3.2-1B-Instruct', { parameters: 1e9, memoryBytes: 0.9e9 });
const coder = entry('Qwen2.5-Coder-3B-Instruct', { parameters: 3.1e9 });
const eight = entry('Llama-3.1-8B-Instruct', { parameters: 8e9, memoryBytes: 5e9 });
const onGpu = entry('small-gpu', {
  ...embedded,
  choice: { engine: 'web-llm', model: 'small', name: 'Small' },
  needs: ['webgpu'],
});
const all = [embedded, onGpu, one, three, coder, eight];
const of = (speeds: readonly (readonly [typeof three, number])[]) =>
  new Map(speeds.map(([{ choice }, tokensPerSecond]) => [modelKey(choice), { tokensPerSecond }]));
const key = modelKey;

describe('recommend', () => {
  it('takes the embedded model on the processor where there is no real graphics adapter', () => {
    for (const device of [null, { ...desktop, gpu: null }, { ...desktop, gpu: { ...realGpu, software: true } }])
      expect(recommend(all, device, new Map())?.key).toBe(key(embedded.choice));
    expect(recommend([], desktop, new Map())).toBeNull();
  });

  it('proposes a larger ordinary model with a real one, and says its size', () => {
    const proposed = recommend(all, desktop, new Map());
    expect(proposed?.key).toBe(key(three.choice));
    expect(proposed?.why).toContain('1.8 GB');
    expect(recommend([embedded, one], desktop, new Map())?.why).toContain('900 MB of memory');
  });

  it('believes measurements first', () => {
    // The faster engine of the same weights.
    const noAdapter = { ...desktop, gpu: null };
    expect(
      recommend(
        all,
        noAdapter,
        of([
          [embedded, 60],
          [onGpu, 140],
        ]),
      )?.key,
    ).toBe(key(onGpu.choice));
    // A larger one that answered fluently, even where a guess would have taken another.
    expect(
      recommend(
        all,
        desktop,
        of([
          [embedded, 110],
          [eight, 40],
        ]),
      ),
    ).toMatchObject({ key: key(eight.choice), why: expect.stringContaining('40 tokens/s') as unknown });
    // One that did not, and so nothing as large.
    expect(recommend(all, desktop, of([[three, 4]]))?.key).toBe(key(one.choice));
    expect(recommend(all, desktop, of([[one, 4]]))?.key).toBe(key(embedded.choice));
  });

  it('only ever names a model of the list; one of the catalogue, unmeasured, only where it surely fits', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), anyDevice, (models, device) => {
        const found = recommend([embedded, ...models], device, new Map());
        const named = [embedded, ...models].find(({ choice }) => key(choice) === found?.key);
        expect(named).toBeDefined();
        if (named && named.origin === 'catalogue') expect(fits(named, device).verdict).toBe('yes');
        expect(found?.why).not.toBe('');
      }),
    );
  });
});

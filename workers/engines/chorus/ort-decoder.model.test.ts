import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { nodeOrt, publishedWeights } from './node-engine.test-help.ts';
import { OrtDecoder } from './ort-decoder.ts';
import { ORT_VERSION, startOrt } from './ort-module.ts';

interface Oracle {
  readonly cases: readonly { readonly promptIds: number[]; readonly greedyIds: number[]; readonly margin: number[] }[];
}
interface Perplexity {
  readonly ids: number[];
  readonly float32Perplexity: number;
}
function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../lib/decoding/fixtures/${name}`, import.meta.url), 'utf8'));
}

describe('int8 decoder against the float32 oracle', () => {
  let decoder: OrtDecoder;
  beforeAll(async () => {
    const loaded = await publishedWeights();
    const ort = await startOrt((await nodeOrt()).factory, 2);
    decoder = new OrtDecoder(ort, await ort.session(loaded.graph, loaded.weights), loaded.layout, 2 ** 29);
  });
  afterAll(() => decoder.dispose());

  const argmax = (logits: Float32Array) =>
    logits.reduce((best, value, i) => (value > (logits[best] ?? 0) ? i : best), 0);

  it('is written for the runtime that is installed', () => {
    expect(packageJson.dependencies['onnxruntime-web']).toBe(ORT_VERSION);
  });

  it('gives the same greedy tokens at first', async () => {
    const agreed: number[] = [];
    for (const { promptIds, greedyIds, margin } of (fixture('oracle.json') as Oracle).cases) {
      decoder.reserve(1, 512, []);
      let logits = await decoder.prefill(0, promptIds, 0);
      let same = 0;
      for (let n = promptIds.length; same < greedyIds.length; n++) {
        const id = argmax(logits);
        if (id !== greedyIds[same]) {
          // Where the two part, float32 itself hardly preferred its token: by less than one logit.
          expect(margin[same]).toBeLessThan(1);
          break;
        }
        same++;
        logits = await decoder.decode([id], [n]);
      }
      agreed.push(same);
    }
    console.log(`Greedy tokens equal to float32: ${agreed.join(', ')}`);
    expect(agreed.filter((n) => n >= 12).length).toBeGreaterThanOrEqual(3);
  });

  it('has a perplexity within 2 % of float32', async () => {
    const { ids, float32Perplexity } = fixture('perplexity.json') as Perplexity;
    decoder.reserve(1, 512, []);
    let logits = await decoder.prefill(0, ids.slice(0, 1), 0);
    let nll = 0;
    for (let i = 1; i < ids.length; i++) {
      const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
      const sum = logits.reduce((total, value) => total + Math.exp(value - top), 0);
      nll -= (logits[ids[i] ?? 0] ?? 0) - top - Math.log(sum);
      logits = await decoder.decode([ids[i] ?? 0], [i]);
    }
    const perplexity = Math.exp(nll / (ids.length - 1));
    console.log(`Perplexity: int8 ${perplexity.toFixed(3)}, float32 ${float32Perplexity.toFixed(3)}`);
    expect(perplexity / float32Perplexity).toBeLessThan(1.02);
  });
});

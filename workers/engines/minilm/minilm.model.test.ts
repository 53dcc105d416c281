import { Tokenizer } from '@huggingface/tokenizers';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBatches } from '../../../lib/embedding/batches.ts';
import { openEmbedder, type Embedder } from '../../../scripts/minilm-embed.ts';
import type { SentenceEncoder } from './model.ts';
import { nodeEncoder } from './node-encoder.test-help.ts';

const publicFile = (path: string) => fileURLToPath(new URL(`../../../public/${path}`, import.meta.url));
const DIMENSIONS = 384;

const starter = JSON.parse(readFileSync(publicFile('personas/starter.json'), 'utf8')) as {
  readonly personas: readonly { readonly text: string }[];
};
/** Short and long ones, other scripts, one token, past what is read. */
const texts = [
  ...starter.personas.filter((_, i) => i % 25 === 0).map(({ text }) => text),
  'A nurse in a village clinic who sings to her patients.',
  'A village clinic nurse who sings for the patients.',
  'Eine Krankenschwester, die singt.',
  '一位在乡村诊所工作的护士',
  '😀',
  'x',
  'A very long story. '.repeat(200),
];

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

describe('the sentence encoder', () => {
  let encoder: SentenceEncoder;
  let reference: Embedder;
  /** By the batches of production. */
  const batched: Float32Array[] = [];
  beforeAll(async () => {
    encoder = await nodeEncoder();
    const [model, tokenizer] = ['weights.000.bin', 'tokenizer.json'].map((name) =>
      publicFile(`models/all-minilm-l6-v2/${name}`),
    );
    reference = await openEmbedder({ model: model ?? '', tokenizer: tokenizer ?? '' });
    const ids = texts.map((text) => encoder.encode(text).ids);
    const batches = makeBatches(
      Uint32Array.from(ids, ({ length }) => length),
      encoder.batchTokens,
    );
    for (const batch of batches) {
      const vectors = new Float32Array(batch.length * DIMENSIONS);
      await encoder.run(
        Array.from(batch, (i) => ids[i]).filter((one) => one !== undefined),
        vectors,
        0,
      );
      batch.forEach((i, at) => (batched[i] = vectors.slice(at * DIMENSIONS, (at + 1) * DIMENSIONS)));
    }
  });
  afterAll(() => reference.release());

  it('gives the vectors of the published float32 graph, but for the rounding to 8 bits', async () => {
    const own: Float32Array[] = [];
    let farthest = 1;
    for (const [i, text] of texts.entries()) {
      const wanted = await reference.embed(text);
      own.push(wanted);
      farthest = Math.min(farthest, dot(wanted, batched[i] ?? wanted));
    }
    let off = 0;
    own.forEach((a, i) => {
      for (let j = 0; j < i; j++)
        off = Math.max(off, Math.abs(dot(a, own[j] ?? a) - dot(batched[i] ?? a, batched[j] ?? a)));
    });
    console.log(
      `Least cosine to the float32 graph ${farthest.toFixed(5)}; cosines of pairs differ by ${off.toFixed(4)}.`,
    );
    expect(farthest).toBeGreaterThan(1 - 1e-3);
    expect(off).toBeLessThan(0.015);
  });

  it('gives a text the same vector in any batch', async () => {
    const alone = new Float32Array(DIMENSIONS);
    let least = 1;
    for (const [i, text] of texts.entries()) {
      await encoder.run([encoder.encode(text).ids], alone, 0);
      least = Math.min(least, dot(alone, batched[i] ?? alone));
    }
    console.log(`Least cosine of a text alone to itself in a batch: ${least.toFixed(7)}.`);
    // Sums of float32 in another order move a few of the values that lie between two levels.
    expect(least).toBeGreaterThan(1 - 2e-4);
  });

  it('finds a paraphrase near and another language far', () => {
    const [nurse, same, german] = batched.slice(-7);
    if (!nurse || !same || !german) throw new Error('No vectors.');
    expect(dot(nurse, nurse)).toBeCloseTo(1, 5);
    expect(dot(nurse, same)).toBeGreaterThan(0.85);
    expect(dot(nurse, german)).toBeLessThan(0.6);
  });

  it('has tokens like the library’s, whatever the text', () => {
    const file = readFileSync(publicFile('models/all-minilm-l6-v2/tokenizer.json'), 'utf8');
    const library = new Tokenizer(JSON.parse(file) as object, {});
    const expectSame = (text: string) => {
      const wanted = library.encode(text).ids;
      const { ids, cut } = encoder.encode(text);
      expect(cut).toBe(wanted.length > encoder.info.maxTokens);
      expect(Array.from(ids)).toEqual(cut ? [...wanted.slice(0, encoder.info.maxTokens - 1), 102] : wanted);
    };
    for (const { text } of starter.personas) expectSame(text);
    texts.forEach(expectSame);
    const unit = fc.oneof(
      fc.constantFrom(
        'the ',
        'unhappiness',
        ' Émigré',
        '護',
        'か\u3099',
        '한국어',
        'İ',
        'Σ',
        '👩\u200D⚕️',
        '\u0301',
        '¿',
        '٣',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      // The library does not see Chinese characters beyond the first plane; BERT's own tokenizer does.
      fc.property(fc.array(unit, { maxLength: 30 }), (parts) =>
        expectSame(parts.join('').replace(/[\u{20000}-\u{2FFFF}]/gu, '')),
      ),
      { numRuns: 1000 },
    );
  });
});

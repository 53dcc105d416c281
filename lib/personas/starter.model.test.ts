import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbedder, type Embedder } from '../../scripts/minilm-embed.ts';
import { obtainMinilm } from '../../scripts/weights/minilm.ts';
import { parseStarterFile } from './starter-file.ts';

/** At this cosine two personas would be near-duplicates: the same person in other words. */
const NEAR = 0.85;

const { personas } = parseStarterFile(
  readFileSync(new URL('../../public/personas/starter.json', import.meta.url), 'utf8'),
);

/** Half a million pairs: a plain loop. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

describe('starter personas under all-MiniLM-L6-v2', () => {
  // Not in a hook: where the files are not to be had each test must fail, not be passed over.
  let opened: Promise<Embedder> | undefined;
  const open = () => (opened ??= obtainMinilm({ say: console.log }).then(openEmbedder));
  afterAll(async () => {
    const embedder = await opened?.catch(() => undefined);
    await embedder?.release();
  });

  it('is measured by an encoder that tells paraphrases from other people', async () => {
    const embedder = await open();
    const [nurse, same, miner] = await Promise.all(
      [
        'A nurse in a village clinic who sings to her patients.',
        'A village clinic nurse who sings for the patients.',
        'He drives a coal train at night and collects stamps.',
      ].map((text) => embedder.embed(text)),
    );
    if (!nurse || !same || !miner) throw new Error('No vectors.');
    expect(dot(nurse, nurse)).toBeCloseTo(1, 5);
    expect(dot(nurse, same)).toBeGreaterThan(NEAR);
    expect(dot(nurse, miner)).toBeLessThan(0.4);
  });

  it('has no two personas that say nearly the same', async () => {
    const embedder = await open();
    const vectors: Float32Array[] = [];
    for (const { text } of personas) vectors.push(await embedder.embed(text));
    const near: string[] = [];
    let nearest = 0;
    vectors.forEach((a, i) => {
      for (let j = 0; j < i; j++) {
        const cosine = dot(a, vectors[j] ?? a);
        nearest = Math.max(nearest, cosine);
        if (cosine >= NEAR) near.push(`${cosine.toFixed(2)}: ${personas[i]?.text} | ${personas[j]?.text}`);
      }
    });
    console.log(`The nearest two of ${personas.length} personas have a cosine of ${nearest.toFixed(3)}.`);
    expect(near).toEqual([]);
  });
});

import type { SimilarPairs } from '../model/dedup.ts';
import { createRandom } from '../sampling/random.ts';
import { cosineOf } from './cosine-codes.ts';
import type { Steps } from './steps.ts';

/** Steps that nobody waits for. */
export const quietSteps = (signal: AbortSignal = new AbortController().signal): Steps => ({
  signal,
  breathe: () => Promise.resolve(),
  progress: () => undefined,
});

/** Scales each vector to length 1; zeros stay. */
export function unit(vectors: Float32Array<ArrayBuffer>, dimensions: number): Float32Array<ArrayBuffer> {
  for (let at = 0; at < vectors.length; at += dimensions) {
    const row = vectors.subarray(at, at + dimensions);
    const length = Math.hypot(...row);
    if (length > 0) for (let i = 0; i < dimensions; i += 1) row[i] = (row[i] ?? 0) / length;
  }
  return vectors;
}

/** A number about normal, of mean 0. */
function bell(next: () => number): number {
  return next() + next() + next() + next() - 2;
}

/** Unit vectors around centres: `spread` 0 makes them all equal to a centre, 1 about 45 degrees from it. */
export function clustered(
  count: number,
  dimensions: number,
  centres: number,
  spread: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const random = createRandom(seed);
  const next = () => random.nextFloat();
  // Later dimensions matter less, as those of sentence vectors do along their axes.
  const scale = Array.from({ length: dimensions }, (_, d) => 1 / (1 + (8 * d) / dimensions));
  const draw = () => scale.map((width) => width * bell(next));
  const many = (rows: number) => unit(Float32Array.from(Array.from({ length: rows }, draw).flat()), dimensions);
  const middle = many(centres);
  const noise = many(count);
  const out = new Float32Array(count * dimensions);
  for (let item = 0; item < count; item += 1) {
    const centre = random.below(centres) * dimensions;
    for (let d = 0; d < dimensions; d += 1)
      out[item * dimensions + d] = (middle[centre + d] ?? 0) + spread * (noise[item * dimensions + d] ?? 0);
  }
  return unit(out, dimensions);
}

/** What a cosine join has to find, by a double loop; equal vectors pairwise, too. */
export function naivePairs(
  vectors: Float32Array<ArrayBuffer>,
  dimensions: number,
  threshold: number,
): Map<string, number> {
  const pairs = new Map<string, number>();
  const count = vectors.length / dimensions;
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1) {
      const cosine = cosineOf(vectors, dimensions, a, b);
      if (cosine >= threshold) pairs.set(`${a} ${b}`, cosine);
    }
  return pairs;
}

export const asMap = ({ a, b, similarity }: SimilarPairs): Map<string, number> =>
  new Map([...a].map((first, i) => [`${first} ${b[i]}`, similarity[i] ?? 0]));

import { PairMatrix } from './pairs.ts';

/** Vectors of length 1, one after the other. */
export interface Vectors {
  readonly values: Float32Array;
  readonly dimensions: number;
}

export const countOf = ({ values, dimensions }: Vectors): number => values.length / dimensions;

/** Cosine of every pair. */
export function cosines(vectors: Vectors): PairMatrix {
  const { values, dimensions } = vectors;
  const n = countOf(vectors);
  const pairs = new PairMatrix(n);
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      let sum = 0;
      for (let i = 0; i < dimensions; i++) sum += (values[a * dimensions + i] ?? 0) * (values[b * dimensions + i] ?? 0);
      pairs.set(a, b, sum);
    }
  return pairs;
}

/**
 * Mean distance (1 - cosine) to the nearest other text: the Chamfer distance of PyPI `diversity`. (Its remote clique is
 * 1 - mean cosine with each text's distance to itself among the pairs; times n / (n - 1) it is the true mean.)
 */
export function nearestDistance(pairs: PairMatrix, among: readonly number[] | null = null): number {
  const nearest = pairs.greatest(among);
  return 1 - nearest.reduce((sum, cosine) => sum + cosine, 0) / nearest.length;
}

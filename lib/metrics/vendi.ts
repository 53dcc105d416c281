import { countOf, type Vectors } from './cosine.ts';
import { eigenvalues } from './eigen.ts';

/** Orders shown: 1 is the score of the paper; below 1 rare texts weigh more, at infinity only the largest group counts. */
export const vendiOrders = [0.5, 1, 2, Infinity] as const;

/**
 * Vendi Score (Friedman and Dieng 2023; orders by Pasarkar and Dieng 2024): the effective number of different things, 1
 * to n, by the eigenvalues of K / n. @param similarity K, n x n with ones on its diagonal; not changed
 */
export function vendiOf(similarity: Float64Array, n: number, orders: readonly number[] = [1]): number[] {
  return scoresOf(
    eigenvalues(
      similarity.map((value) => value / n),
      n,
    ),
    orders,
  );
}

/**
 * The same of vectors of length 1 with the cosine as similarity. Where there are more texts than dimensions the matrix
 * of dimensions has the same eigenvalues but zeros, and is smaller. @param among a subsample; null takes all
 */
export function vendi(
  vectors: Vectors,
  orders: readonly number[] = [1],
  among: readonly number[] | null = null,
): number[] {
  const { values, dimensions: d } = vectors;
  const texts = among ?? Array.from({ length: countOf(vectors) }, (_, i) => i);
  const n = texts.length;
  const rows = new Float64Array(n * d);
  texts.forEach((text, i) => rows.set(values.subarray(text * d, (text + 1) * d), i * d));
  const size = Math.min(n, d);
  const gram = new Float64Array(size * size);
  if (n <= d) {
    for (let a = 0; a < n; a++)
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let i = 0; i < d; i++) sum += (rows[a * d + i] ?? 0) * (rows[b * d + i] ?? 0);
        gram[a * size + b] = gram[b * size + a] = sum / n;
      }
  } else {
    for (let text = 0; text < n; text++)
      for (let i = 0; i < d; i++) {
        const value = rows[text * d + i] ?? 0;
        for (let j = 0; j <= i; j++) gram[i * size + j] = (gram[i * size + j] ?? 0) + value * (rows[text * d + j] ?? 0);
      }
    for (let i = 0; i < d; i++)
      for (let j = 0; j <= i; j++) gram[i * size + j] = gram[j * size + i] = (gram[i * size + j] ?? 0) / n;
  }
  return scoresOf(eigenvalues(gram, size), orders);
}

/** Scores by the eigenvalues of K / n, which are not negative and sum to 1. */
export function scoresOf(values: Float64Array, orders: readonly number[]): number[] {
  // Rounding leaves zeros a little below zero.
  const shares = values.filter((value) => value > 0);
  return orders.map((q) => {
    if (q === 1) return Math.exp(-shares.reduce((sum, p) => sum + p * Math.log(p), 0));
    if (q === Infinity) return 1 / Math.max(...shares);
    return shares.reduce((sum, p) => sum + p ** q, 0) ** (1 / (1 - q));
  });
}

import { countOf, type Vectors } from '../metrics/cosine.ts';
import { eigenvalues } from '../metrics/eigen.ts';
import { createRandom } from '../sampling/random.ts';

/**
 * Directions kept. Sentence vectors of answers to one request have most of their spread in a few dozen; the rest is
 * counted as if its directions were apart already.
 */
export const DIRECTIONS = 48;
/** The steps of the iteration: enough to tell the strong directions from the weak ones; nothing depends on the last digits. */
const STEPS = 4;

/**
 * Vectors turned so that their strongest directions come first: a score of a subset is then found from a small matrix, and
 * what lies outside counts as spread evenly over the directions that are left. That is a little above the exact score
 * and many times faster; for permutations and intervals, never for a figure that is shown.
 */
export class LeadingDirections {
  private readonly strong: Float64Array;
  private readonly dimensions: number;
  /** By text: its squared length outside the strong directions. */
  private readonly outside: Float64Array;

  constructor(
    vectors: Vectors,
    private readonly count = DIRECTIONS,
  ) {
    const { values, dimensions: d } = vectors;
    const n = countOf(vectors);
    const basis = strongest(vectors, count);
    this.dimensions = d;
    this.strong = new Float64Array(n * count);
    this.outside = new Float64Array(n);
    for (let text = 0; text < n; text++) {
      let left = 0;
      for (let i = 0; i < d; i++) left += (values[text * d + i] ?? 0) ** 2;
      for (let k = 0; k < count; k++) {
        let dot = 0;
        for (let i = 0; i < d; i++) dot += (values[text * d + i] ?? 0) * (basis[k * d + i] ?? 0);
        this.strong[text * count + k] = dot;
        left -= dot * dot;
      }
      this.outside[text] = Math.max(0, left);
    }
  }

  /** The eigenvalues of K / n of a subset, nearly. */
  eigenvalues(among: readonly number[]): Float64Array {
    const { count, strong } = this;
    const gram = new Float64Array(count * count);
    let outside = 0;
    for (const text of among) {
      const from = text * count;
      for (let i = 0; i < count; i++) {
        const value = strong[from + i] ?? 0;
        for (let j = 0; j <= i; j++) gram[i * count + j] = (gram[i * count + j] ?? 0) + value * (strong[from + j] ?? 0);
      }
      outside += this.outside[text] ?? 0;
    }
    for (let i = 0; i < count; i++)
      for (let j = 0; j <= i; j++)
        gram[i * count + j] = gram[j * count + i] = (gram[i * count + j] ?? 0) / among.length;
    const others = Math.max(1, Math.min(among.length, this.dimensions) - count);
    const out = new Float64Array(count + others).fill(outside / among.length / others);
    out.set(eigenvalues(gram, count));
    return out;
  }
}

/** An orthonormal basis of about the strongest directions, row by row (subspace iteration on X'X from seeded rows). */
function strongest({ values, dimensions: d }: Vectors, count: number): Float64Array {
  const random = createRandom('analysis/leading');
  const n = values.length / d;
  let basis: Float64Array = Float64Array.from({ length: count * d }, () => random.nextFloat() - 0.5);
  orthonormalise(basis, count, d);
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(count * d);
    for (let text = 0; text < n; text++)
      for (let k = 0; k < count; k++) {
        let dot = 0;
        for (let i = 0; i < d; i++) dot += (values[text * d + i] ?? 0) * (basis[k * d + i] ?? 0);
        for (let i = 0; i < d; i++) next[k * d + i] = (next[k * d + i] ?? 0) + dot * (values[text * d + i] ?? 0);
      }
    orthonormalise(next, count, d);
    basis = next;
  }
  return basis;
}

/** Gram and Schmidt, each row twice, as one pass leaves what rounding brought. Rows that vanish become zeros. */
function orthonormalise(rows: Float64Array, count: number, d: number): void {
  for (let k = 0; k < count; k++) {
    const own = rows.subarray(k * d, (k + 1) * d);
    const before = Math.hypot(...own);
    for (let pass = 0; pass < 2; pass++)
      for (let other = 0; other < k; other++) {
        let dot = 0;
        for (let i = 0; i < d; i++) dot += (own[i] ?? 0) * (rows[other * d + i] ?? 0);
        for (let i = 0; i < d; i++) own[i] = (own[i] ?? 0) - dot * (rows[other * d + i] ?? 0);
      }
    const length = Math.hypot(...own);
    // What is left of a row that was a sum of the others is rounding.
    const scale = length > before * 1e-9 && length > 0 ? 1 / length : 0;
    for (let i = 0; i < d; i++) own[i] = (own[i] ?? 0) * scale;
  }
}

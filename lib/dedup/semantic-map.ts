import { createRandom } from '../sampling/random.ts';
import { principalAxes, project } from './cosine-axes.ts';

/** Numbers of a predicted vector: the encoder's vectors of one user's texts have little beyond so many axes. */
export const PREDICTED = 128;
/** Weights of the penalty that are tried; what fits texts held back best is taken. */
const PENALTIES = [0.1, 0.3, 1, 3, 10] as const;
/** One text in so many is held back. */
const HELD_BACK = 5;
const SEED = 3;

export interface Rows {
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
}

/**
 * A linear map from static vectors to the encoder's, fitted on texts that have both (ridge regression). The static
 * vectors know how words are meant anywhere; the map learns which differences of them count among these texts.
 */
export class SemanticMap {
  private constructor(
    /** Rows of predicted numbers, `from` columns. */
    private readonly matrix: Float32Array<ArrayBuffer>,
    private readonly from: number,
  ) {}

  static fit(guess: Rows, full: Rows): SemanticMap {
    const count = full.vectors.length / full.dimensions;
    const to = Math.min(PREDICTED, 4 * Math.floor(full.dimensions / 4));
    const all = Uint32Array.from({ length: count }, (_, i) => i);
    const axes = principalAxes(full.vectors, full.dimensions, all, to, createRandom(SEED), count);
    const targets = new Float32Array(count * to);
    for (let i = 0; i < count; i += 1)
      project(full.vectors, i * full.dimensions, axes, full.dimensions, targets.subarray(i * to, (i + 1) * to));
    const goal: Rows = { vectors: targets, dimensions: to };
    const kept = all.filter((i) => i % HELD_BACK !== 0);
    const back = all.filter((i) => i % HELD_BACK === 0);
    const part = momentsOf(guess, goal, kept);
    let best: number = PENALTIES[0];
    let least = Infinity;
    for (const penalty of PENALTIES) {
      const error = errorOf(solve(part, penalty), guess, goal, back);
      if (error < least) [best, least] = [penalty, error];
    }
    return new SemanticMap(Float32Array.from(solve(momentsOf(guess, goal, all), best)), guess.dimensions);
  }

  /** Predicts rows `first` to `last`, scaled to length 1; zeros stay zeros. */
  apply(guess: Float32Array<ArrayBuffer>, into: Float32Array<ArrayBuffer>, first: number, last: number): void {
    const { matrix, from } = this;
    const to = matrix.length / from;
    for (let i = first; i < last; i += 1) {
      const row = into.subarray(i * to, (i + 1) * to);
      project(guess, i * from, matrix, from, row);
      let square = 0;
      for (const x of row) square += x * x;
      if (square > 0) for (let d = 0; d < to; d += 1) row[d] = (row[d] ?? 0) / Math.sqrt(square);
    }
  }

  get dimensions(): number {
    return this.matrix.length / this.from;
  }
}

/** Products of the columns: of the given ones with each other, and with those to be predicted. */
interface Moments {
  readonly from: number;
  readonly to: number;
  readonly own: Float64Array;
  /** `to` rows of `from`. */
  readonly cross: Float64Array;
}

function momentsOf(guess: Rows, goal: Rows, rows: Uint32Array): Moments {
  const from = guess.dimensions;
  const to = goal.dimensions;
  const own = new Float64Array(from * from);
  const cross = new Float64Array(to * from);
  const add = (sum: Float64Array, line: number, x: number, at: number, length: number) => {
    for (let j = 0; j < length; j += 1) sum[line + j] = (sum[line + j] ?? 0) + x * (guess.vectors[at + j] ?? 0);
  };
  for (const row of rows) {
    const at = row * from;
    for (let i = 0; i < from; i += 1) add(own, i * from, guess.vectors[at + i] ?? 0, at, i + 1);
    for (let i = 0; i < to; i += 1) add(cross, i * from, goal.vectors[row * to + i] ?? 0, at, from);
  }
  return { from, to, own, cross };
}

/** The matrix (`to` rows of `from`) of least squares with a penalty on its size, by Cholesky's decomposition. */
function solve({ from, to, own, cross }: Moments, penalty: number): Float64Array {
  const lower = own.slice();
  for (let i = 0; i < from; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = (own[i * from + j] ?? 0) + (i === j ? penalty : 0);
      for (let k = 0; k < j; k += 1) sum -= (lower[i * from + k] ?? 0) * (lower[j * from + k] ?? 0);
      lower[i * from + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * from + j] ?? 1);
    }
  }
  const matrix = cross.slice();
  for (let row = 0; row < to; row += 1) {
    const x = matrix.subarray(row * from, (row + 1) * from);
    for (let i = 0; i < from; i += 1) {
      let sum = x[i] ?? 0;
      for (let k = 0; k < i; k += 1) sum -= (lower[i * from + k] ?? 0) * (x[k] ?? 0);
      x[i] = sum / (lower[i * from + i] ?? 1);
    }
    for (let i = from - 1; i >= 0; i -= 1) {
      let sum = x[i] ?? 0;
      for (let k = i + 1; k < from; k += 1) sum -= (lower[k * from + i] ?? 0) * (x[k] ?? 0);
      x[i] = sum / (lower[i * from + i] ?? 1);
    }
  }
  return matrix;
}

function errorOf(matrix: Float64Array, guess: Rows, goal: Rows, rows: Uint32Array): number {
  const from = guess.dimensions;
  const to = goal.dimensions;
  let error = 0;
  for (const row of rows)
    for (let i = 0; i < to; i += 1) {
      let sum = 0;
      for (let j = 0; j < from; j += 1) sum += (matrix[i * from + j] ?? 0) * (guess.vectors[row * from + j] ?? 0);
      error += (sum - (goal.vectors[row * to + i] ?? 0)) ** 2;
    }
  return error;
}

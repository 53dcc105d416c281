import type { Random } from '../sampling/random.ts';

/** Vectors that the axes are computed from: twice as many rule out hardly any more pairs. */
const SAMPLE = 800;
/** Turns of the subspace iteration; the axes need not be the best ones, only orthonormal. */
const TURNS = 4;

/**
 * Orthonormal directions that hold as much of the vectors' length as so many can, as rows of `count` x `dimensions`:
 * the leading eigenvectors of the vectors' second moments, by subspace iteration on a sample.
 * @param rows of `vectors` that count. @param most of them are looked at.
 */
export function principalAxes(
  vectors: Float32Array<ArrayBuffer>,
  dimensions: number,
  rows: Uint32Array<ArrayBuffer>,
  count: number,
  random: Random,
  most = SAMPLE,
): Float32Array<ArrayBuffer> {
  const sample = Math.min(most, rows.length);
  const moments = new Float64Array(dimensions * dimensions);
  for (let s = 0; s < sample; s += 1) {
    const row = rows[sample === rows.length ? s : random.below(rows.length)] ?? 0;
    const at = row * dimensions;
    for (let i = 0; i < dimensions; i += 1) {
      const x = vectors[at + i] ?? 0;
      const line = i * dimensions;
      for (let j = 0; j <= i; j += 1) moments[line + j] = (moments[line + j] ?? 0) + x * (vectors[at + j] ?? 0);
    }
  }
  for (let i = 0; i < dimensions; i += 1)
    for (let j = 0; j < i; j += 1) moments[j * dimensions + i] = moments[i * dimensions + j] ?? 0;
  let axes = Float64Array.from({ length: count * dimensions }, () => random.nextFloat() - 0.5);
  orthonormalise(axes, dimensions, count);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const next = new Float64Array(axes.length);
    for (let a = 0; a < count; a += 1) {
      for (let i = 0; i < dimensions; i += 1) {
        const x = axes[a * dimensions + i] ?? 0;
        const line = i * dimensions;
        for (let j = 0; j < dimensions; j += 1) {
          next[a * dimensions + j] = (next[a * dimensions + j] ?? 0) + x * (moments[line + j] ?? 0);
        }
      }
    }
    orthonormalise(next, dimensions, count);
    axes = next;
  }
  return Float32Array.from(axes);
}

/** Gram-Schmidt, twice over: once leaves rows that are nearly parallel too far from orthogonal for a bound. */
function orthonormalise(axes: Float64Array, dimensions: number, count: number): void {
  for (let a = 0; a < count; a += 1) {
    const row = axes.subarray(a * dimensions, (a + 1) * dimensions);
    for (let again = 0; again < 2; again += 1) {
      for (let b = 0; b < a; b += 1) {
        const other = axes.subarray(b * dimensions, (b + 1) * dimensions);
        const along = dot(row, other);
        for (let i = 0; i < dimensions; i += 1) row[i] = (row[i] ?? 0) - along * (other[i] ?? 0);
      }
      const length = Math.sqrt(dot(row, row));
      // Vectors that span fewer dimensions leave nothing of the others: a row of zeros is a bound like any other.
      for (let i = 0; i < dimensions; i += 1) row[i] = length < 1e-9 ? 0 : (row[i] ?? 0) / length;
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Inner products of one vector (at `at`) with all axes, into `out`; four axes at a time, because each waits for its sum. */
export function project(
  vectors: Float32Array,
  at: number,
  axes: Float32Array,
  dimensions: number,
  out: Float32Array,
): void {
  for (let a = 0; a < out.length; a += 4) {
    const r0 = a * dimensions;
    const r1 = r0 + dimensions;
    const r2 = r1 + dimensions;
    const r3 = r2 + dimensions;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = 0; i < dimensions; i += 1) {
      const x = vectors[at + i] ?? 0;
      s0 += x * (axes[r0 + i] ?? 0);
      s1 += x * (axes[r1 + i] ?? 0);
      s2 += x * (axes[r2 + i] ?? 0);
      s3 += x * (axes[r3 + i] ?? 0);
    }
    out[a] = s0;
    out[a + 1] = s1;
    out[a + 2] = s2;
    out[a + 3] = s3;
  }
}

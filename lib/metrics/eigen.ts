/**
 * Eigenvalues of a symmetric matrix, ascending: Householder's reduction to three diagonals, then QL steps with
 * Wilkinson's shift (Golub and Van Loan, Matrix Computations, 8.3). Vectors are not computed.
 * @param matrix n x n, row by row; it is overwritten
 */
export function eigenvalues(matrix: Float64Array, n: number): Float64Array {
  const off = new Float64Array(n);
  const diagonal = new Float64Array(n);
  reduce(matrix, n, diagonal, off);
  iterate(diagonal, off, n);
  return diagonal.sort();
}

/** Turns the matrix to three diagonals: `off[i]` stands between i - 1 and i. */
function reduce(a: Float64Array, n: number, diagonal: Float64Array, off: Float64Array): void {
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  const at = (row: number, column: number) => a[row * n + column] ?? 0;
  for (let k = n - 1; k >= 1; k--) {
    // The reflection that leaves of row k nothing but its last entry before the diagonal.
    let norm = 0;
    for (let i = 0; i < k; i++) norm += at(k, i) ** 2;
    norm = Math.sqrt(norm);
    diagonal[k] = at(k, k);
    const last = at(k, k - 1);
    const alpha = last > 0 ? -norm : norm;
    off[k] = alpha;
    const square = norm * norm - alpha * last;
    if (square === 0) {
      off[k] = last;
      continue;
    }
    for (let i = 0; i < k; i++) v[i] = at(k, i);
    v[k - 1] = last - alpha;
    // A' = A - v w' - w v' of what stands before row k, with w = (A v - (v' A v / 2 square) v) / square.
    let dot = 0;
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += at(i, j) * (v[j] ?? 0);
      for (let j = i + 1; j < k; j++) sum += at(j, i) * (v[j] ?? 0);
      p[i] = sum / square;
      dot += (p[i] ?? 0) * (v[i] ?? 0);
    }
    const half = dot / (2 * square);
    for (let i = 0; i < k; i++) p[i] = (p[i] ?? 0) - half * (v[i] ?? 0);
    for (let i = 0; i < k; i++) {
      const vi = v[i] ?? 0;
      const pi = p[i] ?? 0;
      for (let j = 0; j <= i; j++) a[i * n + j] = at(i, j) - vi * (p[j] ?? 0) - pi * (v[j] ?? 0);
    }
  }
  diagonal[0] = at(0, 0);
  off[0] = 0;
}

// Far more than ever needed (about two for each value); a matrix with NaN must not loop for ever.
const MOST_STEPS = 60;

function iterate(d: Float64Array, off: Float64Array, n: number): void {
  const e = new Float64Array(n);
  for (let i = 1; i < n; i++) e[i - 1] = off[i] ?? 0;
  for (let l = 0; l < n; l++) {
    for (let step = 0; step < MOST_STEPS; step++) {
      let m = l;
      while (m < n - 1) {
        const scale = Math.abs(d[m] ?? 0) + Math.abs(d[m + 1] ?? 0);
        if (Math.abs(e[m] ?? 0) <= Number.EPSILON * scale) break;
        m++;
      }
      if (m === l) break;
      qlStep(d, e, l, m);
    }
  }
}

function qlStep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const el = e[l] ?? 0;
  const g0 = ((d[l + 1] ?? 0) - (d[l] ?? 0)) / (2 * el);
  const r0 = Math.hypot(g0, 1);
  let g = (d[m] ?? 0) - (d[l] ?? 0) + el / (g0 + (g0 >= 0 ? r0 : -r0));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * (e[i] ?? 0);
    const b = c * (e[i] ?? 0);
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = (d[i + 1] ?? 0) - p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = (d[i + 1] ?? 0) - p;
    const t = ((d[i] ?? 0) - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
  }
  d[l] = (d[l] ?? 0) - p;
  e[l] = g;
  e[m] = 0;
}

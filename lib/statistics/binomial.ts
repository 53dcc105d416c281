/** An interval around a share, 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Clopper and Pearson's exact 95% interval of a share: it covers the true one at least that often, at any n.
 * @param hits 0 to n @param n 0 gives 0 to 1
 */
export function exactInterval(hits: number, n: number, level = 0.95): Interval {
  const tail = (1 - level) / 2;
  return {
    low: hits === 0 ? 0 : root((p) => 1 - cumulative(hits - 1, n, p) - tail),
    high: hits === n ? 1 : root((p) => tail - cumulative(hits, n, p)),
  };
}

/** The two-sided p-value of `hits` of n under a chance of p: the sum over all outcomes that are no likelier. */
export function exactTest(hits: number, n: number, p: number): number {
  const own = chance(hits, n, p);
  let sum = 0;
  // As R's binom.test: outcomes equal but for rounding count as no likelier.
  for (let k = 0; k <= n; k++) if (chance(k, n, p) <= own * (1 + 1e-7)) sum += chance(k, n, p);
  return Math.min(1, sum);
}

/** P(X <= hits). */
function cumulative(hits: number, n: number, p: number): number {
  let sum = 0;
  for (let k = 0; k <= hits; k++) sum += chance(k, n, p);
  return Math.min(1, sum);
}

function chance(k: number, n: number, p: number): number {
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  return Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

const logs: number[] = [0];

function logFactorial(n: number): number {
  for (let k = logs.length; k <= n; k++) logs.push((logs[k - 1] ?? 0) + Math.log(k));
  return logs[n] ?? 0;
}

/** Where a rising function of 0 to 1 crosses zero, to the last bit. */
function root(f: (p: number) => number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
}

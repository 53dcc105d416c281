/** Where the worker's steps of similarity begin, and how wide one is. */
const FIRST = 0.5;
const STEPS = 50;
const WIDTH = (1 - FIRST) / STEPS;

export interface HistogramBar {
  /** Pairs at least this alike, and less than the next bar's. The last bar has the equal ones, too. */
  readonly from: number;
  readonly pairs: number;
  /** 0 to 1, by the logarithm: a hundred pairs stay visible beside a million. */
  readonly height: number;
  readonly within: boolean;
}

/** The bars from the floor on; `within` are those whose pairs count at the threshold. */
export function barsOf(histogram: readonly number[], floor: number, threshold: number): readonly HistogramBar[] {
  const first = Math.max(0, Math.round((floor - FIRST) / WIDTH));
  const shown = histogram.slice(first, STEPS);
  const most = Math.log1p(Math.max(1, ...shown));
  return shown.map((pairs, at) => {
    const from = FIRST + (first + at) * WIDTH;
    return { from, pairs, height: Math.log1p(pairs) / most, within: from > threshold - WIDTH / 2 };
  });
}

/** Pairs at or above the threshold, as far as the steps tell. */
export function pairsWithin(bars: readonly HistogramBar[]): number {
  return bars.reduce((sum, { pairs, within }) => sum + (within ? pairs : 0), 0);
}

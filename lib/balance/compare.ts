import { type Interval, simultaneousZ, wilson } from './intervals.ts';
import type { Reference } from './references.ts';

/** How often a value occurs; null is unknown. */
export interface ValueCount {
  readonly value: string | null;
  readonly count: number;
}

/** One bar: a bin of the reference beside the rows that have it. */
export interface Bar {
  readonly name: string;
  readonly values: readonly string[];
  readonly count: number;
  /** Of the compared rows, 0 to 1. */
  readonly share: number;
  readonly interval: Interval;
  readonly reference: number;
  /** share / reference. */
  readonly ratio: number;
}

export interface Comparison {
  readonly reference: Reference;
  /** Rows whose labels were made. */
  readonly rows: number;
  readonly unknown: number;
  /** Of rows, 0 to 1; show it before anything else. */
  readonly unknownShare: number;
  /** Attributed rows that are compared: the reference has their value. */
  readonly n: number;
  /** Attributed rows with a value that the reference leaves out (children, armed forces, smaller languages). */
  readonly outside: number;
  /** Of rows, 0 to 1: how much of what is there the comparison speaks about. */
  readonly coverage: number;
  /** 1 - half the sum of |share - reference|: 1 is the same. Null below LEAST_ROWS. */
  readonly fit: number | null;
  readonly bars: readonly Bar[];
  /** The largest deviation of each kind that chance does not explain, as sentences; why there are none otherwise. */
  readonly over: string | null;
  readonly under: string | null;
  readonly note: string;
}

/**
 * Fewer compared rows give no fit and no statement. With 100 rows a share's interval is at worst 20 points wide, and a
 * perfectly balanced sample of eight bins has a fit of about 0.89 by chance alone; below that it tells nothing.
 */
export const LEAST_ROWS = 100;

/** A deviation is told from this many expected or found rows on: ratios of fewer jump with every row. */
const LEAST_IN_BIN = 5;

/**
 * Compares counts of a label with a reference, over rows whose value is known and in the reference. Unknown rows are
 * told, never shared out among the values.
 * @param rows all rows whose labels were made
 */
export function compareWith(counts: readonly ValueCount[], rows: number, reference: Reference): Comparison {
  const countOf = new Map<string | null, number>();
  for (const { value, count } of counts) countOf.set(value, (countOf.get(value) ?? 0) + count);
  const attributed = [...countOf].reduce((sum, [value, count]) => (value === null ? sum : sum + count), 0);
  const unknown = Math.max(0, rows - attributed);
  const counted = reference.bins.map((bin) => bin.values.reduce((sum, value) => sum + (countOf.get(value) ?? 0), 0));
  const n = counted.reduce((sum, count) => sum + count, 0);
  const z = simultaneousZ(reference.bins.length);
  const bars = reference.bins.map(({ name, values, share: expected }, i): Bar => {
    const count = counted[i] ?? 0;
    const share = n === 0 ? 0 : count / n;
    return { name, values, count, share, interval: wilson(count, n, z), reference: expected, ratio: share / expected };
  });
  const enough = n >= LEAST_ROWS;
  const distance = bars.reduce((sum, { share, reference: expected }) => sum + Math.abs(share - expected), 0);
  const over = enough ? biggest(bars, n, (bar) => bar.interval.low > bar.reference) : null;
  const under = enough ? biggest(bars, n, (bar) => bar.interval.high < bar.reference) : null;
  return {
    reference,
    rows,
    unknown,
    unknownShare: rows === 0 ? 0 : unknown / rows,
    n,
    outside: attributed - n,
    coverage: rows === 0 ? 0 : n / rows,
    fit: enough ? 1 - distance / 2 : null,
    bars,
    over: over && sentence(over, n, 'over'),
    under: under && sentence(under, n, 'under'),
    note: note(n, over !== null || under !== null),
  };
}

/** The bar whose ratio is farthest from 1, of those beyond chance. */
function biggest(bars: readonly Bar[], n: number, beyondChance: (bar: Bar) => boolean): Bar | null {
  const candidates = bars.filter(
    (bar) => beyondChance(bar) && (bar.count >= LEAST_IN_BIN || bar.reference * n >= LEAST_IN_BIN),
  );
  const distance = ({ ratio }: Bar): number => (ratio >= 1 ? ratio : 1 / Math.max(ratio, Number.EPSILON));
  return candidates.reduce<Bar | null>(
    (best, bar) => (best === null || distance(bar) > distance(best) ? bar : best),
    null,
  );
}

function sentence(bar: Bar, n: number, kind: 'over' | 'under'): string {
  const shares = `${percent(bar.share)} of ${n.toLocaleString('en')} attributed personas, ${percent(bar.reference)} in the world`;
  if (bar.count === 0)
    return `${bar.name} does not occur: 0 of ${n.toLocaleString('en')} attributed personas, ${percent(bar.reference)} in the world.`;
  const factor = kind === 'over' ? bar.ratio : 1 / bar.ratio;
  const times = factor >= 10 ? factor.toFixed(0) : factor.toFixed(1);
  return `${bar.name} is ${times} times ${kind === 'over' ? 'over' : 'under'}-represented: ${shares}.`;
}

function note(n: number, told: boolean): string {
  if (n < LEAST_ROWS) {
    return `Only ${n.toLocaleString('en')} personas can be compared; below ${LEAST_ROWS} nothing is said about balance.`;
  }
  return told ? '' : 'No value deviates from the world by more than chance explains.';
}

/** One decimal below ten per cent, where a point is much. */
function percent(share: number): string {
  const points = share * 100;
  return `${points.toFixed(points < 10 ? 1 : 0)}%`;
}

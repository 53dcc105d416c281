import type { Estimate, MetricId, Share } from '../model/experiment-result.ts';
import { metricFacts } from '../analysis/metric-facts.ts';

export const UNKNOWN = 'unknown';

/** A number with so many decimals, with a true minus sign; never "-0.00". */
export function decimal(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  const isZero = Number(text) === 0;
  return value < 0 && !isZero ? `−${text}` : text;
}

/** As `decimal`, with a plus before what is above zero. */
export function signed(value: number, decimals: number): string {
  const text = decimal(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A share from 0 to 1 in percent. */
export const percent = (value: number, decimals = 0) => `${decimal(100 * value, decimals)}%`;

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Of an estimate: its value with the interval behind it, as in "0.52 [0.48, 0.57]". */
export function interval(
  { value, low, high }: Pick<Estimate, 'value' | 'low' | 'high'>,
  say: (value: number) => string,
): string {
  if (value === null) return UNKNOWN;
  return low === null || high === null ? `${say(value)} (no interval)` : `${say(value)} [${say(low)}, ${say(high)}]`;
}

export function metricValue(metric: MetricId, estimate: Estimate): string {
  const { share, decimals } = metricFacts[metric];
  return interval(estimate, (value) => (share ? percent(value, decimals) : decimal(value, decimals)));
}

/** A difference of two figures of a metric; of shares, in points. */
export function metricDifference(metric: MetricId, difference: Estimate): string {
  const { share, decimals } = metricFacts[metric];
  return interval(difference, (value) => signed(share ? 100 * value : value, decimals + (share ? 0 : 1)));
}

/** As in "28 of 30, 93% [78%, 99%]". */
export function shareOf({ hits, n, low, high }: Share): string {
  if (n === 0) return UNKNOWN;
  return `${hits} of ${n}, ${percent(hits / n)} [${percent(low)}, ${percent(high)}]`;
}

/** A p value, never said to be zero. */
export function pValue(p: number | null): string {
  if (p === null) return UNKNOWN;
  return p < 0.001 ? 'below 0.001' : p.toFixed(3);
}

/** A moment in UTC, as in "2026-11-22 06:10". */
export const moment = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** What settings are, with their names for people. */
export const orUnknown = (text: string | number | null) => (text === null || text === '' ? UNKNOWN : String(text));

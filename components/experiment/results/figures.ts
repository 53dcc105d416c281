import { metricFacts } from '../../../lib/analysis/metric-facts.ts';
import type { Estimate, MetricId, Share } from '../../../lib/model/experiment-result.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const three = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

const MINUS = '−';

const formats = [0, 1, 2, 3, 4].map(
  (digits) => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** With a real minus sign, and none before a figure that rounds to zero. */
function written(format: Intl.NumberFormat, value: number): string {
  const text = format.format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

function signed(format: Intl.NumberFormat, value: number): string {
  const text = written(format, value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export interface FigureText {
  /** Null is unknown. */
  readonly value: string | null;
  /** `0.41 to 0.52`; null where there is no interval. */
  readonly interval: string | null;
}

/**
 * A metric's figure and its interval as a table shows them.
 * @param change of a difference: puts a plus before what is above zero
 */
export function metricFigure(metric: MetricId, { value, low, high }: Estimate, change = false): FigureText {
  const { share, decimals } = metricFacts[metric];
  // Differences are smaller than what they are between, so they get a digit more, as in reports.
  const format = formats[change && !share ? decimals + 1 : decimals] ?? three;
  const write = (figure: number) =>
    (change ? signed : written)(format, share ? figure * 100 : figure) + (share && !change ? '%' : '');
  return {
    value: value === null ? null : write(value) + (share && change ? ' points' : ''),
    interval: low === null || high === null ? null : `${write(low)} to ${write(high)}`,
  };
}

/** The same in percent. */
export function percentFigure(estimate: Estimate): FigureText {
  const { value, low, high } = estimate;
  return {
    value: value === null ? null : percent(value),
    interval: low === null || high === null ? null : range(low, high),
  };
}

/** A share with its exact interval, `28 of 30`. */
export function shareFigure(share: Share): FigureText & { readonly of: string } {
  return {
    value: share.n === 0 ? null : percent(share.hits / share.n),
    interval: share.n === 0 ? null : range(share.low, share.high),
    of: `${whole.format(share.hits)} of ${whole.format(share.n)}`,
  };
}

const range = (low: number, high: number) => `${percent(low)} to ${percent(high)}`;

/** One decimal below ten, where a point is much; never `0%` or `100%` for what is neither. */
export function percent(share: number): string {
  const points = share * 100;
  if (points > 0 && points < 0.1) return '<0.1%';
  if (points < 100 && points > 99.9) return '>99.9%';
  return `${points === 0 || points === 100 ? whole.format(points) : points < 10 || points > 99 ? one.format(points) : whole.format(points)}%`;
}

/** Never an exact zero. */
export function pFigure(p: number): string {
  return p < 0.001 ? '<0.001' : three.format(p);
}

/** `p 0.032`. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p ${three.format(p)}`;
}

/** Which way an interval points: null where it holds zero or is unknown. */
export function directionOf(difference: Estimate): 'up' | 'down' | null {
  const { low, high } = difference;
  if (low === null || high === null) return null;
  return low > 0 ? 'up' : high < 0 ? 'down' : null;
}

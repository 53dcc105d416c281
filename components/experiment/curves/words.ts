import { travellingModel } from '../../../lib/export/travelling.ts';
import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import type { Estimate, ExperimentResult, MetricId } from '../../../lib/model/experiment-result.ts';
import { metricFacts, PRIMARY_MEANING, PRIMARY_WORDS } from '../../../lib/analysis/metric-facts.ts';

export type Write = (value: number) => string;

export const UNKNOWN = 'unknown';
const MINUS = '\u2212';

/** With so many decimals; nothing has no sign. */
export function fixed(decimals: number): Write {
  return (value) => {
    const text = value.toFixed(decimals);
    return Number(text) === 0 ? text.replace('-', '') : text.replace('-', MINUS);
  };
}

/** Means of counts. */
export const tenths = fixed(1);
/** Cosines, slopes and correlations: the third decimal is noise at tens of texts. */
export const hundredths = fixed(2);

/** How figures of a metric are written in all tables. */
export function writeMetric(metric: MetricId): Write {
  const { share, decimals } = metricFacts[metric];
  const write = fixed(decimals);
  return share ? (value) => `${write(value * 100)}%` : write;
}

/** The same with the sign in front, for differences. */
export function signed(write: Write): Write {
  return (value) => {
    const text = write(value);
    return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
  };
}

export function percentText(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** `12.3 (10.1 to 14.8)`; what is not known is said. */
export function intervalText({ value, low, high }: Pick<Estimate, 'value' | 'low' | 'high'>, write: Write): string {
  if (value === null) return UNKNOWN;
  return low === null || high === null ? write(value) : `${write(value)} (${write(low)} to ${write(high)})`;
}

/** The primary metric that verdicts stand on: meaning where it was measured, else words. */
export function decidingMetric(result: ExperimentResult): MetricId {
  return result.encoder === null ? PRIMARY_WORDS : PRIMARY_MEANING;
}

/** Behind a title where an experiment has several models. */
export function onModel(spec: ExperimentSpec, model: number): string {
  // Figures leave with reports: a server's host does not.
  const of = spec.models[model];
  return spec.models.length > 1 ? `, ${of ? travellingModel(of).name : `model ${model + 1}`}` : '';
}

/** At most so many characters, the last of them a sign that more was there. */
export function clipped(text: string, characters: number): string {
  const letters = Array.from(text);
  return letters.length > characters ? `${letters.slice(0, Math.max(1, characters - 1)).join('')}…` : text;
}

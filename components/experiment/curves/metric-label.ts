import type { MetricId } from '../../../lib/model/experiment-result.ts';
import { metricFacts } from '../../../lib/analysis/metric-facts.ts';

const units: Readonly<Record<MetricId, string>> = {
  'distinct-1': 'share',
  'distinct-2': 'share',
  'distinct-3': 'share',
  'ngram-diversity': '0 to 4',
  classes: 'count',
  'self-bleu': '0 to 1',
  compression: 'ratio',
  'self-repetition': 'log count',
  'rouge-l': '0 to 1',
  'near-duplicates': 'share',
  cosine: 'cosine',
  nearest: 'distance',
  'vendi-0.5': 'effective answers',
  'vendi-1': 'effective answers',
  'vendi-2': 'effective answers',
  'vendi-inf': 'effective answers',
  'near-duplicates-meaning': 'share',
};

/** Name and unit, for an axis or a column's head. */
export function metricLabel(metric: MetricId): string {
  return `${metricFacts[metric].name} (${units[metric]})`;
}

/** Which way is which. */
export function readingOf(metric: MetricId): string {
  return metricFacts[metric].higherIsMoreVaried ? 'Higher is more varied.' : 'Lower is more varied.';
}

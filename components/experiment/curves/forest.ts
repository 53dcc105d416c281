import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import type { ExperimentResult, MetricId, Share } from '../../../lib/model/experiment-result.ts';
import { metricFacts } from '../../../lib/analysis/metric-facts.ts';
import type { Figure, Row } from './drawing.ts';
import { armLooks } from './looks.ts';
import { metricLabel, readingOf } from './metric-label.ts';
import { intervalText, onModel, percentText, signed, UNKNOWN, writeMetric } from './words.ts';

/** A metric of each arm of a model with its interval, and beside it how many of the answers are valid. */
export function metricFigure(
  spec: ExperimentSpec,
  result: ExperimentResult,
  model: number,
  metric: MetricId,
): Figure | null {
  const looks = armLooks(spec);
  const write = writeMetric(metric);
  const groups = result.groups.flatMap((group) => {
    const arm = looks.get(group.arm);
    return group.model === model && arm ? [{ ...arm, group }] : [];
  });
  if (!groups.some(({ group }) => group.metrics[metric].value !== null)) return null;
  const control = groups.find(({ group }) => kindOf(spec, group.arm) === 'control')?.group;
  const figures = groups.map(({ label, look, group }): Row => {
    const { value, low, high, n } = group.metrics[metric];
    return { label, look, value, low, high, note: `${intervalText(group.metrics[metric], write)}, n = ${n}` };
  });
  const valid = groups.map(({ label, look, group }): Row => {
    const { low, high, n } = group.quality.valid;
    const value = n === 0 ? null : group.quality.valid.hits / n;
    return { label, look, value, low, high, note: validText(group.quality.valid) };
  });
  return {
    id: `metric-${metric}-${model + 1}`,
    title: `${metricFacts[metric].name} by arm, and what is valid${onModel(spec, model)}`,
    caption:
      `${readingOf(metric)} Dots are figures, lines their 95% intervals; the upright strokes mark the arm without a persona. ` +
      'Beside it the share of valid answers: what is varied and not valid is of no use.',
    table: {
      head: ['Arm', metricLabel(metric), 'Valid answers', 'Texts (n)'],
      rows: groups.map(({ label, group }, at) => [
        label,
        intervalText(group.metrics[metric], write),
        valid[at]?.note ?? UNKNOWN,
        String(group.metrics[metric].n),
      ]),
    },
    drawing: {
      kind: 'rows',
      panels: [
        {
          label: metricLabel(metric),
          domain: null,
          percent: metricFacts[metric].share,
          rule: control?.metrics[metric].value ?? null,
          rows: figures,
        },
        {
          label: 'Valid answers (%)',
          domain: [0, 1],
          percent: true,
          rule: control && control.quality.valid.n > 0 ? control.quality.valid.hits / control.quality.valid.n : null,
          rows: valid,
        },
      ],
    },
  };
}

/** Differences from the arm without a persona, pair by pair; null where nothing was compared. */
export function differenceFigure(
  spec: ExperimentSpec,
  result: ExperimentResult,
  model: number,
  metric: MetricId,
): Figure | null {
  const looks = armLooks(spec);
  const write = signed(writeMetric(metric));
  const compared = result.comparisons.flatMap((comparison) => {
    const arm = looks.get(comparison.arm);
    return comparison.model === model && comparison.metric === metric && arm ? [{ ...arm, comparison }] : [];
  });
  if (!compared.some(({ comparison }) => comparison.difference.value !== null)) return null;
  const corrected = compared.some(({ comparison }) => comparison.adjusted !== null);
  return {
    id: `difference-${metric}-${model + 1}`,
    title: `${metricFacts[metric].name}: difference from no persona${onModel(spec, model)}`,
    caption:
      `What each arm has more (right of the upright strokes) or less than the arm without a persona, at equal numbers and lengths of texts, ` +
      `with 95% intervals. ${readingOf(metric)} An interval that crosses them shows no difference at this n.` +
      (corrected
        ? ' p is corrected for the number of comparisons (Holm).'
        : ' p is not corrected: this metric decides nothing.'),
    table: {
      head: ['Arm', `Difference in ${metricLabel(metric)}`, corrected ? 'p (corrected)' : 'p', 'Pairs (n)'],
      rows: compared.map(({ label, comparison }) => [
        label,
        intervalText(comparison.difference, write),
        pText(comparison.adjusted ?? comparison.p),
        String(comparison.pairs),
      ]),
    },
    drawing: {
      kind: 'rows',
      panels: [
        {
          label: `Difference in ${metricLabel(metric)}`,
          domain: null,
          percent: metricFacts[metric].share,
          rule: 0,
          rows: compared.map(({ label, look, comparison }) => {
            const { value, low, high } = comparison.difference;
            const note = `${intervalText(comparison.difference, write)}, ${comparison.pairs} pairs`;
            return { label, look, value, low, high, note };
          }),
        },
      ],
    },
  };
}

const kindOf = (spec: ExperimentSpec, id: string) => spec.arms.find((arm) => arm.id === id)?.kind;

function validText(valid: Share): string {
  if (valid.n === 0) return UNKNOWN;
  const { low, high } = valid;
  return `${intervalText({ value: valid.hits / valid.n, low, high }, percentText)}, n = ${valid.n}`;
}

/** Three decimals: permutations give no more. */
function pText(p: number | null): string {
  if (p === null) return UNKNOWN;
  return p < 0.001 ? 'below 0.001' : p.toFixed(3);
}

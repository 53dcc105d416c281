import { metricFacts } from '../analysis/metric-facts.ts';
import { armLabel } from '../arms/facts.ts';
import type { ExperimentSpec } from '../model/experiment.ts';
import { type ExperimentResult, type GroupKey, metricIds } from '../model/experiment-result.ts';
import { type Block, heading, paragraph, table } from './document.ts';
import { metricDifference, metricValue, pValue, shareOf } from './words.ts';

/** Names a group within tables: its arm, and its model where there are several. */
export function groupName(spec: ExperimentSpec, { arm: id, model }: GroupKey): string {
  const arm = spec.arms.find((one) => one.id === id);
  const label = arm ? armLabel(spec, arm) : id;
  return spec.models.length === 1 ? label : `${label} on ${spec.models[model]?.name ?? model}`;
}

/** How varied: a row for each figure, a column for each group; then what the deciding ones differ by. */
export function diversityBlocks(spec: ExperimentSpec, result: ExperimentResult): readonly Block[] {
  const { groups, comparisons, minimumPairs } = result;
  const decide = comparisons.filter(({ metric }) => metricFacts[metric].primary);
  const blocks: Block[] = [
    heading('How varied'),
    paragraph(
      `${cutWords(result)} In brackets: 95% intervals, from half-samples of personas. An arrow says which way is more varied.`,
    ),
  ];
  for (const model of spec.models.keys()) {
    const of = groups.filter((group) => group.model === model);
    const rows = metricIds.map((metric) => [
      `${metricFacts[metric].name} ${metricFacts[metric].higherIsMoreVaried ? '↑' : '↓'}`,
      ...of.map(({ metrics }) => metricValue(metric, metrics[metric])),
    ]);
    const counts = of.map(({ texts }) => String(texts));
    const words = of.map(({ lengths }) => (lengths === null ? 'unknown' : `${lengths.median}`));
    const on = spec.models.length === 1 ? '' : ` on ${spec.models[model]?.name ?? model}`;
    blocks.push(
      table(
        `Figures of each arm${on}`,
        ['Figure', ...of.map((group) => groupName({ ...spec, models: spec.models.slice(0, 1) }, group))],
        [['Texts (n)', ...counts], ['Words, median', ...words], ...rows],
      ),
    );
  }
  if (decide.length > 0)
    blocks.push(
      table(
        `Difference from the unconditioned arm, for the figures that decide; under ${minimumPairs} pairs nothing is decided`,
        ['Arm', 'Figure', 'Difference', 'Pairs (n)', 'p', 'p, corrected (Holm)'],
        decide.map((one) => [
          groupName(spec, one),
          metricFacts[one.metric].name,
          metricDifference(one.metric, one.difference),
          String(one.pairs),
          pValue(one.p),
          pValue(one.adjusted),
        ]),
      ),
    );
  return blocks;
}

function cutWords({ budget }: ExperimentResult): string {
  return budget > 0
    ? `Every text is cut to its first ${budget} words, so that longer ones gain nothing by their length.`
    : 'Texts are not cut, so their lengths count.';
}

/** Two halves of one arm against each other: how often that finds a difference where there is none. */
export function aaBlocks(spec: ExperimentSpec, { aa }: ExperimentResult): readonly Block[] {
  if (aa.length === 0) return [];
  const rows = aa.map((check) => [
    groupName(spec, check),
    metricFacts[check.metric].name,
    String(check.splits),
    shareOf(check.found),
  ]);
  return [
    heading('Check: the same against the same'),
    paragraph(
      'The answers of one arm, split in two at random again and again. There is no difference to find, so about 5% of the splits should find one. They are splits of the same answers, so they say less than as many experiments would.',
    ),
    table('A/A check', ['Arm', 'Figure', 'Splits', 'Found a difference'], rows),
  ];
}

import type { Arm, ExperimentSpec } from '../../../lib/model/experiment.ts';
import type { ExperimentResult, GroupResult, MetricId } from '../../../lib/model/experiment-result.ts';
import { metricFacts } from '../../../lib/analysis/metric-facts.ts';
import { armFacts, temperatureOf } from '../../../lib/arms/facts.ts';
import type { Figure } from './drawing.ts';
import { armLooks, type Look } from './looks.ts';
import { metricLabel, readingOf } from './metric-label.ts';
import { intervalText, onModel, writeMetric } from './words.ts';

interface Family {
  readonly label: string;
  readonly look: Look;
  readonly members: { readonly temperature: number; readonly label: string; readonly group: GroupResult }[];
}

/**
 * A metric against temperature: arms that differ in nothing else lie on one line. Null where no arm was asked at two
 * temperatures, or where nothing is known of the metric.
 */
export function temperatureFigure(
  spec: ExperimentSpec,
  result: ExperimentResult,
  model: number,
  metric: MetricId,
): Figure | null {
  const write = writeMetric(metric);
  const families = familiesOf(spec, result, model, metric);
  if (!families.some(({ members }) => new Set(members.map(({ temperature }) => temperature)).size > 1)) return null;
  const rows = families.flatMap(({ members }) =>
    members.map(({ temperature, label, group }) => [
      label,
      String(temperature),
      intervalText(group.metrics[metric], write),
      String(group.metrics[metric].n),
    ]),
  );
  return {
    id: `temperature-${metric}-${model + 1}`,
    title: `${metricFacts[metric].name} against temperature${onModel(spec, model)}`,
    caption:
      `Arms that differ only in temperature lie on one line, with 95% intervals. Where a line without personas reaches the same ` +
      `height by heat alone, personas have brought nothing that heat does not. ${readingOf(metric)}`,
    table: { head: ['Arm', 'Temperature', metricLabel(metric), 'Texts (n)'], rows },
    drawing: {
      kind: 'lines',
      xLabel: 'Temperature',
      yLabel: metricLabel(metric),
      percent: metricFacts[metric].share,
      interval: 'bars',
      diagonal: null,
      lines: families.map(({ label, look, members }) => ({
        label,
        look,
        note: noteOf(members.map(({ group }) => group.metrics[metric].n)),
        ringed: [],
        points: members.map(({ temperature, group }) => {
          const { value, low, high } = group.metrics[metric];
          return { x: temperature, y: value ?? 0, low, high };
        }),
      })),
    },
  };
}

/** Groups of a model whose figure is known, by what they are beside their temperature, each in order of temperature. */
function familiesOf(
  spec: ExperimentSpec,
  result: ExperimentResult,
  model: number,
  metric: MetricId,
): readonly Family[] {
  const looks = armLooks(spec);
  const families = new Map<string, Family>();
  for (const arm of spec.arms) {
    const group = result.groups.find((each) => each.arm === arm.id && each.model === model);
    const look = looks.get(arm.id);
    if (!group || !look || group.metrics[metric].value === null) continue;
    const label = familyOf(arm);
    const family = families.get(label) ?? { label, look: look.look, members: [] };
    family.members.push({ temperature: temperatureOf(spec, arm), label: look.label, group });
    families.set(label, family);
  }
  for (const { members } of families.values()) members.sort((a, b) => a.temperature - b.temperature);
  return [...families.values()];
}

/** The hot arm is the control at another temperature. */
function familyOf({ kind, maxWords }: Arm): string {
  const name = armFacts[kind === 'hot' ? 'control' : kind].name;
  return maxWords === null ? name : `${name}, at most ${maxWords} words`;
}

function noteOf(counts: readonly number[]): string {
  const least = Math.min(...counts);
  const most = Math.max(...counts);
  return least === most ? `n = ${least}` : `n = ${least} to ${most}`;
}

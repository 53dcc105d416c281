import { type GroupResult, type MetricId, metricIds } from '../model/experiment-result.ts';
import type { Estimate } from '../model/experiment-result.ts';
import { createRandom } from '../sampling/random.ts';
import { lengthsOf } from './budget.ts';
import type { MeasuringWorld } from './comparisons.ts';
import { costOf } from './cost.ts';
import { curveOf } from './curve.ts';
import type { Measured } from './figures.ts';
import { type GroupQuality, personasOf } from './group-quality.ts';
import { clustersOf, type Group, groupName } from './groups.ts';
import { bounded, boundsOf, estimated } from './intervals.ts';
import { similarityOf } from './similarity.ts';

/** What is said of one group, its curves apart. */
export async function withoutCurves(
  group: Group,
  { quality }: GroupQuality,
  measured: Measured,
  { seed, breathe }: MeasuringWorld,
): Promise<GroupResult> {
  const clusters = clustersOf(group);
  const n = group.answers.length;
  const metrics: Partial<Record<MetricId, Estimate>> = {};
  for (const metric of metricIds) {
    const random = createRandom(`analysis/${seed}/${groupName(group.key)}/${metric}`);
    const figure = estimated(await measured.figures(metric), clusters, null, metric, random);
    metrics[metric] = bounded(figure, boundsOf(metric, n));
    await breathe();
  }
  return {
    ...group.key,
    planned: group.planned,
    texts: n,
    failed: group.failed.length,
    metrics: metrics as Record<MetricId, Estimate>,
    lengths: lengthsOf(group.answers.map(({ text }) => text)),
    quality,
    cost: costOf(group.calls),
    curve: null,
    similarity: null,
  };
}

export async function withCurves(
  result: GroupResult,
  group: Group,
  measured: Measured,
  { seed, vectorsOf }: MeasuringWorld,
): Promise<GroupResult> {
  const all = [...group.answers.keys()];
  const curve = all.length === 0 ? null : curveOf((await measured.same()).classSizes(all));
  const { personas, of } = personasOf(group.answers);
  const [cosines, ofPersonas] = [measured.cosines(), vectorsOf(personas)];
  // In one arm either all answers have something in the persona's place, or none.
  const complete = of.length === group.answers.length && of.length > 0;
  const similarity =
    cosines === null || ofPersonas === null || !complete
      ? null
      : similarityOf(cosines, ofPersonas, of, `analysis/${seed}/${groupName(group.key)}/similarity`);
  return { ...result, curve, similarity };
}

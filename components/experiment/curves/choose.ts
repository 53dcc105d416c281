import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import { type ExperimentResult, type MetricId, metricIds } from '../../../lib/model/experiment-result.ts';
import { primaryMetrics } from '../../../lib/analysis/metric-facts.ts';
import type { Figure } from './drawing.ts';
import { differenceFigure, metricFigure } from './forest.ts';
import { similarityFigures } from './similarity.ts';
import { temperatureFigure } from './temperature.ts';
import { uniqueFigure } from './unique.ts';
import { decidingMetric } from './words.ts';

const present = (figure: Figure | null): figure is Figure => figure !== null;

/** What a model's answers give for one metric, in the order of reading. What is not known is left out. */
export function figuresFor(
  spec: ExperimentSpec,
  result: ExperimentResult,
  model: number,
  metric: MetricId,
): readonly Figure[] {
  return [
    metricFigure(spec, result, model, metric),
    differenceFigure(spec, result, model, metric),
    temperatureFigure(spec, result, model, metric),
  ].filter(present);
}

/** What does not depend on a metric. */
export function figuresOfAnswers(spec: ExperimentSpec, result: ExperimentResult, model: number): readonly Figure[] {
  return [uniqueFigure(spec, result, model), ...similarityFigures(spec, result, model)].filter(present);
}

/** All figures of a report: of the deciding metric in full, of the other primary ones by arm. */
export function reportFigures(spec: ExperimentSpec, result: ExperimentResult): readonly Figure[] {
  const deciding = decidingMetric(result);
  return spec.models.flatMap((_, model) => [
    ...figuresFor(spec, result, model, deciding),
    ...primaryMetrics
      .filter((metric) => metric !== deciding)
      .map((metric) => metricFigure(spec, result, model, metric))
      .filter(present),
    ...figuresOfAnswers(spec, result, model),
  ]);
}

/** Metrics of which something is known on any model, in the order of tables. */
export function knownMetrics(result: ExperimentResult): readonly MetricId[] {
  return metricIds.filter((metric) => result.groups.some(({ metrics }) => metrics[metric].value !== null));
}

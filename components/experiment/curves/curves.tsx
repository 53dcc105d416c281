'use client';

import { useMemo, useState } from 'react';
import type { Experiment } from '../../../lib/model/experiment.ts';
import type { ExperimentResult, MetricId } from '../../../lib/model/experiment-result.ts';
import { metricFacts } from '../../../lib/analysis/metric-facts.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { figuresFor, figuresOfAnswers, knownMetrics } from './choose.ts';
import { FigureView } from './figure-view.tsx';
import { decidingMetric } from './words.ts';

/** For reports; beside the component so that one chunk has both. */
export { figuresOf } from './figures.ts';

interface CurvesProps {
  readonly experiment: Experiment;
  readonly result: ExperimentResult;
}

/** An experiment's figures: one metric over arms, then what does not depend on a metric. */
export function Curves({ experiment, result }: CurvesProps) {
  const { spec, name } = experiment;
  const deciding = decidingMetric(result);
  const metrics = knownMetrics(result);
  const [chosen, setChosen] = useState<MetricId>(deciding);
  const [wanted, setWanted] = useState(0);
  // Another result may know less.
  const metric = metrics.includes(chosen) ? chosen : deciding;
  const model = wanted < spec.models.length ? wanted : 0;
  const figures = useMemo(
    () => [...figuresFor(spec, result, model, metric), ...figuresOfAnswers(spec, result, model)],
    [spec, result, model, metric],
  );
  const missing = missingWords(
    figures.map(({ id }) => id),
    result,
  );
  return (
    <div className="space-y-8">
      <div className="flex flex-wrap items-end gap-3">
        {metrics.length > 0 && (
          <SelectField
            label="Metric"
            className="w-64 max-w-full"
            value={metric}
            options={metrics.map((value) => ({
              value,
              label: `${metricFacts[value].name}${value === deciding ? ' (decides)' : ''}`,
            }))}
            onChange={setChosen}
          />
        )}
        {spec.models.length > 1 && (
          <SelectField
            label="Model"
            className="w-64 max-w-full"
            value={String(model)}
            options={spec.models.map((each, at) => ({ value: String(at), label: each.name }))}
            onChange={(value) => setWanted(Number(value))}
          />
        )}
      </div>
      {figures.map((figure) => (
        <FigureView key={figure.id} figure={figure} name={name} />
      ))}
      {missing.length > 0 && (
        <ul className="max-w-prose list-disc space-y-1 pl-5 text-small text-soft">
          {missing.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Why a figure is not there: an empty place would leave people guessing. */
function missingWords(ids: readonly string[], result: ExperimentResult): readonly string[] {
  const has = (start: string) => ids.some((id) => id.startsWith(start));
  return [
    ...(has('metric') ? [] : ['No figure by arm: too few texts for any figure yet.']),
    ...(has('unique') ? [] : ['No curve of different answers: too few texts yet.']),
    ...(has('temperature') ? [] : ['Nothing against temperature: no two arms differ in temperature alone.']),
    ...(has('similarity')
      ? []
      : [
          result.encoder === null
            ? 'No similarity of answers and personas: meaning was not measured.'
            : 'No similarity of answers and personas: no arm has personas of its own, or too few texts.',
        ]),
  ];
}

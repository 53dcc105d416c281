'use client';

import { lazy, memo, Suspense, useState } from 'react';
import type { ExperimentResult } from '../../../lib/model/experiment-result.ts';
import type { Experiment } from '../../../lib/model/experiment.ts';
import { type ExperimentActions, type OpenExperiment, useExperiment } from '../../providers/experiment.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { BlindVoting } from './blind-voting.tsx';
import { DiversityTable } from './diversity-table.tsx';
import { Limits } from './limits.tsx';
import { MeasureBar } from './measure-bar.tsx';
import { QualityTable } from './quality-table.tsx';
import { ReportPanel } from './report-panel.tsx';
import { Reproduction } from './reproduction.tsx';
import { SamplesTable } from './samples-table.tsx';
import { Section } from './section.tsx';
import { Verdicts } from './verdicts.tsx';

// The plotting library is fetched with the first result, not with the screen.
const Curves = lazy(() => import('../curves/curves.tsx').then((module) => ({ default: module.Curves })));

/** What an experiment shows: the verdict in sentences first, then the figures under it, then what they cannot tell. */
export function Results({ open }: { readonly open: OpenExperiment }) {
  const actions = useExperiment()?.actions;
  return actions ? <ResultsView open={open} actions={actions} /> : null;
}

interface ResultsViewProps {
  readonly open: OpenExperiment;
  readonly actions: ExperimentActions;
}

/** `Results` for given actions. */
export function ResultsView({ open, actions }: ResultsViewProps) {
  const { experiment, analysis } = open;
  const { result } = analysis;
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-8">
      <MeasureBar open={open} actions={actions} />
      {result && <Verdicts experiment={experiment} result={result} open={open} />}
      {result && <Figures experiment={experiment} result={result} />}
      <BlindVoting key={experiment.id} open={open} actions={actions} />
      {open.reproduction && <Reproduction spec={experiment.spec} reproduction={open.reproduction} />}
      {result && <Limits experiment={experiment} result={result} trials={open.trials} />}
      <ReportPanel open={open} actions={actions} />
    </div>
  );
}

interface FiguresProps {
  readonly experiment: Experiment;
  readonly result: ExperimentResult;
}

/** Tables and curves, untouched by answers that come in. Arms are compared within a model: tables show one at a time. */
const Figures = memo(function Figures({ experiment, result }: FiguresProps) {
  const { spec } = experiment;
  const [chosen, setChosen] = useState('0');
  const model = Math.min(Number(chosen), spec.models.length - 1);
  return (
    <>
      {spec.models.length > 1 && (
        <SelectField
          label="Model in the tables"
          value={String(model)}
          options={spec.models.map(({ name }, at) => ({ value: String(at), label: name }))}
          onChange={setChosen}
          className="w-72 max-w-full"
        />
      )}
      <DiversityTable spec={spec} result={result} model={model} />
      <QualityTable spec={spec} result={result} model={model} />
      <Section title="Curves">
        <Suspense fallback={<p className="min-h-96 text-ui text-soft">Loading the curves…</p>}>
          <Curves experiment={experiment} result={result} />
        </Suspense>
      </Section>
      <SamplesTable spec={spec} result={result} model={model} />
    </>
  );
});

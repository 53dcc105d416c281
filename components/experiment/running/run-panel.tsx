'use client';

import { useMemo } from 'react';
import { planTrials } from '../../../lib/arms/plan.ts';
import type { TrialPlace } from '../../../lib/model/experiment.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AddMore } from './add-more.tsx';
import { ArmProgress } from './arm-progress.tsx';
import { FailedCalls } from './failed-calls.tsx';
import { Latest } from './latest.tsx';
import { RunControls } from './run-controls.tsx';
import { SpecFacts } from './spec-facts.tsx';

interface RunPanelProps {
  readonly open: OpenExperiment;
  readonly actions: ExperimentActions;
  readonly onResults: () => void;
  /** Shows a call's request with its whole answer. */
  readonly onLook: (place: TrialPlace) => void;
}

/** How far an experiment is, and what moves it on. */
export function RunPanel({ open, actions, onResults, onLook }: RunPanelProps) {
  const { experiment, trials, failed, status } = open;
  const { spec, recorded } = experiment;
  const places = useMemo(() => planTrials(spec), [spec]);
  return (
    <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-6">
      {recorded && (
        <Notice title="A recording.">
          Its answers were written elsewhere and came with a file. Nothing is added to it; Results can run the same plan
          here and compare.
        </Notice>
      )}
      <RunControls open={open} actions={actions} onResults={onResults} />
      {failed > 0 && (
        <FailedCalls trials={trials} failed={failed} idle={status === 'idle' && !recorded} actions={actions} />
      )}
      <ArmProgress spec={spec} places={places} trials={trials} />
      <Latest spec={spec} trials={trials} onLook={onLook} />
      {!recorded && <AddMore n={spec.n} idle={status === 'idle'} actions={actions} />}
      <SpecFacts experiment={experiment} />
    </div>
  );
}

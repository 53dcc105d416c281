'use client';

import { useMemo } from 'react';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { failureReasons } from './progress-figures.ts';

/** More reasons than these are rather one cause in many words. */
const SHOWN = 3;

interface FailedCallsProps {
  readonly trials: OpenExperiment['trials'];
  readonly failed: number;
  readonly idle: boolean;
  readonly actions: ExperimentActions;
}

/** What failed and why. Failed calls count against an arm's validity unless they are asked again. */
export function FailedCalls({ trials, failed, idle, actions }: FailedCallsProps) {
  const reasons = useMemo(() => failureReasons(trials.values()), [trials]);
  return (
    <Notice
      tone="warn"
      title={`${plural(failed, 'call')} failed.`}
      actions={
        idle && (
          <Button onClick={actions.retryFailed}>
            Retry<span className="sr-only"> failed calls</span>
          </Button>
        )
      }
    >
      {reasons
        .slice(0, SHOWN)
        .map(({ reason, count }) => (reasons.length > 1 ? `${count} times: ${reason}` : reason))
        .join(' ')}
      {reasons.length > SHOWN && ' …'}
    </Notice>
  );
}

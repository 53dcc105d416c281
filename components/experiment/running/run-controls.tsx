'use client';

import { useEffect, useRef } from 'react';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatRate, formatWait, plural } from '../../ui/format.ts';
import { StopIcon } from '../../ui/icons.tsx';
import { Progress } from '../../ui/progress.tsx';
import { estimateText } from '../words.ts';
import { LoadingLine } from './loading-line.tsx';

interface RunControlsProps {
  readonly open: OpenExperiment;
  readonly actions: ExperimentActions;
  readonly onResults: () => void;
}

/** The first answer of each arm on each model: until then the way on is to run the rest, later to resume. */
function calibrationCalls({ experiment: { spec } }: OpenExperiment): number {
  return spec.arms.length * spec.models.length;
}

function stateText(open: OpenExperiment): string {
  const { status, ended, calls, experiment } = open;
  switch (status) {
    case 'calibrating':
      return 'Measuring: one answer of each arm';
    case 'running':
      return 'Running';
    case 'pausing':
      return 'Pausing: what is being written ends';
    case 'idle':
      if (ended >= calls) return 'Complete';
      if (experiment.recorded) return 'Recorded in part';
      if (ended === 0) return 'Nothing is asked yet';
      return ended === calibrationCalls(open) ? 'Measured, ready to run the rest' : 'Paused';
  }
}

function farText({ status, ended, calls, secondsLeft, tokensPerSecond }: OpenExperiment): string {
  return [
    `${formatCount(ended)} of ${plural(calls, 'call')}`,
    status === 'running' && secondsLeft !== null && `about ${formatWait(secondsLeft * 1000)} left`,
    status !== 'idle' && tokensPerSecond !== null && `${formatRate(tokensPerSecond)} tokens/s`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Count, time left, speed, and the buttons that run, pause and resume. */
export function RunControls({ open, actions, onResults }: RunControlsProps) {
  const { status, ended, calls, estimate, experiment } = open;
  const state = stateText(open);
  const far = farText(open);
  const complete = ended >= calls;
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(status);
  // The button that was pressed goes with the state: the focus then goes to the line that says the new one.
  useEffect(() => {
    if (before.current !== status && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
    before.current = status;
  }, [status]);
  return (
    <section aria-labelledby="run-state" className="grid max-w-2xl gap-2 text-ui tabular-nums">
      <h3 id="run-state" ref={heading} tabIndex={-1} className="min-h-6 font-semibold outline-none">
        {state}
      </h3>
      <Progress label="Calls that have ended" value={calls === 0 ? 0 : ended / calls} valueText={far} />
      <p className="min-h-6">{far}</p>
      <LoadingLine open={open} />
      <Announced open={open} state={state} />
      <div className="flex min-h-9 flex-wrap items-center gap-3">
        {status === 'idle' && !complete && !experiment.recorded && (
          <Button look="primary" className="min-h-9" onClick={actions.run}>
            {ended <= calibrationCalls(open) ? 'Run the rest' : 'Resume'}
          </Button>
        )}
        {(status === 'running' || status === 'calibrating') && (
          <Button className="min-h-9" onClick={actions.pause}>
            Pause
          </Button>
        )}
        {status === 'pausing' && (
          <Button className="min-h-9" onClick={actions.pause}>
            <StopIcon /> Stop at once
          </Button>
        )}
        {status === 'idle' && ended > 0 && (
          <Button look={complete ? 'primary' : 'outline'} className="min-h-9" onClick={onResults}>
            {complete ? 'See the results' : 'See the results so far'}
          </Button>
        )}
      </div>
      {!experiment.recorded && (
        // As high in either case: the table below stays where it is.
        <p className="min-h-15 text-small text-soft wide:min-h-10">
          {status === 'idle'
            ? `The whole plan: ${estimateText(estimate)}`
            : 'It goes on while you look at other screens. What has ended is kept; a reload loses no more than what is being written.'}
        </p>
      )}
    </section>
  );
}

/** For assistive technology: the state, and how far it is in quarters, not at every call. */
function Announced({ open: { status, ended, calls }, state }: { open: OpenExperiment; state: string }) {
  const quarters = calls === 0 ? 0 : Math.floor((ended / calls) * 4) * 25;
  return (
    <p role="status" className="sr-only">
      {status === 'running' && quarters > 0 && quarters < 100 ? `${state}, ${quarters}% done` : state}
    </p>
  );
}

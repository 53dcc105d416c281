'use client';

import { useMemo } from 'react';
import { armLabel } from '../../../lib/arms/facts.ts';
import type { ExperimentSpec, Trial, TrialPlace } from '../../../lib/model/experiment.ts';
import type { OpenExperiment } from '../../providers/experiment.tsx';
import { IconButton } from '../../ui/button.tsx';
import { PromptIcon } from '../../ui/icons.tsx';
import { latestOf } from './progress-figures.ts';

/** What fits below the table without scrolling far. */
const SHOWN = 4;

interface LatestProps {
  readonly spec: ExperimentSpec;
  readonly trials: OpenExperiment['trials'];
  readonly onLook: (place: TrialPlace) => void;
}

/** A look at what is being written. Each place has its height: text that comes moves nothing. */
export function Latest({ spec, trials, onLook }: LatestProps) {
  const { writing, ended } = useMemo(() => latestOf(trials.values(), SHOWN), [trials]);
  const shown = [...(writing ? [writing] : []), ...ended].slice(0, SHOWN);
  return (
    <section aria-labelledby="latest-answers">
      <h3 id="latest-answers" className="text-ui font-semibold">
        Latest answers
      </h3>
      {shown.length === 0 ? (
        <p className="mt-1 text-ui text-soft">Nothing is written yet.</p>
      ) : (
        <ul className="mt-1 grid gap-x-6 wide:grid-cols-2">
          {shown.map((trial) => (
            <LatestAnswer key={trial.id} spec={spec} trial={trial} onLook={onLook} />
          ))}
        </ul>
      )}
    </section>
  );
}

function stateOf({ state, solve }: Trial): string {
  if (state === 'failed') return 'failed';
  if (state === 'running') return 'being written';
  return solve === null ? '' : `solution ${solve + 1}`;
}

function LatestAnswer({ spec, trial, onLook }: { spec: ExperimentSpec; trial: Trial; onLook: LatestProps['onLook'] }) {
  const arm = spec.arms.find(({ id }) => id === trial.arm);
  const label = arm ? armLabel(spec, arm) : trial.arm;
  const name = `${label}, answer ${trial.index + 1}`;
  const state = stateOf(trial);
  return (
    <li className="flex h-28 gap-2 overflow-hidden border-b border-line py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate text-small text-soft tabular-nums">
          <span className="font-semibold">{name}</span>
          {state !== '' && ` · ${state}`} · seed {trial.seed}
        </p>
        <p className="line-clamp-3 text-ui leading-6 break-words">
          {trial.state === 'failed' ? (trial.fault?.message ?? 'It failed.') : trial.text || '…'}
        </p>
      </div>
      <IconButton label={`Prompt and answer: ${name}`} onClick={() => onLook(trial)}>
        <PromptIcon />
      </IconButton>
    </li>
  );
}

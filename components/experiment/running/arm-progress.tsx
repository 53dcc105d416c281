'use client';

import { useMemo } from 'react';
import { armFacts, armLabel, temperatureOf } from '../../../lib/arms/facts.ts';
import type { ExperimentSpec, TrialPlace } from '../../../lib/model/experiment.ts';
import type { OpenExperiment } from '../../providers/experiment.tsx';
import { cx } from '../../ui/cx.ts';
import { formatCount, formatRate } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { ScrollSideways } from '../../ui/scroll-sideways.tsx';
import { groupProgress } from './progress-figures.ts';

interface ArmProgressProps {
  readonly spec: ExperimentSpec;
  readonly places: readonly TrialPlace[];
  readonly trials: OpenExperiment['trials'];
}

const right = 'px-2 py-1.5 text-right';

/** Every arm with its settings, how far it is and what its calls take. */
export function ArmProgress({ spec, places, trials }: ArmProgressProps) {
  const groups = useMemo(
    () =>
      groupProgress(
        spec.arms.map(({ id }) => id),
        spec.models.length,
        places,
        trials.values(),
      ),
    [spec, places, trials],
  );
  const arms = new Map(spec.arms.map((arm) => [arm.id, arm]));
  const several = spec.models.length > 1;
  return (
    <ScrollSideways label="Arms and their progress">
      <table className="w-full min-w-[44rem] border-collapse text-ui tabular-nums">
        <caption className="pb-1 text-left font-semibold">Arms, their settings and how far they are</caption>
        <thead>
          <tr className="border-b border-line text-small text-soft">
            <th scope="col" className="py-1.5 pr-2 text-left font-normal">
              Arm
            </th>
            {several && (
              <th scope="col" className="px-2 py-1.5 text-left font-normal">
                Model
              </th>
            )}
            {['Calls ended', 'Failed', 'Temperature', 'At most words', 'Tokens a call', 'Seconds a call'].map(
              (name) => (
                <th key={name} scope="col" className={cx(right, 'font-normal whitespace-nowrap')}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const arm = arms.get(group.arm);
            if (!arm) return null;
            const label = armLabel(spec, arm);
            return (
              <tr key={`${group.model}/${group.arm}`} className="border-b border-line">
                <th scope="row" className="py-1.5 pr-2 text-left font-semibold" title={armFacts[arm.kind].description}>
                  {label}
                </th>
                {several && <td className="px-2 py-1.5">{spec.models[group.model]?.name}</td>}
                <td className={right}>
                  <span className="whitespace-nowrap">
                    {formatCount(group.ended)} of {formatCount(group.planned)}
                  </span>
                  <Progress
                    label={`Calls of ${label} that have ended`}
                    value={group.planned === 0 ? 0 : group.ended / group.planned}
                  />
                </td>
                <td className={cx(right, group.failed > 0 && 'text-bad')}>{formatCount(group.failed)}</td>
                <td className={right}>{temperatureOf(spec, arm)}</td>
                <td className={right}>{arm.maxWords ?? 'no limit'}</td>
                <td className={right}>{group.tokens === null ? '–' : formatRate(group.tokens)}</td>
                <td className={right}>{group.seconds === null ? '–' : formatRate(group.seconds)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollSideways>
  );
}

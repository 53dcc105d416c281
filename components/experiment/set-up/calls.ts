import { planTrials } from '../../../lib/arms/plan.ts';
import type { Arm, ArmId } from '../../../lib/model/experiment.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import type { ExperimentDraft } from '../../providers/experiment.tsx';

type Counted = Pick<ExperimentDraft, 'arms' | 'n' | 'solves' | 'task' | 'settings'>;

/** Calls of each arm on one model. */
export function callsByArm(draft: Counted, model: ModelChoice): ReadonlyMap<ArmId, number> {
  const counts = new Map(draft.arms.map((arm: Arm) => [arm.id, 0]));
  for (const { arm } of planTrials({ ...draft, models: [model] })) counts.set(arm, (counts.get(arm) ?? 0) + 1);
  return counts;
}

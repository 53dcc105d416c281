import { planTrials } from '../arms/plan.ts';
import type { ExperimentSpec } from '../model/experiment.ts';

const counted = new WeakMap<ExperimentSpec, number>();

/** Calls of a plan, counted once for each spec: screens ask many times a second, and a plan has thousands. */
export function callsOf(spec: ExperimentSpec): number {
  const known = counted.get(spec);
  if (known !== undefined) return known;
  const calls = planTrials(spec).length;
  counted.set(spec, calls);
  return calls;
}

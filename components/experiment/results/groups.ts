import { armLabel } from '../../../lib/arms/facts.ts';
import type {
  Comparison,
  ExperimentResult,
  GroupKey,
  GroupResult,
  MetricId,
} from '../../../lib/model/experiment-result.ts';
import type { Arm, ExperimentSpec } from '../../../lib/model/experiment.ts';

/** The arm that others are compared with: the first without a persona, as in `lib/analysis`; null for none. */
export function controlOf(spec: ExperimentSpec): Arm | null {
  return spec.arms.find(({ kind }) => kind === 'control') ?? null;
}

/** A column of the tables. */
export interface ShownGroup {
  readonly group: GroupResult;
  readonly arm: Arm;
  /** Unique among the arms. */
  readonly name: string;
}

/** The groups on one model, in the order of the set-up's arms. */
export function groupsOn(spec: ExperimentSpec, result: ExperimentResult, model: number): readonly ShownGroup[] {
  return spec.arms.flatMap((arm) => {
    const group = result.groups.find((one) => one.arm === arm.id && one.model === model);
    return group ? [{ group, arm, name: armLabel(spec, arm) }] : [];
  });
}

export function comparisonOf(result: ExperimentResult, key: GroupKey, metric: MetricId): Comparison | null {
  return (
    result.comparisons.find((one) => one.arm === key.arm && one.model === key.model && one.metric === metric) ?? null
  );
}

/** Texts that the result stands on, of those that the plan asks for. */
export function standing(result: ExperimentResult): { readonly texts: number; readonly planned: number } {
  const sum = (of: (group: GroupResult) => number) => result.groups.reduce((all, group) => all + of(group), 0);
  return { texts: sum(({ texts }) => texts), planned: sum(({ planned }) => planned) };
}

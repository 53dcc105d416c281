import type { Arm, ArmId, ArmKind, Experiment, ExperimentSpec } from '../../../lib/model/experiment.ts';
import {
  type Comparison,
  type Estimate,
  type ExperimentResult,
  type GroupResult,
  type MetricId,
  metricIds,
} from '../../../lib/model/experiment-result.ts';

export const arm = (
  id: string,
  kind: ArmKind,
  temperature: number | null = null,
  maxWords: number | null = null,
): Arm => ({
  id: id as ArmId,
  kind,
  temperature,
  maxWords,
});

export const sampleArms = [
  arm('control', 'control'),
  arm('hot', 'hot', 1.2),
  arm('verbalized', 'verbalized'),
  arm('hub', 'hub'),
] as const;

const metricsWith = (estimate: Estimate) =>
  Object.fromEntries(metricIds.map((id) => [id, estimate])) as Record<MetricId, Estimate>;

/** A group of 30 texts, all of whose metrics are `value`, one either way. */
export function group(id: string, value: number | null, more: Partial<GroupResult> = {}): GroupResult {
  const estimate =
    value === null ? { value, low: null, high: null, n: 30 } : { value, low: value - 1, high: value + 1, n: 30 };
  return {
    arm: id as ArmId,
    model: 0,
    planned: 30,
    texts: 30,
    failed: 0,
    metrics: metricsWith(estimate),
    lengths: null,
    quality: {
      valid: { hits: 27, n: 30, low: 0.73, high: 0.98 },
      problems: [],
      echo: null,
      fidelity: null,
      contradictions: null,
      agreement: null,
    },
    cost: { promptTokens: null, completionTokens: null, busyMs: null },
    curve: null,
    similarity: null,
    ...more,
  };
}

export const comparison = (id: string, metric: MetricId, adjusted: number | null): Comparison => ({
  arm: id as ArmId,
  model: 0,
  against: { arm: 'control' as ArmId, model: 0 },
  metric,
  pairs: 29,
  difference: { value: -0.004, low: -1.5, high: 2.25, n: 29 },
  p: 0.0004,
  adjusted,
});

export const result = (groups: readonly GroupResult[], more: Partial<ExperimentResult> = {}): ExperimentResult => ({
  version: 1,
  app: 'test',
  at: 0,
  budget: 40,
  encoder: 'encoder',
  rounds: 100,
  minimumPairs: 20,
  groups,
  comparisons: [],
  aa: [],
  verdicts: [],
  samples: [],
  ...more,
});

/** What figures read of a spec; nothing else of it is there. */
export const spec = (arms: readonly Arm[], models = 1): ExperimentSpec =>
  ({
    version: 1,
    arms,
    settings: { temperature: 0.8 },
    models: Array.from({ length: models }, (_, at) => ({
      engine: 'scripted',
      model: `${at}`,
      name: `Model ${at + 1}`,
    })),
    n: 30,
  }) as unknown as Experiment['spec'];

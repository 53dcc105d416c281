import {
  type Comparison,
  type Estimate,
  type ExperimentResult,
  type GroupResult,
  type MetricId,
  metricIds,
} from '../../../lib/model/experiment-result.ts';
import type {
  Arm,
  ArmId,
  ArmKind,
  Experiment,
  ExperimentId,
  ExperimentSpec,
  Trial,
  TrialId,
} from '../../../lib/model/experiment.ts';
import type { PersonaId, Seed } from '../../../lib/model/ids.ts';
import type { ModelChoice } from '../../../lib/model/run.ts';
import { exactInterval } from '../../../lib/statistics/binomial.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';

const small: ModelChoice = { engine: 'scripted', model: 'small', name: 'Small 135M' };

export function armOf(kind: ArmKind, part: Partial<Arm> = {}): Arm {
  return { id: kind as string as ArmId, kind, temperature: null, maxWords: null, ...part };
}

const arms = [armOf('control'), armOf('hot', { temperature: 1.2 }), armOf('verbalized'), armOf('hub')];
const hub = Array.from({ length: 30 }, (_, at) => ({
  id: `PERSONA${String(at).padStart(9, '0')}` as PersonaId,
  text: `A lighthouse keeper who has counted ship number ${at}.`,
}));

export const spec: ExperimentSpec = {
  version: 1,
  task: { id: 'math', shots: 'few', system: null, template: '', answerPrefix: null, schema: null },
  settings: { temperature: 0.7, topP: 1, topK: 0, minP: 0, repetitionPenalty: 1.1, maxTokens: 200, seed: 7 },
  models: [small],
  arms,
  n: 30,
  hub: hub as unknown as ExperimentSpec['hub'],
  draw: { how: 'uniform', seed: 7, recipe: 'uniform from the starter set', licence: 'CC-BY-NC-SA-4.0', from: null },
  one: null,
  hand: [],
  solves: 3,
};

export const experiment: Experiment = {
  version: 1,
  id: 'e1' as ExperimentId,
  createdAt: 0,
  name: 'Math, four arms',
  spec,
  environment: { app: '0.1.0', browser: null, system: null, cores: null, isolated: true, gpu: null },
  blind: [],
  reproduces: null,
  recorded: false,
};

export function estimate(value: number | null, half = 0.1, n = 30): Estimate {
  return value === null ? { value, low: null, high: null, n } : { value, low: value - half, high: value + half, n };
}

const share = (hits: number, n: number) => ({ hits, n, ...exactInterval(hits, n) });
const every = <T>(of: (id: MetricId) => T) =>
  Object.fromEntries(metricIds.map((id) => [id, of(id)])) as Record<MetricId, T>;

function groupOf(arm: Arm, at: number): GroupResult {
  const hasPersona = arm.kind === 'hub';
  return {
    arm: arm.id,
    model: 0,
    planned: 30,
    texts: 30 - at,
    failed: at === 1 ? 1 : 0,
    metrics: every((id) => (id === 'nearest' ? estimate(null) : estimate(0.4 + at / 10, 0.05, 30 - at))),
    lengths: { min: 20, q1: 33, median: 41, q3: 60, max: 122, mean: 47 },
    quality: {
      valid: share(24 - at, 30),
      problems: [
        { code: 'cut-off', count: 4 },
        { code: 'no-question', count: 2 + at },
      ],
      echo: hasPersona ? estimate(0.12, 0.03, 27) : null,
      fidelity: hasPersona ? { ...share(17, 27), k: 4, chance: 0.25 } : null,
      contradictions: hasPersona ? share(1, 27) : null,
      agreement: { ...estimate(0.45, 0.1, 10), unreadable: 6, solutions: 30 },
    },
    cost: { promptTokens: 9000, completionTokens: 2400, busyMs: 84_000 },
    curve: null,
    similarity: null,
  };
}

const comparisons: readonly Comparison[] = arms.slice(1).flatMap((arm, at) =>
  metricIds.map((metric) => ({
    arm: arm.id,
    model: 0,
    against: { arm: 'control' as ArmId, model: 0 },
    metric,
    pairs: 29 - at,
    difference: metric === 'nearest' ? estimate(null) : estimate((at + 1) / 10, 0.15),
    p: 0.0004 + at / 30,
    adjusted: metric === 'vendi-1' ? 0.012 : null,
  })),
);

export const result: ExperimentResult = {
  version: 1,
  app: '0.1.0',
  at: 0,
  budget: 33,
  encoder: 'all-minilm-l6-v2',
  rounds: 500,
  minimumPairs: 20,
  groups: arms.map(groupOf),
  comparisons,
  aa: [{ arm: 'control' as ArmId, model: 0, metric: 'vendi-1', splits: 200, found: share(9, 200) }],
  verdicts: [
    {
      arm: 'hub' as ArmId,
      model: 0,
      kind: 'helped',
      why: null,
      metric: 'vendi-1',
      pairs: 27,
      difference: estimate(2.1, 0.9),
      relative: estimate(0.24, 0.1),
      adjusted: 0.012,
      validity: estimate(-0.06, 0.08),
      asGood: [{ arm: 'verbalized' as ArmId, model: 0, difference: estimate(0.3, 0.8) }],
      costRatio: 1.2,
    },
  ],
  samples: arms.flatMap((arm) =>
    [0, 1].map((at) => ({
      arm: arm.id,
      model: 0,
      trial: `e1/${arm.id}/0/${at}` as TrialId,
      text: 'Math problem: A ferry carries nine carts an hour. How many does it carry in a day of eleven hours?'.repeat(
        1 + 5 * at,
      ),
      persona: arm.kind === 'hub' ? (hub[at]?.text ?? null) : null,
      problems: at === 1 ? (['no-question'] as const) : [],
    })),
  ),
};

export function trialOf(arm: string, index: number, text: string): Trial {
  return {
    version: 1,
    id: `e1/${arm}/0/${index}` as TrialId,
    experiment: experiment.id,
    arm: arm as ArmId,
    model: 0,
    index,
    solve: null,
    seed: 1 as Seed,
    state: 'done',
    text,
    tokens: 30,
    finish: 'end',
    usage: null,
    fault: null,
    by: small,
    on: null,
    updatedAt: 0,
  };
}

const trials = Array.from({ length: 8 }, (_, at) =>
  ['control', 'hub'].map((arm) => trialOf(arm, at, `Math problem: ${arm} asks about ${at + 3} boats. How many?`)),
).flat();

export const open: OpenExperiment = {
  experiment,
  trials: new Map(trials.map((trial) => [trial.id, trial])),
  status: 'idle',
  calls: 100,
  ended: 64,
  failed: 1,
  estimate: { calls: 100, promptTokens: null, completionTokens: null, seconds: null, measured: 0 },
  secondsLeft: null,
  tokensPerSecond: null,
  analysis: { status: 'done', stage: null, fraction: 1, result, stale: false, fault: null },
  reproduction: {
    of: { ...experiment, name: 'Math, in March' },
    identical: 1,
    samePrefix: 0,
    different: 1,
    missing: 2,
    differences: ['Recorded on Chromium 150, here on Chromium 156.'],
    trials: [
      { id: 'e1/control/0/0' as TrialId, likeness: 'identical', before: 'One boat.', now: 'One boat.' },
      { id: 'e1/hub/0/1/2' as TrialId, likeness: 'different', before: 'Two boats sail.', now: 'Two carts roll.' },
    ],
  },
  fault: null,
};

const nothing = () => undefined;
const refused = () =>
  Promise.resolve({
    ok: false,
    fault: { code: 'internal', message: 'Not here.', retryable: false, hint: '' },
  } as const);

export const actions: ExperimentActions = {
  setDraft: nothing,
  resetDraft: nothing,
  previewPrompt: refused,
  promptOf: () => ({ ok: false, fault: { code: 'internal', message: 'Not here.', retryable: false, hint: '' } }),
  begin: refused,
  run: nothing,
  pause: nothing,
  addMore: refused,
  retryFailed: nothing,
  openExperiment: refused,
  close: nothing,
  rename: nothing,
  remove: refused,
  undoRemove: refused,
  analyse: nothing,
  cancelAnalysis: nothing,
  vote: nothing,
  undoVote: nothing,
  exportReport: refused,
  importReport: refused,
  reproduce: refused,
  copyToDraft: nothing,
};

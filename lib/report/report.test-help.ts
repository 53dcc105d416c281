import type { Arm, ArmId, Experiment, ExperimentId, Trial, TrialId } from '../model/experiment.ts';
import {
  type Estimate,
  type ExperimentResult,
  type GroupKey,
  type GroupResult,
  type MetricId,
  metricIds,
  type ReportFigure,
  type Share,
} from '../model/experiment-result.ts';
import type { PersonaId, Seed } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { ReportInput } from './compose.ts';

/** Text that would be formatting, an element or an address if it were not escaped. */
export const nasty = '</pre><script>alert(1)</script> | ![x](https://evil.example/a.png) `` ``` $x$ *b* & "q"';

const persona = (text: string, i: number): Persona => ({
  id: `0g1h2j3k4m5n6p7${i}` as PersonaId,
  text,
  labels: {},
  shard: null,
});
const arm = (kind: Arm['kind'], temperature: number | null = null): Arm => ({
  id: kind as string as ArmId,
  kind,
  temperature,
  maxWords: null,
});
const own = { engine: 'endpoint', model: 'srv-1/big', name: 'big at example.internal:8080' } as const;

export const experiment: Experiment = {
  version: 1,
  id: 'e1' as ExperimentId,
  createdAt: 1797000000000,
  name: `Knowledge ${nasty}`,
  spec: {
    version: 1,
    task: { id: 'knowledge', shots: 'zero', system: null, template: '', answerPrefix: null, schema: null },
    settings: { temperature: 0.7, topP: 0.95, topK: 0, minP: 0, repetitionPenalty: 1.1, maxTokens: 64, seed: 7 },
    models: [own],
    arms: [arm('control'), arm('hot', 1.2), arm('not-these'), arm('hub')],
    n: 4,
    hub: ['A nurse in Porto', `A potter ${nasty}`, 'A sailor', 'A judge'].map(persona),
    draw: {
      how: 'uniform',
      seed: 7,
      recipe: '4 of “Big hub”, drawn uniformly',
      licence: 'CC BY-NC-SA 4.0',
      from: null,
    },
    one: null,
    hand: [],
    solves: 0,
  },
  environment: { app: '0.1.0', browser: 'Chromium 156', system: null, cores: 2, isolated: true, gpu: null },
  blind: [
    { left: 'e1/control/0/0' as TrialId, right: 'e1/hub/0/0' as TrialId, choice: 'right', at: 5 },
    { left: 'e1/hub/0/1' as TrialId, right: 'e1/control/0/1' as TrialId, choice: 'right', at: 6 },
    { left: 'e1/hub/0/2' as TrialId, right: 'e1/control/0/2' as TrialId, choice: 'neither', at: 7 },
  ],
  reproduces: null,
  recorded: false,
};

const trial = (of: Arm, index: number): Trial => ({
  version: 1,
  id: `e1/${of.id}/0/${index}` as TrialId,
  experiment: experiment.id,
  arm: of.id,
  model: 0,
  index,
  solve: null,
  seed: (100 + index) as Seed,
  state: 'done',
  text: index === 1 ? nasty : `Answer ${index} of ${of.id}.`,
  tokens: 12,
  finish: 'end',
  usage: null,
  fault: null,
  by: own,
  on: { device: 'remote', threads: null, quantisation: null },
  updatedAt: 1797000001000,
});

/** All have ended but the last, which failed at a server that said its address. */
export const trials: readonly Trial[] = experiment.spec.arms
  .flatMap((of) => [0, 1, 2, 3].map((index) => trial(of, index)))
  .map((one, i, all) =>
    i < all.length - 1
      ? one
      : {
          ...one,
          state: 'failed',
          text: '',
          fault: { code: 'endpoint-refused', message: 'example.internal said no', retryable: false, hint: 'Ask.' },
        },
  );

const about = (value: number): Estimate => ({ value, low: value - 0.1, high: value + 0.1, n: 4 });
const share = (hits: number, n: number): Share => ({ hits, n, low: 0.2, high: 0.9 });
const unknown: Estimate = { value: null, low: null, high: null, n: 4 };

function group(of: Arm): GroupResult {
  const metrics = Object.fromEntries(metricIds.map((id) => [id, id === 'cosine' ? unknown : about(0.5)]));
  return {
    arm: of.id,
    model: 0,
    planned: 4,
    texts: of.kind === 'hub' ? 3 : 4,
    failed: of.kind === 'hub' ? 1 : 0,
    metrics: metrics as Record<MetricId, Estimate>,
    lengths: { min: 2, q1: 3, median: 5, q3: 7, max: 9, mean: 5.2 },
    quality: {
      valid: share(3, 4),
      problems: [{ code: 'cut-off', count: 1 }],
      echo: of.kind === 'hub' ? about(0.2) : null,
      fidelity: of.kind === 'hub' ? { ...share(1, 3), k: 4, chance: 0.25 } : null,
      contradictions: of.kind === 'hub' ? share(0, 3) : null,
      agreement: null,
    },
    cost: { promptTokens: null, completionTokens: 1200, busyMs: 3456 },
    curve: { points: [{ n: 1, mean: 1, low: 1, high: 1 }], saturatedAt: null },
    similarity:
      of.kind === 'hub' ? { points: [[0.1, 0.2]], pairs: 1, slope: about(0.3), intercept: 0.1, r: about(0.2) } : null,
  };
}

const hub: GroupKey = { arm: 'hub' as ArmId, model: 0 };
const control: GroupKey = { arm: 'control' as ArmId, model: 0 };

export const result: ExperimentResult = {
  version: 1,
  app: '0.1.0',
  at: 1797000100000,
  budget: 5,
  encoder: 'all-MiniLM-L6-v2',
  rounds: 1000,
  minimumPairs: 10,
  groups: experiment.spec.arms.map(group),
  comparisons: [
    { ...hub, against: control, metric: 'vendi-1', pairs: 3, difference: about(0.4), p: 0.0004, adjusted: 0.0008 },
    { ...hub, against: control, metric: 'distinct-1', pairs: 3, difference: about(-0.04), p: 0.5, adjusted: null },
  ],
  aa: [{ ...control, metric: 'vendi-1', splits: 200, found: { hits: 9, n: 200, low: 0.02, high: 0.08 } }],
  verdicts: [
    {
      ...hub,
      kind: 'cannot-tell',
      why: 'too-few',
      metric: 'vendi-1',
      pairs: 3,
      difference: about(0.4),
      relative: about(0.1),
      adjusted: 0.0008,
      validity: about(-0.1),
      asGood: [{ arm: 'hot' as ArmId, model: 0, difference: about(0) }],
      costRatio: 1.4,
    },
  ],
  samples: [
    { ...control, trial: 'e1/control/0/0' as TrialId, text: 'Answer 0 of control.', persona: null, problems: [] },
    { ...hub, trial: 'e1/hub/0/1' as TrialId, text: nasty, persona: `A potter ${nasty}`, problems: ['cut-off'] },
  ],
};

export const figure: ReportFigure = {
  id: 'unique-outputs',
  title: 'Unique answers',
  caption: 'How many different answers there are among n.',
  svg: '<svg viewBox="0 0 10 10" width="10" height="10"><text>5 (of 10)</text></svg>',
  table: { head: ['n', 'Hub'], rows: [['1', '1.0'], ['2', '1.8']] }, // prettier-ignore
};

export const input: ReportInput = { experiment, trials, result, figures: [figure] };

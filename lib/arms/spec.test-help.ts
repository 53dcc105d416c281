import type { Arm, ArmKind, ExperimentId, ExperimentSpec, Trial, TrialPlace } from '../model/experiment.ts';
import { armKinds } from '../model/experiment.ts';
import type { ModelChoice, TaskId, Usage } from '../model/run.ts';
import { defaultSettings } from '../model/settings.ts';
import { chooseTask } from '../prompt/tasks.ts';
import { newArm } from './facts.ts';
import { defaultHand } from './hand.ts';
import { textOnly } from './personas.ts';
import { trialId, trialSeed } from './plan.ts';

export const small: ModelChoice = { engine: 'scripted', model: 'm', name: 'M' };
export const other: ModelChoice = { engine: 'scripted', model: 'o', name: 'O' };
export const experiment = 'e' as ExperimentId;

const { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed } = defaultSettings;

export function armsOf(...kinds: readonly ArmKind[]): readonly Arm[] {
  const arms: Arm[] = [];
  for (const kind of kinds) arms.push(newArm(kind, arms));
  return arms;
}

/** A sound experiment over the arms, every kind by default. */
export function specOf(part: Partial<ExperimentSpec> = {}, task: TaskId = 'math'): ExperimentSpec {
  const n = part.n ?? 8;
  return {
    version: 1,
    task: chooseTask(task),
    settings: { temperature, topP, topK, minP, repetitionPenalty, maxTokens, seed },
    models: [small],
    arms: armsOf(...armKinds),
    n,
    hub: Array.from({ length: n }, (_, i) => textOnly(`A lamp maker of street ${i} who counts stars`)),
    draw: null,
    one: textOnly('A baker in Turin who rows'),
    hand: defaultHand,
    solves: 0,
    ...part,
  };
}

export const usage: Usage = {
  promptTokens: 400,
  sharedTokens: 0,
  completionTokens: 60,
  queueMs: 0,
  firstTokenMs: 500,
  decodeMs: 1500,
  rows: 4,
};

export function trialOf(place: TrialPlace, text: string, part: Partial<Trial> = {}): Trial {
  return {
    version: 1,
    id: trialId(experiment, place),
    experiment,
    ...place,
    seed: trialSeed(1, place),
    state: 'done',
    text,
    tokens: 60,
    finish: 'end',
    usage,
    fault: null,
    by: small,
    on: null,
    updatedAt: 0,
    ...part,
  };
}

import type { Arm, ExperimentSettings, ExperimentSpec } from '../model/experiment.ts';
import { settingRanges } from '../model/settings.ts';
import { schemaProblem } from '../prompt/schema.ts';
import { validateTemplate } from '../prompt/validate.ts';
import { armFacts, armKey, armLabel, temperatureOf } from './facts.ts';

/** The limits that inputs show and that `objectionTo` holds to. */
export const experimentRanges = {
  /** Below 4 nothing can be compared; above 1000 the figures no longer get sharper for what they take. */
  n: { min: 4, max: 1000 },
  arms: { min: 2, max: 12 },
  /** A word cap under 10 leaves no sentence; one over 400 caps nothing. */
  maxWords: { min: 10, max: 400 },
  hand: { min: 2, max: 50 },
  solves: { min: 0, max: 9 },
  models: { min: 1, max: 4 },
} as const;

/** Why an experiment cannot be begun, in a sentence for people; the first reason in the order of the screen. */
export function objectionTo(spec: ExperimentSpec): string | null {
  return (
    taskProblem(spec) ??
    settingsProblem(spec.settings) ??
    countProblem('answers for each arm', spec.n, experimentRanges.n) ??
    countProblem('models', spec.models.length, experimentRanges.models) ??
    armsProblem(spec) ??
    needsProblem(spec) ??
    countProblem('solutions of each problem', spec.solves, experimentRanges.solves) ??
    (spec.solves === 1 ? 'One solution agrees with itself. Solve each problem at least twice, or not at all.' : null)
  );
}

function taskProblem({ task }: ExperimentSpec): string | null {
  const [problem] = task.id === 'own' ? validateTemplate(task.template) : [];
  return problem?.message ?? (task.schema === null ? null : schemaProblem(task.schema));
}

function countProblem(
  what: string,
  count: number,
  { min, max }: { readonly min: number; readonly max: number },
): string | null {
  if (Number.isInteger(count) && count >= min && count <= max) return null;
  return `The number of ${what} is ${min} to ${max}, not ${count}.`;
}

function settingsProblem(settings: ExperimentSettings): string | null {
  for (const name of Object.keys(settings) as (keyof ExperimentSettings)[]) {
    const { min, max } = settingRanges[name];
    const value = settings[name];
    if (!(value >= min && value <= max)) return `${settingNames[name]} is ${min} to ${max}, not ${value}.`;
  }
  return null;
}

const settingNames: Readonly<Record<keyof ExperimentSettings, string>> = {
  temperature: 'The temperature',
  topP: 'Top-p',
  topK: 'Top-k',
  minP: 'Min-p',
  repetitionPenalty: 'The repetition penalty',
  maxTokens: 'The greatest number of tokens',
  seed: 'The seed',
};

function armsProblem(spec: ExperimentSpec): string | null {
  const { arms } = spec;
  const { min, max } = experimentRanges.arms;
  if (arms.length < min) return 'Choose at least two arms: one alone has nothing to be compared with.';
  if (arms.length > max) return `Choose at most ${max} arms.`;
  if (new Set(arms.map(({ id }) => id)).size < arms.length) return 'Two arms have the same name.';
  for (const arm of arms) {
    const problem = armProblem(spec, arm);
    if (problem !== null) return problem;
  }
  const keys = arms.map((arm) => armKey(spec, arm));
  const twin = arms.find((_, i) => keys.indexOf(keys[i] ?? '') < i);
  if (twin === undefined) return null;
  return `${armLabel(spec, twin)} would be asked the same as another arm. Change its temperature or its word cap, or remove it.`;
}

function armProblem(spec: ExperimentSpec, arm: Arm): string | null {
  const label = armLabel(spec, arm);
  const { min, max } = settingRanges.temperature;
  const temperature = temperatureOf(spec, arm);
  if (!(temperature >= min && temperature <= max)) return `${label}: a temperature is ${min} to ${max}.`;
  const words = experimentRanges.maxWords;
  if (
    arm.maxWords !== null &&
    !(Number.isInteger(arm.maxWords) && arm.maxWords >= words.min && arm.maxWords <= words.max)
  )
    return `${label}: a word cap is ${words.min} to ${words.max}.`;
  if (arm.kind === 'hot' && temperature <= spec.settings.temperature)
    return `${label} must be hotter than the experiment’s temperature of ${spec.settings.temperature}.`;
  if (temperature === 0 && (arm.kind === 'control' || arm.kind === 'one-persona' || arm.kind === 'verbalized'))
    return `${label} at temperature 0 would give the same answer each time. Raise the temperature.`;
  if (arm.kind === 'verbalized' && spec.task.schema !== null)
    return `${label} cannot be held to a JSON schema. Turn the schema off, or remove the arm.`;
  return null;
}

function needsProblem({ arms, hub, hand, one, n }: ExperimentSpec): string | null {
  const needs = new Set(arms.map(({ kind }) => armFacts[kind].needs));
  if (needs.has('hub') && hub.length < n)
    return `The hub’s arms need ${n} personas, and there are ${hub.length}. Choose a larger collection or fewer answers.`;
  if (needs.has('one') && one === null) return 'Choose the persona of the arm One persona.';
  if (needs.has('hand')) {
    const { min, max } = experimentRanges.hand;
    if (hand.length < min || hand.length > max) return `A hand-written set has ${min} to ${max} personas.`;
    if (hand.some(({ text }) => text.trim() === '')) return 'A hand-written persona is empty.';
    if (new Set(hand.map(({ id }) => id)).size < hand.length) return 'Two hand-written personas are the same.';
  }
  return null;
}

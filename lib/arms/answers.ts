import type { ArmId, ExperimentSpec, Trial, TrialId, TrialPlace } from '../model/experiment.ts';
import type { Brand } from '../model/ids.ts';
import type { FinishReason } from '../model/run.ts';
import { personaOf } from './personas.ts';
import { PER_CALL, placeKey, requestOf } from './plan.ts';
import { readList } from './read-list.ts';

/** One answer of an arm, whatever call it came with. */
export interface ArmAnswer {
  readonly arm: ArmId;
  /** Index into the models. */
  readonly model: number;
  /** Its pair among the other arms: 0 to n - 1. */
  readonly index: number;
  /** The call that it came with; a request of verbalized sampling brings several. */
  readonly trial: TrialId;
  readonly text: string;
  readonly finish: FinishReason | null;
  /** What stood in the persona's place; null for nothing. */
  readonly persona: string | null;
  /** Answers of one cluster were not made independently: the id of what stood in the persona's place, else the call's index. */
  readonly cluster: string;
}

type AnswerSpec = Pick<ExperimentSpec, 'arms' | 'models' | 'n' | 'hub' | 'hand' | 'one' | 'settings' | 'task'>;

/** What was made of calls so far, by their places. */
export function endedBy(trials: Iterable<Trial>): (place: TrialPlace) => Trial | undefined {
  const byPlace = new Map<string, Trial>();
  for (const trial of trials) if (hasEnded(trial)) byPlace.set(placeKey(trial), trial);
  return (place) => byPlace.get(placeKey(place));
}

/** Whether a trial is behind us: done or failed. One that was stopped is asked again. */
export function hasEnded({ state }: Pick<Trial, 'state'>): boolean {
  return state === 'done' || state === 'failed';
}

/**
 * The answers of all arms: by arm as in the spec, then model, then index. Failed calls have none, and neither do items
 * of a verbalized request that cannot be told apart. What is beyond n is dropped.
 */
export function answersOf(spec: AnswerSpec, trials: Iterable<Trial>): readonly ArmAnswer[] {
  const ended = endedBy(trials);
  const answers: ArmAnswer[] = [];
  for (const arm of spec.arms) {
    for (const model of spec.models.keys()) {
      for (let index = 0; index < spec.n; index += 1) {
        const answer = answerAt(spec, { arm: arm.id, model, index }, ended);
        if (answer !== null) answers.push(answer);
      }
    }
  }
  return answers;
}

/** One answer of an arm; null where there is none (yet). */
export function answerAt(
  spec: AnswerSpec,
  { arm: id, model, index }: Pick<TrialPlace, 'arm' | 'model' | 'index'>,
  ended: (place: TrialPlace) => Trial | undefined,
): ArmAnswer | null {
  const arm = spec.arms.find((one) => one.id === id);
  if (arm === undefined) return null;
  const request = requestOf(arm, { model, index });
  const trial = ended(request);
  if (trial?.state !== 'done') return null;
  const from = { arm: id, model, index, trial: trial.id };
  if (arm.kind === 'verbalized') {
    const items = readList(trial.text, spec.task, PER_CALL);
    const text = items[index - request.index];
    if (text === undefined) return null;
    const last = index - request.index === items.length - 1;
    // Another item followed, so this one came to its end.
    const finish = last ? trial.finish : 'end';
    return { ...from, text, finish, persona: null, cluster: String(request.index) };
  }
  const persona = personaOf(spec, { arm: id, index });
  const cluster = persona?.id ?? String(index);
  return { ...from, text: trial.text, finish: trial.finish, persona: persona?.text ?? null, cluster };
}

/** Names an answer within its experiment: `<arm>/<model>/<index>`. */
export type AnswerKey = Brand<string, 'AnswerKey'>;

export function answerKey({ arm, model, index }: Pick<ArmAnswer, 'arm' | 'model' | 'index'>): AnswerKey {
  return placeKey({ arm, model, index, solve: null }) as AnswerKey;
}

/** What was written each time that a problem was solved, by the problem; without problems that no solution came for. */
export function solutionsOf(
  spec: Pick<ExperimentSpec, 'arms' | 'n'>,
  trials: Iterable<Trial>,
): ReadonlyMap<AnswerKey, readonly string[]> {
  const solved = [...trials].filter(({ state, solve, index }) => state === 'done' && solve !== null && index < spec.n);
  const solutions = new Map<AnswerKey, string[]>();
  for (const trial of solved.sort((a, b) => (a.solve ?? 0) - (b.solve ?? 0))) {
    if (!spec.arms.some(({ id }) => id === trial.arm)) continue;
    const key = answerKey(trial);
    const those = solutions.get(key);
    if (those === undefined) solutions.set(key, [trial.text]);
    else those.push(trial.text);
  }
  return solutions;
}

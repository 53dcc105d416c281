import type { ArmId, Trial, TrialPlace } from '../../../lib/model/experiment.ts';

/** How far an arm is on a model, and what its calls take. */
export interface GroupProgress {
  readonly arm: ArmId;
  readonly model: number;
  readonly planned: number;
  /** Done or failed. */
  readonly ended: number;
  readonly failed: number;
  /** Being asked now. */
  readonly running: number;
  /** Means over calls that are done; null where the engine does not tell, or none is done. */
  readonly tokens: number | null;
  readonly seconds: number | null;
}

interface Sums {
  planned: number;
  ended: number;
  failed: number;
  running: number;
  tokens: number;
  counted: number;
  ms: number;
  timed: number;
}

const keyOf = ({ arm, model }: Pick<TrialPlace, 'arm' | 'model'>) => `${model}/${arm}`;

/**
 * Figures of each arm on each model.
 * @param arms in the order of tables; all of the first model come first
 * @param places the whole plan
 * @param trials those that ended or run; any order
 */
export function groupProgress(
  arms: readonly ArmId[],
  models: number,
  places: readonly TrialPlace[],
  trials: Iterable<Trial>,
): readonly GroupProgress[] {
  const sums = new Map<string, Sums>();
  const of = (place: Pick<TrialPlace, 'arm' | 'model'>): Sums => {
    const key = keyOf(place);
    const found = sums.get(key) ?? {
      planned: 0,
      ended: 0,
      failed: 0,
      running: 0,
      tokens: 0,
      counted: 0,
      ms: 0,
      timed: 0,
    };
    sums.set(key, found);
    return found;
  };
  for (const place of places) of(place).planned += 1;
  for (const trial of trials) {
    const sum = of(trial);
    if (trial.state === 'running') sum.running += 1;
    if (trial.state === 'failed') sum.failed += 1;
    if (trial.state === 'failed' || trial.state === 'done') sum.ended += 1;
    if (trial.state !== 'done') continue;
    const count = trial.usage?.completionTokens ?? trial.tokens;
    if (count !== null) {
      sum.tokens += count;
      sum.counted += 1;
    }
    if (trial.usage) {
      sum.ms += trial.usage.firstTokenMs + trial.usage.decodeMs;
      sum.timed += 1;
    }
  }
  return Array.from({ length: models }, (_, model) => model).flatMap((model) =>
    arms.map((arm): GroupProgress => {
      const { planned, ended, failed, running, tokens, counted, ms, timed } = of({ arm, model });
      return {
        arm,
        model,
        planned,
        ended,
        failed,
        running,
        tokens: counted === 0 ? null : tokens / counted,
        seconds: timed === 0 ? null : ms / timed / 1000,
      };
    }),
  );
}

/** Why calls failed, most frequent first. */
export function failureReasons(
  trials: Iterable<Trial>,
): readonly { readonly reason: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { state, fault } of trials) {
    if (state !== 'failed') continue;
    const reason = fault?.message ?? 'No reason was given.';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count);
}

/** The call that is being written and was begun first, and the newest ended ones. */
export function latestOf(
  trials: Iterable<Trial>,
  count: number,
): { readonly writing: Trial | null; readonly ended: readonly Trial[] } {
  let writing: Trial | null = null;
  const ended: Trial[] = [];
  for (const trial of trials) {
    if (trial.state === 'done' || trial.state === 'failed') ended.push(trial);
    else if (trial.state === 'running' && writing === null) writing = trial;
  }
  // Later in the plan first where two ended at the same moment.
  return { writing, ended: ended.toSorted((a, b) => b.updatedAt - a.updatedAt || b.index - a.index).slice(0, count) };
}

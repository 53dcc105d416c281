import type { ExperimentSpec, Trial, TrialPlace } from '../model/experiment.ts';
import type { Usage } from '../model/run.ts';
import { hasEnded } from './answers.ts';
import { placeKey, planTrials } from './plan.ts';

/** What calls take together. Null is unknown: nothing of it was measured on this device, or the engine does not tell. */
export interface PlanEstimate {
  readonly calls: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly seconds: number | null;
  /** Calls that the estimate stands on. */
  readonly measured: number;
}

const quantities = ['promptTokens', 'completionTokens', 'seconds'] as const;
type Quantity = (typeof quantities)[number];
type Take = Readonly<Record<Quantity, number | null>>;

/**
 * What the whole plan takes: calls that are done as they were, and for each other one the mean of its arm on its model
 * (solutions apart); where nothing of that kind is done, the mean of all calls of the model, else of all.
 */
export function estimatePlan(spec: ExperimentSpec, trials: Iterable<Trial>): PlanEstimate {
  return estimate([...trials], planTrials(spec));
}

/** Seconds for the calls that have not ended; null before anything was measured. */
export function secondsLeft(spec: ExperimentSpec, trials: Iterable<Trial>): number | null {
  const all = [...trials];
  const ended = new Set(all.filter(hasEnded).map(placeKey));
  const left = planTrials(spec).filter((place) => !ended.has(placeKey(place)));
  return estimate(all, left).seconds;
}

function estimate(trials: readonly Trial[], plan: readonly TrialPlace[]): PlanEstimate {
  const known = new Map<string, Take>();
  const means = new Map<string, Mean>();
  for (const trial of trials) {
    if (trial.state !== 'done' || trial.usage === null) continue;
    const take = takeOf(trial.usage);
    known.set(placeKey(trial), take);
    for (const kind of kindsOf(trial)) {
      const mean = means.get(kind) ?? new Mean();
      mean.add(take);
      means.set(kind, mean);
    }
  }
  const sum = (quantity: Quantity) => {
    let total = 0;
    for (const place of plan) {
      const measured = known.get(placeKey(place))?.[quantity];
      const value = measured ?? firstOf(kindsOf(place), (kind) => means.get(kind)?.of(quantity));
      if (value === null) return null;
      total += value;
    }
    return total;
  };
  const whole = (total: number | null) => (total === null ? null : Math.round(total));
  return {
    calls: plan.length,
    promptTokens: whole(sum('promptTokens')),
    completionTokens: whole(sum('completionTokens')),
    seconds: sum('seconds'),
    measured: known.size,
  };
}

/**
 * Rows that are decoded together share the time, so a call takes its part of it. That holds for the whole: the parts of
 * all calls sum to the time that passed.
 */
function takeOf({ promptTokens, completionTokens, firstTokenMs, decodeMs, rows }: Usage): Take {
  return { promptTokens, completionTokens, seconds: (firstTokenMs + decodeMs) / Math.max(1, rows) / 1000 };
}

/** What a call is like, nearest first. */
function kindsOf({ arm, model, solve }: TrialPlace): readonly string[] {
  const solution = solve === null ? 'answer' : 'solution';
  return [
    solve === null ? `arm/${model}/${arm}` : `solution/${model}`,
    `model/${model}/${solution}`,
    `all/${solution}`,
    'all',
  ];
}

function firstOf<T>(keys: readonly T[], value: (key: T) => number | null | undefined): number | null {
  for (const key of keys) {
    const found = value(key);
    if (found !== null && found !== undefined) return found;
  }
  return null;
}

/** Of what is known of each quantity. */
class Mean {
  private readonly sums: Record<Quantity, number> = { promptTokens: 0, completionTokens: 0, seconds: 0 };
  private readonly counts: Record<Quantity, number> = { promptTokens: 0, completionTokens: 0, seconds: 0 };

  add(take: Take): void {
    for (const quantity of quantities) {
      const value = take[quantity];
      if (value === null) continue;
      this.sums[quantity] += value;
      this.counts[quantity] += 1;
    }
  }

  of(quantity: Quantity): number | null {
    return this.counts[quantity] === 0 ? null : this.sums[quantity] / this.counts[quantity];
  }
}

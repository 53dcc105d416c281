import { hasEnded } from '../arms/answers.ts';
import { dependsOn, placeKey, planTrials, trialId, trialSeed } from '../arms/plan.ts';
import { jobOfTrial } from '../arms/prompts.ts';
import type { Experiment, Trial, TrialId, TrialPlace } from '../model/experiment.ts';
import { badInput, type Fault, faultOf } from '../model/fault.ts';
import type { JobId } from '../model/ids.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { CellDevice } from '../model/made-on.ts';
import type { ModelChoice } from '../model/run.ts';
import { applyEvent, type Written } from './compare.ts';

/** Calls that an engine has at a time: two for each of the eight rows of its widest batch, so that no row waits for us. */
export const IN_FLIGHT = 16;
/**
 * How far ahead of the first call that has not ended others are begun. A list of answers takes as long as several
 * single ones, so a plain window would wait for it; and it bounds how uneven a cut-off run can be.
 */
export const AHEAD = 32;
/** Failures of a model one after the other that end its part: a model that is gone would fail a thousand calls at once. */
const GIVE_UP_AFTER = 5;

/** What an experiment needs of the world. */
export interface ExperimentPorts {
  /** Resolves when the job has ended. Should it reject, the trial fails. */
  generate(
    job: GenerateJob,
    model: ModelChoice,
    options: { readonly signal: AbortSignal; readonly onEvent: (event: JobEvent) => void },
  ): Promise<void>;
  /** Called once with each trial that is done or failed, before those that need it are begun. Ends the run by rejecting. */
  keep(trial: Trial): Promise<void>;
  /** Called at every change with the trial as it is now; a stopped one is not kept and is asked again another time. */
  onTrial(trial: Trial): void;
  /** Where a model computes; null while it is not loaded. */
  madeOn(model: ModelChoice): CellDevice | null;
  readonly now: () => number;
}

export interface ExperimentSignals {
  /** Nothing new is begun; what runs goes on to its end. */
  readonly soft: AbortSignal;
  /** What runs is cancelled, too. */
  readonly hard: AbortSignal;
}

/**
 * Asks what is left of an experiment: calls of the plan that are neither done nor failed, model by model, so that each
 * model is loaded once. Calls are begun in the plan's order but for those that wait for another; at any moment all
 * before the first `AHEAD` that have not ended are behind it. The same seeds and requests come whenever it is cut off
 * and run again, so an engine that repeats itself for a seed gives the same trials.
 *
 * Resolves when all have ended or a signal came, with the fault of a model that failed call after call (the rest of its
 * calls is not asked), else null. Rejects when a trial could not be kept.
 *
 * @param ended what was kept before
 * @param places a part of the plan in its order; all of it by default
 */
export async function runExperiment(
  experiment: Pick<Experiment, 'id' | 'spec'>,
  ended: ReadonlyMap<TrialId, Trial>,
  ports: ExperimentPorts,
  signals: ExperimentSignals,
  places: readonly TrialPlace[] = planTrials(experiment.spec),
): Promise<Fault | null> {
  const before = new Map<string, Trial>();
  for (const trial of ended.values()) if (hasEnded(trial)) before.set(placeKey(trial), trial);
  let gone: Fault | null = null;
  for (const index of experiment.spec.models.keys()) {
    const mine = places.filter(({ model }) => model === index);
    gone = (await runModel({ experiment, places: mine, ended: before, ports, signals })) ?? gone;
  }
  return gone;
}

/** The part of one model; the fault that ended it early. */
async function runModel(run: ModelPart): Promise<Fault | null> {
  const { experiment, ended, ports, signals } = run;
  const running = new Map<string, Promise<void>>();
  const state: { failures: number; gone: Fault | null } = { failures: 0, gone: null };
  let open = run.places;
  /** Stopped by somebody else than us: not asked again in this run. */
  const left = new Set<string>();
  const broken: unknown[] = [];

  const behind = (place: TrialPlace) => ended.has(placeKey(place)) || left.has(placeKey(place));
  const isReady = (place: TrialPlace) =>
    !behind(place) &&
    !running.has(placeKey(place)) &&
    dependsOn(experiment.spec, place).every((before) => ended.has(placeKey(before)));

  const ask = async (place: TrialPlace) => {
    const { trial, asked } = await runTrial(experiment, place, ended, ports, signals.hard);
    if (!hasEnded(trial)) return void left.add(placeKey(place));
    await ports.keep(trial);
    ended.set(placeKey(place), trial);
    if (trial.state === 'done') state.failures = 0;
    else if (asked) state.failures += 1;
    if (state.failures >= GIVE_UP_AFTER) state.gone = trial.fault;
  };

  for (;;) {
    open = open.filter((place) => !behind(place));
    const stop = signals.soft.aborted || signals.hard.aborted || state.gone !== null || broken.length > 0;
    const next = stop || running.size >= IN_FLIGHT ? undefined : open.slice(0, AHEAD).find(isReady);
    if (next !== undefined) {
      const key = placeKey(next);
      const end = ask(next)
        .catch((thrown: unknown) => void broken.push(thrown))
        .finally(() => running.delete(key));
      running.set(key, end);
    } else if (running.size > 0) await Promise.race(running.values());
    else break;
  }
  if (broken.length > 0) throw broken[0];
  return state.gone;
}

interface ModelPart {
  readonly experiment: Pick<Experiment, 'id' | 'spec'>;
  readonly places: readonly TrialPlace[];
  /** By their places; grows. */
  readonly ended: Map<string, Trial>;
  readonly ports: ExperimentPorts;
  readonly signals: ExperimentSignals;
}

/** One call to its end. `asked` is false where there was nothing to ask an engine. */
async function runTrial(
  experiment: Pick<Experiment, 'id' | 'spec'>,
  place: TrialPlace,
  ended: ReadonlyMap<string, Trial>,
  ports: ExperimentPorts,
  signal: AbortSignal,
): Promise<{ readonly trial: Trial; readonly asked: boolean }> {
  let trial = plannedTrial(experiment, place);
  const change = (part: Partial<Written>) => {
    // Looked at when it starts and when it ends: an engine that was lost in between may compute elsewhere now.
    const on = part.state === undefined ? null : ports.madeOn(trial.by);
    trial = { ...trial, ...part, ...(on && { on }), updatedAt: ports.now() };
    ports.onTrial(trial);
  };
  let job: GenerateJob;
  try {
    job = jobOfTrial(experiment.spec, place, (before) => ended.get(placeKey(before)));
  } catch (thrown) {
    change({ state: 'failed', fault: faultOf(thrown) });
    return { trial, asked: false };
  }
  try {
    const id = trial.id as string as JobId;
    await ports.generate({ ...job, id }, trial.by, { signal, onEvent: (event) => change(applyEvent(trial, event)) });
  } catch (thrown) {
    if (!hasEnded(trial)) change({ state: 'failed', fault: faultOf(thrown) });
  }
  // Ours was the will to end it, whatever the engine made of that.
  if (trial.state === 'failed' && signal.aborted) change({ state: 'stopped', fault: null });
  return { trial, asked: true };
}

/** A trial before it is begun. */
export function plannedTrial({ id, spec }: Pick<Experiment, 'id' | 'spec'>, place: TrialPlace): Trial {
  const { arm, model, index, solve } = place;
  const by = spec.models[model];
  if (by === undefined) throw badInput(`There is no model ${model}.`);
  return {
    version: 1,
    id: trialId(id, place),
    experiment: id,
    arm,
    model,
    index,
    solve,
    seed: trialSeed(spec.settings.seed, place),
    state: 'queued',
    text: '',
    tokens: 0,
    finish: null,
    usage: null,
    fault: null,
    by,
    on: null,
    updatedAt: 0,
  };
}

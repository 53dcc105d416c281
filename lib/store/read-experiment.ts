import type { Arm, Experiment, ExperimentSpec, Trial } from '../model/experiment.ts';
import { FaultError } from '../model/fault.ts';
import type { RunEnvironment } from '../model/made-on.ts';
import type { Persona } from '../model/persona.ts';
import type { CellState, ModelChoice } from '../model/run.ts';
import { readExperiment, readTrial } from './experiment-shapes.ts';
import { counted, inLine, inRanges, inText, modelInRange, moment, MOST_SEED, named, runIds } from './read-run.ts';

/** An experiment with its trials, as a report carries it. */
export interface KeptExperiment {
  readonly experiment: Experiment;
  readonly trials: readonly Trial[];
}

/** What the set-up offers, and room for more: a report must not fill the database. */
const MOST_ARMS = 32;
const MOST_MODELS = 8;
const MOST_HAND = 50;
const LEAST_N = 4;
const MOST_N = 1000;
/** Solutions of a problem; the set-up offers a few. */
const MOST_SOLVES = 16;
/** Nobody judges more pairs by hand. */
const MOST_VOTES = 10_000;
const LEAST_WORDS = 10;
const MOST_WORDS = 400;

/** A trial of a report has ended; nothing of it runs here. */
const ended: ReadonlySet<CellState> = new Set<CellState>(['done', 'failed', 'stopped']);

/**
 * An experiment that came from outside (a report of any version of this app), in today's shape and as fresh objects.
 * Null when anything is out of its range or does not belong to the experiment. Models of servers, files and the like keep
 * their names and lose their ids, as in `readKeptRun`.
 */
export function readKeptExperiment(experiment: unknown, trials: readonly unknown[]): KeptExperiment | null {
  try {
    const read = readExperiment(experiment);
    if (!inRange(read)) return null;
    // Before the trials are looked at: it says how many there may be.
    if (trials.length > mostTrials(read.spec)) return null;
    const of = trials.map(readTrial);
    const ids = new Set(of.map(({ id }) => id));
    const known = read.blind.every(({ left, right }) => ids.has(left) && ids.has(right));
    if (!known || ids.size < of.length || !of.every((trial) => trialInRange(read, trial))) return null;
    return { experiment: withoutOwnIds(read), trials: of.map((trial) => ({ ...trial, by: named(trial.by) })) };
  } catch (thrown) {
    if (thrown instanceof FaultError) return null;
    throw thrown;
  }
}

/** A verbalized request asks for several answers, so there may be fewer. */
function mostTrials({ arms, models, n, solves }: ExperimentSpec): number {
  return arms.length * models.length * n * (1 + solves);
}

function inRange({ id, createdAt, name, spec, environment, blind, reproduces }: Experiment): boolean {
  return (
    runIds.test(id) &&
    (reproduces === null || runIds.test(reproduces)) &&
    moment(createdAt) &&
    inLine(name) &&
    specInRange(spec) &&
    environmentInRange(environment) &&
    blind.length <= MOST_VOTES &&
    blind.every(({ at }) => moment(at))
  );
}

function specInRange({ task, settings, models, arms, n, hub, draw, one, hand, solves }: ExperimentSpec): boolean {
  const has = (kind: Arm['kind']) => arms.some((arm) => arm.kind === kind);
  return (
    [task.system, task.template, task.answerPrefix, task.schema].every(inText) &&
    inRanges(settings) &&
    models.length >= 1 &&
    models.length <= MOST_MODELS &&
    models.every(modelInRange) &&
    arms.length >= 2 &&
    arms.length <= MOST_ARMS &&
    arms.every(armInRange) &&
    new Set(arms.map(({ id }) => id)).size === arms.length &&
    n >= LEAST_N &&
    n <= MOST_N &&
    // Asking for more answers draws more personas than are used yet.
    hub.length <= MOST_N &&
    (hub.length >= n || !(has('hub') || has('shuffled'))) &&
    hand.length <= MOST_HAND &&
    (hand.length >= 2 || !has('hand-written')) &&
    (one !== null || !has('one-persona')) &&
    [...hub, ...hand, ...(one === null ? [] : [one])].every(personaInRange) &&
    (draw === null || (Math.abs(draw.seed) <= MOST_SEED && inText(draw.recipe) && inLine(draw.licence))) &&
    solves <= MOST_SOLVES
  );
}

function armInRange({ id, temperature, maxWords }: Arm): boolean {
  return (
    runIds.test(id) &&
    (temperature === null || inRanges({ temperature })) &&
    (maxWords === null || (maxWords >= LEAST_WORDS && maxWords <= MOST_WORDS))
  );
}

function personaInRange({ id, text, labels, shard }: Persona): boolean {
  return [id, shard, ...Object.values<string>({ ...labels })].every(inLine) && inText(text);
}

function environmentInRange({ app, browser, system, gpu, cores }: RunEnvironment): boolean {
  return [app, browser, system, gpu].every(inLine) && counted(cores);
}

function trialInRange({ id: experiment, spec }: Experiment, trial: Trial): boolean {
  const { id, arm, model, index, solve, seed, state, text, tokens, usage, fault, by, on, updatedAt } = trial;
  return (
    trial.experiment === experiment &&
    id === `${experiment}/${arm}/${model}/${index}${solve === null ? '' : `/${solve}`}` &&
    spec.arms.some((one) => one.id === arm) &&
    model < spec.models.length &&
    index < spec.n &&
    (solve === null || solve < spec.solves) &&
    seed >= 1 &&
    seed <= MOST_SEED &&
    ended.has(state) &&
    moment(updatedAt) &&
    inText(text) &&
    counted(tokens) &&
    Object.values(usage ?? {}).every(counted) &&
    (fault === null || (inText(fault.message) && inText(fault.hint))) &&
    modelInRange(by) &&
    (on === null || (counted(on.threads) && inLine(on.quantisation)))
  );
}

function withoutOwnIds(experiment: Experiment): Experiment {
  const { spec } = experiment;
  const models: readonly ModelChoice[] = spec.models.map(named);
  return { ...experiment, spec: { ...spec, models } };
}

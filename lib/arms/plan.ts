import { sha256 } from '@noble/hashes/sha2.js';
import type { Arm, ArmId, ExperimentId, ExperimentSpec, TrialId, TrialPlace } from '../model/experiment.ts';
import { SOLVED } from '../model/experiment.ts';
import { badInput } from '../model/fault.ts';
import type { Seed } from '../model/ids.ts';
import { createRandom } from '../sampling/random.ts';

/** Answers that one request of verbalized sampling asks for: the number that its authors use. */
export const PER_CALL = 5;
/** Answers of `not-these` that are asked together, without knowing each other: fewer would leave an engine's rows idle. */
export const WAVE = 6;
/** Earlier openings that `not-these` lists: with the examples they fill a third of a context of 2048 tokens. */
export const LISTED = 8;

/** What decides the calls of a plan. */
export type PlanSpec = Pick<ExperimentSpec, 'arms' | 'models' | 'n' | 'solves' | 'task' | 'settings'>;

/** `<arm>/<model>/<index>`, and `/<solve>` behind it: names a trial within its experiment. */
export function placeKey({ arm, model, index, solve }: TrialPlace): string {
  return `${arm}/${model}/${index}${solve === null ? '' : `/${solve}`}`;
}

export function trialId(experiment: ExperimentId, place: TrialPlace): TrialId {
  return `${experiment}/${placeKey(place)}` as TrialId;
}

/**
 * The seed that an engine gets: the first 31 bits of a SHA-256, with 0 read as 1. It says nothing of the arm or the
 * model, so answer i draws the same numbers in all arms and only what is compared differs.
 */
export function trialSeed(runSeed: number, { index, solve }: Pick<TrialPlace, 'index' | 'solve'>): Seed {
  const name = JSON.stringify(['polyphony-trial-seed', 1, runSeed, index, solve]);
  const hash = sha256(new TextEncoder().encode(name));
  const bits = new DataView(hash.buffer, hash.byteOffset, 4).getUint32(0) >>> 1;
  return Math.max(bits, 1) as Seed;
}

/**
 * All calls of an experiment in the order in which they are begun: model by model; within one, round i asks answer i of
 * every arm, the arms in an order drawn for that round. So wherever it is cut off, arms differ by one call at most. The
 * solutions of a problem come a round after it. Asking for more answers changes nothing in the order of those before.
 */
export function planTrials(spec: PlanSpec): readonly TrialPlace[] {
  const known = plans.get(spec);
  if (known !== undefined) return known;
  const places = placesOf(spec);
  plans.set(spec, places);
  return places;
}

/** Screens ask for the same plan several times a second; specs are replaced and never changed. */
const plans = new WeakMap<PlanSpec, readonly TrialPlace[]>();

function placesOf(spec: PlanSpec): readonly TrialPlace[] {
  const solves = solvesOf(spec);
  const places: TrialPlace[] = [];
  for (const model of spec.models.keys()) {
    const ofRound = spec.arms.map((): TrialPlace[] => []);
    // One round more for the solutions of the last answers.
    for (let round = 0; round <= spec.n; round += 1) {
      for (const [a, arm] of spec.arms.entries()) {
        const calls: TrialPlace[] = [];
        const solved = round - 1;
        if (solved >= 0 && solved < Math.min(SOLVED, spec.n))
          for (let solve = 0; solve < solves; solve += 1) calls.push({ arm: arm.id, model, index: solved, solve });
        if (round < spec.n && isAsked(arm, round)) calls.push({ arm: arm.id, model, index: round, solve: null });
        ofRound[a] = calls;
      }
      for (const a of roundOrder(spec, model, round)) places.push(...(ofRound[a] ?? []));
    }
  }
  return places;
}

/** One answer of each arm on each model, asked first to see what the rest will take. They are part of the plan. */
export function calibrationTrials(spec: PlanSpec): readonly TrialPlace[] {
  return planTrials(spec).filter(({ index, solve }) => index === 0 && solve === null);
}

/** Times that each of the first problems is solved; only problems of the task math are. */
export function solvesOf({ task, solves }: Pick<ExperimentSpec, 'task' | 'solves'>): number {
  return task.id === 'math' ? solves : 0;
}

/** Calls that must have ended before this one can be asked; all of them come earlier in the plan. */
export function dependsOn(spec: Pick<ExperimentSpec, 'arms'>, place: TrialPlace): readonly TrialPlace[] {
  const arm = armOf(spec, place.arm);
  if (place.solve !== null) return [requestOf(arm, place)];
  if (arm.kind !== 'not-these') return [];
  const wave = place.index - (place.index % WAVE);
  const from = Math.max(0, wave - LISTED);
  return Array.from({ length: wave - from }, (_, i) => ({ ...place, index: from + i }));
}

/** The call that answer `index` of an arm comes with. */
export function requestOf(arm: Arm, { model, index }: Pick<TrialPlace, 'model' | 'index'>): TrialPlace {
  const first = arm.kind === 'verbalized' ? index - (index % PER_CALL) : index;
  return { arm: arm.id, model, index: first, solve: null };
}

/** @throws FaultError `bad-input` where there is no such arm */
export function armOf({ arms }: Pick<ExperimentSpec, 'arms'>, id: ArmId): Arm {
  const arm = arms.find((one) => one.id === id);
  if (arm === undefined) throw badInput(`There is no arm ${id}.`);
  return arm;
}

function isAsked(arm: Arm, index: number): boolean {
  return arm.kind !== 'verbalized' || index % PER_CALL === 0;
}

/** Which arm comes first matters while engines warm up or are cut off; so nobody is always first. */
function roundOrder({ arms, settings }: PlanSpec, model: number, round: number): readonly number[] {
  const random = createRandom(`round/1\n${settings.seed}\n${model}\n${round}`);
  const order = [...arms.keys()];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

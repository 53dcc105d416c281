import type { Fault } from './fault.ts';
import type { Brand, Seed, ShardId } from './ids.ts';
import type { CellDevice, RunEnvironment } from './made-on.ts';
import type { Persona } from './persona.ts';
import type { CellState, FinishReason, ModelChoice, Settings, TaskChoice, Usage } from './run.ts';

export type ExperimentId = Brand<string, 'ExperimentId'>;
/** `<experiment>/<arm>/<model>/<index>`, and `/<solve>` behind it for a problem that is solved again. */
export type TrialId = Brand<string, 'TrialId'>;
/** Names an arm within its experiment: its kind, and `-2`, `-3` for further ones of that kind. */
export type ArmId = Brand<string, 'ArmId'>;

/** What stands in the persona's place, or what is done instead; said in full in `lib/arms`. */
export const armKinds = [
  'control', // no persona
  'hot', // no persona, a higher temperature
  'not-these', // no persona, with a list of what the arm wrote so far
  'verbalized', // no persona, several answers with probabilities from one request
  'one-persona', // one persona for all
  'hand-written', // a small set written by hand, in turn
  'hub', // a persona of its own for each answer
  'shuffled', // the hub's personas with their words in random order
  'irrelevant', // sentences about no person in the persona's place
] as const;
export type ArmKind = (typeof armKinds)[number];

export interface Arm {
  readonly id: ArmId;
  readonly kind: ArmKind;
  /** Null takes the experiment's. */
  readonly temperature: number | null;
  /** A length-capped variant: the request says "at most this many words"; null says nothing. 10 to 400. */
  readonly maxWords: number | null;
}

export type ExperimentSettings = Omit<Settings, 'repeats'>;

/** Where the hub's personas came from. */
export interface HubDraw {
  readonly how: 'uniform' | 'spread' | 'given';
  /** The sample's seed. */
  readonly seed: number;
  /** In words for people: the shard or set and the way of drawing. */
  readonly recipe: string;
  readonly licence: string | null;
  /** What more personas can be drawn from; null where that is not known (given ones). */
  readonly from:
    { readonly kind: 'shard'; readonly shard: ShardId } | { readonly kind: 'set'; readonly set: string } | null;
}

/** Everything needed to make an experiment again; nothing of it changes after the first answer but `n` and `hub`, which grow. */
export interface ExperimentSpec {
  readonly version: 1;
  readonly task: TaskChoice;
  readonly settings: ExperimentSettings;
  /** One or more; every arm runs on each. */
  readonly models: readonly ModelChoice[];
  /** Two or more, in the order of tables; ids are unique. */
  readonly arms: readonly Arm[];
  /** Answers for each arm on each model, 4 to 1000. */
  readonly n: number;
  /** At least `n` where an arm needs them (hub, shuffled), else empty; answer i is of persona i. */
  readonly hub: readonly Persona[];
  readonly draw: HubDraw | null;
  /** Of the arm `one-persona`. */
  readonly one: Persona | null;
  /** Of the arm `hand-written`: 2 to 50; answer i is of persona i modulo their number. */
  readonly hand: readonly Persona[];
  /** Math only: each of the first `SOLVED` problems of an arm is solved this often, to see whether a majority agrees; 0 is off. */
  readonly solves: number;
}

/** Problems of each arm that are solved again: enough to see a model that cannot, few enough for minutes. */
export const SOLVED = 10;

export interface Experiment {
  readonly version: 1;
  readonly id: ExperimentId;
  readonly createdAt: number;
  /** For lists; the user's, or made of the task and the arms. */
  readonly name: string;
  readonly spec: ExperimentSpec;
  readonly environment: RunEnvironment;
  readonly blind: readonly BlindVote[];
  /** The experiment that this one repeats. */
  readonly reproduces: ExperimentId | null;
  /** Set on one that came with a file: its answers were written elsewhere. */
  readonly recorded: boolean;
}

/** Which trial of a plan: an arm's answer on a model, or one of the times that it is solved. */
export interface TrialPlace {
  readonly arm: ArmId;
  /** Index into the models. */
  readonly model: number;
  /** 0 to n - 1; a verbalized request stands at the first of the answers that it asks for. */
  readonly index: number;
  /** Null for the answer itself, else which of its solutions, from 0. */
  readonly solve: number | null;
}

/** One call of an engine; saved as it ends. What was never begun is not saved: the plan follows from the spec. */
export interface Trial extends TrialPlace {
  readonly version: 1;
  readonly id: TrialId;
  readonly experiment: ExperimentId;
  readonly seed: Seed;
  readonly state: CellState;
  readonly text: string;
  readonly tokens: number | null;
  readonly finish: FinishReason | null;
  readonly usage: Usage | null;
  readonly fault: Fault | null;
  readonly by: ModelChoice;
  readonly on: CellDevice | null;
  readonly updatedAt: number;
}

/** Two answers shown without their arms, in an order drawn at random. */
export interface BlindVote {
  readonly left: TrialId;
  readonly right: TrialId;
  readonly choice: 'left' | 'right' | 'neither';
  readonly at: number;
}

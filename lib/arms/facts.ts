import type { Arm, ArmId, ArmKind, ExperimentSpec } from '../model/experiment.ts';

/** What people and other rooms need to know of a kind of arm. */
export interface ArmFacts {
  /** Short, for tables and legends. */
  readonly name: string;
  /** A sentence: what is asked and what the arm controls for. */
  readonly description: string;
  /** What the set-up must bring: the hub's personas, one persona, or a hand-written set. */
  readonly needs: 'hub' | 'one' | 'hand' | null;
  /** Whether whole personas stand in its requests: what an experiment tests. The others are baselines. */
  readonly conditioned: boolean;
  /** Order by what the arm takes to set up and to run, from 0: of baselines that do as well, the first is named. */
  readonly cheap: number;
}

export const armFacts: Readonly<Record<ArmKind, ArmFacts>> = {
  control: {
    name: 'No persona',
    description: 'The task alone, asked n times with different seeds. Every other arm is compared with this one.',
    needs: null,
    conditioned: false,
    cheap: 0,
  },
  hot: {
    name: 'Higher temperature',
    description: 'The task alone at a higher temperature. Tells whether plain randomness does what personas do.',
    needs: null,
    conditioned: false,
    cheap: 1,
  },
  'not-these': {
    name: 'Not these',
    description:
      'The task with the openings of up to eight earlier answers and the request to write something else. Tells whether a reminder of what is there already does what personas do.',
    needs: null,
    conditioned: false,
    cheap: 4,
  },
  verbalized: {
    name: 'Verbalized sampling',
    description:
      'One request asks for five answers with a probability each. Tells whether the model varies by itself when it must write several at once.',
    needs: null,
    conditioned: false,
    cheap: 2,
  },
  'one-persona': {
    name: 'One persona',
    description:
      'The same persona for all answers. Tells whether having a persona is enough, or whether it takes different ones.',
    needs: 'one',
    conditioned: true,
    cheap: 6,
  },
  'hand-written': {
    name: 'Hand-written set',
    description:
      'A few personas written by hand, in turn. Tells whether a large hub does more than a list made in ten minutes.',
    needs: 'hand',
    conditioned: true,
    cheap: 7,
  },
  hub: {
    name: 'Hub',
    description: 'A persona of its own for each answer, drawn from a collection.',
    needs: 'hub',
    conditioned: true,
    cheap: 8,
  },
  shuffled: {
    name: 'Shuffled words',
    description: 'The hub’s personas with their words in random order. Tells whether sense matters, or words alone do.',
    needs: 'hub',
    conditioned: false,
    cheap: 5,
  },
  irrelevant: {
    name: 'Irrelevant text',
    description:
      'Sentences about weather, rocks or machines where the persona would stand. Tells whether any change of the request does as well.',
    needs: null,
    conditioned: false,
    cheap: 3,
  },
};

/** The temperature that an arm is asked at. */
export function temperatureOf({ settings }: Pick<ExperimentSpec, 'settings'>, arm: Arm): number {
  return arm.temperature ?? settings.temperature;
}

/** A hotter control is a control at that temperature. */
function asksLike(kind: ArmKind): ArmKind {
  return kind === 'hot' ? 'control' : kind;
}

/** The same text for arms that would be asked exactly the same. */
export function armKey(spec: Pick<ExperimentSpec, 'settings'>, arm: Arm): string {
  return `${asksLike(arm.kind)}/${temperatureOf(spec, arm)}/${arm.maxWords ?? ''}`;
}

/**
 * A short name of an arm, unique among the arms: its kind, then what it sets for itself, as in "Hub (0.9)" or
 * "No persona (at most 40 words)".
 */
export function armLabel(spec: Pick<ExperimentSpec, 'arms'>, arm: Arm): string {
  const label = plainLabel(arm);
  const same = spec.arms.filter((other) => plainLabel(other) === label);
  const place = same.findIndex((other) => other.id === arm.id);
  return place > 0 ? `${label} (${place + 1})` : label;
}

function plainLabel({ kind, temperature, maxWords }: Arm): string {
  const own = [
    ...(temperature === null ? [] : [String(temperature)]),
    ...(maxWords === null ? [] : [`at most ${maxWords} words`]),
  ];
  return own.length === 0 ? armFacts[kind].name : `${armFacts[kind].name} (${own.join(', ')})`;
}

/** As hot as the default model can be asked and still end its sentences most of the time. */
const HOT = 1;
/** For a further arm of a kind, so that no two arms are asked the same. */
const OTHER_TEMPERATURES = [HOT, 1.2, 0.4, 0.2, 0.9, 1.4, 0.5, 1.6] as const;

/** An arm of a kind with a free id, and a temperature that no arm of the kind has yet. */
export function newArm(kind: ArmKind, existing: readonly Arm[]): Arm {
  const ids = new Set<string>(existing.map(({ id }) => id));
  let id: string = kind;
  for (let number = 2; ids.has(id); number += 1) id = `${kind}-${number}`;
  const same = existing.filter((arm) => asksLike(arm.kind) === asksLike(kind) && arm.maxWords === null);
  const taken = new Set(same.map((arm) => arm.temperature));
  const wanted = kind === 'hot' ? OTHER_TEMPERATURES : [null, ...OTHER_TEMPERATURES];
  const [temperature = HOT] = wanted.filter((value) => !taken.has(value));
  return { id: id as ArmId, kind, temperature, maxWords: null };
}

/** Arms of a first experiment: four that answer "heat, several at once, or personas?" in minutes on a small model. */
export function defaultArms(): readonly Arm[] {
  const kinds = ['control', 'hot', 'verbalized', 'hub'] as const;
  return kinds.map((kind) => newArm(kind, []));
}

import { listPrompt } from '../arms/list-prompt.ts';
import { placeKey } from '../arms/plan.ts';
import { engineNames } from '../catalogue/engine-names.ts';
import type { Experiment, Trial, TrialId } from '../model/experiment.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { deviceWords, threadsWords } from './differences.ts';
import { isComparable, likenessOf } from './likeness.ts';

/** An experiment with what came of it. */
export interface KeptExperiment {
  readonly experiment: Experiment;
  readonly trials: Iterable<Trial>;
}

export interface ComparedTrial {
  /** Of the recorded one. */
  readonly id: TrialId;
  /** `missing`: one of the two did not end with something to compare (yet). */
  readonly likeness: 'identical' | 'same-prefix' | 'different' | 'missing';
  readonly before: string;
  readonly now: string;
}

export interface ComparedExperiments {
  /** The recorded experiment. */
  readonly of: Experiment;
  readonly identical: number;
  readonly samePrefix: number;
  readonly different: number;
  readonly missing: number;
  /** What was not the same, in sentences for people; what only one of them tells is named as such. */
  readonly differences: readonly string[];
  /** In the recording's order. */
  readonly trials: readonly ComparedTrial[];
}

/** A recorded experiment beside the one that repeats its plan: trial by trial, by their places in the plan. */
export function compareExperiments(recorded: KeptExperiment, here: KeptExperiment): ComparedExperiments {
  const { arms, task } = recorded.experiment.spec;
  const given = answerPrefixOf(task);
  const lists = new Set(arms.filter(({ kind }) => kind === 'verbalized').map(({ id }) => id));
  // Lists cannot be held to a schema.
  const listed = task.schema === null ? listPrompt(task, null).answerPrefix : '';
  const made = new Map([...here.trials].map((trial) => [placeKey(trial), trial]));
  const counts = { identical: 0, 'same-prefix': 0, different: 0, missing: 0 };
  const pairs: (readonly [Trial, Trial])[] = [];
  const trials: ComparedTrial[] = [];
  for (const was of recorded.trials) {
    const now = made.get(placeKey(was));
    const begun = lists.has(was.arm) ? listed : given;
    const likeness = compareTexts(was, now, was.solve === null ? begun : '');
    counts[likeness]++;
    if (now && likeness !== 'missing') pairs.push([was, now]);
    trials.push({ id: was.id, likeness, before: was.text, now: now?.text ?? '' });
  }
  const { identical, different, missing } = counts;
  const differences = differencesOf(recorded.experiment, here.experiment, pairs);
  return {
    of: recorded.experiment,
    identical,
    samePrefix: counts['same-prefix'],
    different,
    missing,
    differences,
    trials,
  };
}

function compareTexts(was: Trial, now: Trial | undefined, given: string): ComparedTrial['likeness'] {
  if (!now || !isComparable(was) || !isComparable(now)) return 'missing';
  switch (likenessOf(was.text, now.text, given).kind) {
    case 'identical':
      return 'identical';
    case 'prefix':
      return 'same-prefix';
    default:
      return 'different';
  }
}

type Words = string | null | undefined;

/** Engines, models and devices are those of trials that were compared; the rest is what the experiments say. */
function differencesOf(
  recorded: Experiment,
  here: Experiment,
  pairs: readonly (readonly [Trial, Trial])[],
): readonly string[] {
  const ofTrials = (what: string, words: (trial: Trial) => Words) => {
    const apart = pairs.filter(([was, now]) => words(was) !== words(now));
    return apart.length === 0 ? [] : [sentence(what, joined(apart, 0, words), joined(apart, 1, words))];
  };
  const ofPages = (what: string, was: Words, now: Words) => (was === now ? [] : [sentence(what, was, now)]);
  const then = recorded.environment;
  const now = here.environment;
  const onGpu = pairs.some((pair) => pair.some(({ on }) => on === null || on.device === 'gpu'));
  return [
    ...ofTrials('Engine', ({ by }) => engineNames[by.engine]),
    ...ofTrials('Model', ({ by }) => by.name),
    ...ofTrials('Quantisation', ({ on }) => on?.quantisation),
    ...ofTrials('Device', ({ on }) => on && deviceWords[on.device]),
    ...ofTrials('Threads', ({ on }) => threadsWords(on?.threads ?? null)),
    ...ofPages('Browser', then.browser, now.browser),
    ...ofPages('System', then.system, now.system),
    // Answers of the processor do not depend on it.
    ...(onGpu ? ofPages('GPU', then.gpu, now.gpu) : []),
    ...ofPages('Version of the app', then.app, now.app),
  ];
}

function sentence(what: string, was: Words, now: Words): string {
  return `${what}: ${was ?? 'not known'} then, ${now ?? 'not known'} here.`;
}

/** Each once, in the order met. */
function joined(
  pairs: readonly (readonly [Trial, Trial])[],
  side: 0 | 1,
  words: (trial: Trial) => Words,
): string | null {
  const known = new Set(pairs.map((pair) => words(pair[side])).filter((one) => typeof one === 'string'));
  return known.size === 0 ? null : [...known].join(', ');
}

import { type AnswerKey, answerKey, type ArmAnswer } from '../arms/answers.ts';
import type { ExperimentSpec } from '../model/experiment.ts';
import type { ProblemCode } from '../model/experiment-result.ts';
import type { DetectLanguage } from '../personas/attribution/text-language.ts';
import { type QualityFound, qualityOf, type QualityVectors } from '../quality/quality-of.ts';
import type { Embedded } from './embedded.ts';
import type { Group } from './groups.ts';

export interface GroupQuality extends QualityFound {
  /** By index, of all that have ended: whether the answer is there and nothing is wrong with it. */
  readonly valid: ReadonlyMap<number, boolean>;
  /** By index, of the answers that came. */
  readonly problemsAt: ReadonlyMap<number, readonly ProblemCode[]>;
}

export interface QualityWorld {
  readonly spec: ExperimentSpec;
  readonly solutions: ReadonlyMap<AnswerKey, readonly string[]>;
  readonly embedded: Embedded | null;
  /** As texts were embedded. */
  readonly cut: (text: string) => string;
  readonly detect: DetectLanguage | undefined;
}

export function groupQuality(group: Group, world: QualityWorld): GroupQuality {
  const { spec, solutions, detect } = world;
  const found = qualityOf({
    spec,
    answers: group.all,
    failed: group.failed.length,
    solutions: group.all.flatMap((answer) => {
      const those = solutions.get(answerKey(answer));
      // One solution, of a run that was cut off, agrees with itself.
      return those === undefined || those.length < 2 ? [] : [those];
    }),
    vectors: fidelityVectors(group, world),
    seed: spec.settings.seed,
    ...(detect && { detect }),
  });
  const problemsAt = new Map(group.all.map(({ index }, i) => [index, found.problems[i] ?? []]));
  const valid = new Map([...problemsAt].map(([index, problems]) => [index, problems.length === 0]));
  for (const index of group.failed) valid.set(index, false);
  return { ...found, valid, problemsAt };
}

/** Null without an encoder, and where nobody stands in the persona's place. */
function fidelityVectors(group: Group, { embedded, cut }: QualityWorld): QualityVectors | null {
  if (embedded === null || !hasPeople(group)) return null;
  const { personas, of } = personasOf(group.all);
  return {
    answers: embedded.vectorsOf(group.all.flatMap(({ text, persona }) => (persona === null ? [] : [cut(text)]))),
    personas: embedded.vectorsOf(personas),
    of,
  };
}

/** Whether people, or at least their words, stand in the arm's requests. */
export const hasPeople = ({ conditioned, arm }: Group): boolean => conditioned || arm.kind === 'shuffled';

/** The different texts in the persona's place, and which of them each answer that has one was asked for. */
export function personasOf(answers: readonly Pick<ArmAnswer, 'persona'>[]): {
  readonly personas: readonly string[];
  readonly of: readonly number[];
} {
  const texts = answers.flatMap(({ persona }) => (persona === null ? [] : [persona]));
  const personas = [...new Set(texts)];
  const places = new Map(personas.map((text, place) => [text, place]));
  return { personas, of: texts.map((text) => places.get(text) ?? 0) };
}

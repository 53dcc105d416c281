import type { ExperimentSpec } from '../model/experiment.ts';
import { type ProblemCode, problemCodes, type Quality, type Share } from '../model/experiment-result.ts';
import type { DetectLanguage } from '../personas/attribution/text-language.ts';
import { createRandom } from '../sampling/random.ts';
import type { Vectors } from '../metrics/cosine.ts';
import { exactInterval } from '../statistics/binomial.ts';
import { agreementOf } from './agreement.ts';
import { contradicts, statesAnything } from './contradictions.ts';
import { echoShare } from './echo.ts';
import { FIDELITY_CHOICES, fidelityOf } from './fidelity.ts';
import { meanWithInterval } from './mean.ts';
import { createJudge, type Judged, noDetector } from './problems.ts';

export interface QualityAnswer extends Judged {
  /** What stood in the persona's place; null where nothing did. */
  readonly persona: string | null;
}

/** Vectors for fidelity: of the answers that have a persona, in their order, and of each different persona. */
export interface QualityVectors {
  readonly answers: Vectors;
  readonly personas: Vectors;
  /** Which persona each of the answers was asked for. */
  readonly of: readonly number[];
}

/** The answers of one group. */
export interface QualityAsk {
  readonly spec: Pick<ExperimentSpec, 'task'>;
  readonly answers: readonly QualityAnswer[];
  /** Answers that were asked for and never came: they count as not valid. */
  readonly failed: number;
  /** Solutions of each problem that was solved again. */
  readonly solutions: readonly (readonly string[])[];
  /** Null without an encoder. */
  readonly vectors: QualityVectors | null;
  readonly seed: number;
  readonly detect?: DetectLanguage;
}

export interface QualityFound {
  readonly quality: Quality;
  /** Of each answer, in their order. */
  readonly problems: readonly (readonly ProblemCode[])[];
}

/** The same for the same answers, in any order but for the last digits of intervals and the draws of fidelity. */
export function qualityOf(ask: QualityAsk): QualityFound {
  const { answers, failed, solutions, vectors, seed } = ask;
  const judge = createJudge(ask.spec, ask.detect ?? noDetector);
  const problems = answers.map(judge);
  const withPersona = answers.flatMap(({ text, persona }) => (persona === null ? [] : [{ text, persona }]));
  // Each figure has draws of its own: one more of them changes no other.
  const random = (what: string) => createRandom(`quality ${what} ${seed}`);
  const echo =
    withPersona.length === 0
      ? null
      : meanWithInterval(
          withPersona.map(({ text, persona }) => echoShare(text, persona)),
          random('echo'),
          withPersona.map(({ persona }) => persona),
        );
  return {
    problems,
    quality: {
      valid: share(problems.filter((found) => found.length === 0).length, answers.length + failed),
      problems: counted(problems, failed),
      echo,
      fidelity: vectors && fidelityOf(vectors.answers, vectors.personas, vectors.of, FIDELITY_CHOICES, seed),
      contradictions: contradictionsIn(withPersona),
      agreement: agreementOf(solutions, random('agreement')),
    },
  };
}

/** @param n 0 gives an interval from 0 to 1 */
function share(hits: number, n: number): Share {
  return { hits, n, ...exactInterval(hits, n) };
}

/** Most frequent first; those that never occur are left out. */
function counted(problems: readonly (readonly ProblemCode[])[], failed: number): Quality['problems'] {
  return problemCodes
    .map((code) => ({
      code,
      count: code === 'failed' ? failed : problems.filter((found) => found.includes(code)).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}

/** Of the answers whose persona states something that can be contradicted; null without any. */
function contradictionsIn(answers: readonly { readonly text: string; readonly persona: string }[]): Share | null {
  const checked = answers.filter(({ persona }) => statesAnything(persona));
  if (checked.length === 0) return null;
  return share(checked.filter(({ text, persona }) => contradicts(text, persona).length > 0).length, checked.length);
}

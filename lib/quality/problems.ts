import type { ExperimentSpec } from '../model/experiment.ts';
import type { ProblemCode } from '../model/experiment-result.ts';
import type { FinishReason } from '../model/run.ts';
import type { DetectLanguage } from '../personas/attribution/text-language.ts';
import { checkOutput } from '../prompt/check.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { expectedLanguage, isOtherLanguage } from './language.ts';
import { createEchoCheck } from './prompt-echo.ts';
import { isRefusal } from './refusal.ts';
import { asksSomething, givesSolution, hasNumber } from './task-sense.ts';

/** What is judged of an answer. */
export interface Judged {
  readonly text: string;
  /** Null (stopped or failed) counts as cut off. */
  readonly finish: FinishReason | null;
}

/** Says nothing of any text: languages are told by their script and by English's small words alone. */
export const noDetector: DetectLanguage = () => null;

/** Judges answers of one experiment; what they have in common is read once. */
export function createJudge(
  { task }: Pick<ExperimentSpec, 'task'>,
  detect: DetectLanguage = noDetector,
): (answer: Judged) => ProblemCode[] {
  const prefix = answerPrefixOf(task);
  const expected = expectedLanguage(task, detect);
  const echoes = createEchoCheck(task);
  return ({ text, finish }) => {
    const problems: ProblemCode[] = checkOutput(task.id, text, finish, prefix).problems.map(({ code }) => code);
    const written = text.trimStart();
    const start = prefix.trim();
    const body = (written.startsWith(start) ? written.slice(start.length) : written).trim();
    if (body !== '') {
      if (isRefusal(body)) problems.push('refusal');
      if (echoes(body)) problems.push('prompt-echo');
      if (isOtherLanguage(body, expected, detect)) problems.push('other-language');
      if (task.id === 'math' || task.id === 'reasoning') {
        if (!asksSomething(body)) problems.push('no-question');
        if (givesSolution(body)) problems.push('solution-given');
      }
      if (task.id === 'math' && !hasNumber(body)) problems.push('no-number');
    }
    return [...new Set(problems)];
  };
}

/**
 * What is wrong with the form of one answer: everything that `checkOutput` says, and refusals, echoes of the request, another
 * language than the request's; a math or logic problem must ask something and hold no solution, a math problem have a
 * number. It judges form, not sense. For many answers take `createJudge`.
 * @param detect tells languages that script and small words do not; none without it
 */
export function problemsOf(
  spec: Pick<ExperimentSpec, 'task'>,
  answer: Judged,
  detect: DetectLanguage = noDetector,
): ProblemCode[] {
  return createJudge(spec, detect)(answer);
}

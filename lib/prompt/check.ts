import type { FinishReason, TaskId } from '../model/run.ts';
import { tasks } from './tasks.ts';

export const validityCodes = ['wrong-start', 'nothing-written', 'cut-off', 'not-json', 'missing-field'] as const;
export type ValidityCode = (typeof validityCodes)[number];

export interface ValidityProblem {
  readonly code: ValidityCode;
  /** A sentence for people. */
  readonly message: string;
}

export interface Validity {
  readonly ok: boolean;
  readonly problems: readonly ValidityProblem[];
}

export const toolFields = ['name', 'description', 'function_name', 'input_args', 'return', 'depend'] as const;

/**
 * Whether an answer has its task's shape: it starts as asked, says something after that and came to an end; a tool is
 * JSON with its six fields. It judges form, not sense. A `finish` of null (stopped or failed) counts as cut off. Give
 * `answerPrefix` when the run had one of its own.
 */
export function checkOutput(
  taskId: TaskId,
  text: string,
  finish: FinishReason | null,
  answerPrefix = tasks[taskId].answerPrefix,
): Validity {
  const problems: ValidityProblem[] = [];
  const written = text.trimStart();
  const start = answerPrefix.trim();
  const starts = written.startsWith(start);
  if (!starts) problems.push({ code: 'wrong-start', message: `Does not start with ${start}` });
  if ((starts ? written.slice(start.length) : written).trim() === '') {
    problems.push({ code: 'nothing-written', message: 'Nothing was written.' });
  }
  if (finish === null || finish === 'length' || finish === 'context') {
    problems.push({ code: 'cut-off', message: 'Was cut off before its end.' });
  }
  if (taskId === 'tool') problems.push(...toolProblems(text));
  return { ok: problems.length === 0, problems };
}

/** A closing code fence is forgiven: larger models add one although the answer starts inside the object. */
function toolProblems(text: string): ValidityProblem[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/```\s*$/, ''));
  } catch {
    return [{ code: 'not-json', message: 'Is not valid JSON.' }];
  }
  const missing = toolFields.filter(
    (field) => typeof value !== 'object' || value === null || !Object.hasOwn(value, field),
  );
  return missing.map((field) => ({ code: 'missing-field', message: `The field ${field} is missing.` }));
}

import type { ChatPrompt } from '../model/job.ts';
import type { TaskChoice } from '../model/run.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { defaultSystem } from '../prompt/task.ts';

/** The same for problems of all arms. Above 0, because a greedy model agrees with itself whatever it knows. */
export const SOLVE_TEMPERATURE = 0.7;
/** Enough for five or six steps in words. */
export const SOLVE_TOKENS = 256;

const ASK = 'Solve this problem step by step. End with "Answer:" and the number.';
const EXAMPLE = {
  problem: 'A crate holds 24 bottles. A shop has 3 full crates and sells 50 bottles. How many bottles are left?',
  solution: '3 crates hold 3 x 24 = 72 bottles. 72 - 50 = 22 bottles are left.\nAnswer: 22',
} as const;

/** Asks for the solution of a problem that an arm wrote, with one worked example for small models. */
export function solvePrompt(task: TaskChoice, problem: string): ChatPrompt {
  const prefix = answerPrefixOf(task).trim();
  const written = problem.trim();
  const own = (written.startsWith(prefix) ? written.slice(prefix.length) : written).trim();
  const content = `${ASK}\n${own}`;
  return {
    messages: [
      { role: 'system', content: defaultSystem },
      { role: 'user', content: `${ASK}\n${EXAMPLE.problem}` },
      { role: 'assistant', content: EXAMPLE.solution },
      { role: 'user', content },
    ],
    answerPrefix: '',
    sharedChars: ASK.length + 1,
  };
}

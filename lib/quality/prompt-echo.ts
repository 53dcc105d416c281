import { rougeTokens } from '../metrics/tokens.ts';
import type { TaskChoice } from '../model/run.ts';
import { tasks } from '../prompt/tasks.ts';
import { controlTemplate } from '../prompt/template.ts';
import { copied } from './runs.ts';

/** Eight words in a row are no chance. */
const RUN = 8;
/** From here on an answer is the request's text more than its own. */
const MOST = 0.5;
/** What separates turns in the formats of the models here; an answer that has one went on with somebody else's turn. */
const turnMark = /<\|im_start\|>|<\|im_end\|>|<\|(?:user|assistant|system)\|>|<start_of_turn>|\[\/?INST\]/;

/**
 * Tells whether an answer gives back its request: half of its words stand in runs of eight from the request or its
 * examples, or it repeats eight words of the instruction itself, or goes on with a turn or a persona's line. A template of
 * the user's own may hold text to work on, so that there only the first rule holds.
 */
export function createEchoCheck(task: TaskChoice): (body: string) => boolean {
  const { system, lead, ask, again, examples, personaLabel } = tasks[task.id];
  const own = task.id === 'own';
  const instructions = own ? [] : [task.system ?? system, ask, again].map(rougeTokens);
  const told = own
    ? [controlTemplate(task.template)]
    : [lead, ...(task.shots === 'zero' ? [] : examples.map(({ answer }) => answer))];
  const sources = [...instructions, ...told.map(rougeTokens)];
  const label = own ? null : `\n${personaLabel}: `;
  return (body) => {
    if (turnMark.test(body) || (label !== null && body.includes(label))) return true;
    const words = rougeTokens(body);
    if (words.length === 0) return false;
    if (copied(words, instructions, RUN).some(Boolean)) return true;
    return copied(words, sources, RUN).filter(Boolean).length >= MOST * words.length;
  };
}

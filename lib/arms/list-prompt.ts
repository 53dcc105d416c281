import { badInput } from '../model/fault.ts';
import type { ChatMessage, ChatPrompt } from '../model/job.ts';
import type { TaskChoice } from '../model/run.ts';
import { answerPrefixOf } from '../prompt/schema.ts';
import { tasks } from '../prompt/tasks.ts';
import { controlTemplate, fillTemplate } from '../prompt/template.ts';
import { PER_CALL } from './plan.ts';

/** A sixth item was not asked for. */
export const LIST_STOPS: readonly string[] = [`\n${PER_CALL + 1}.`];

/** With the examples before it, a list of this length still fits a context of 2048 tokens. */
const MOST_LIST_TOKENS = 1200;

/** Room for a whole list where each answer has room for `maxTokens`. */
export function listTokens(maxTokens: number): number {
  return Math.max(maxTokens, Math.min(PER_CALL * maxTokens, MOST_LIST_TOKENS));
}

/** Of the example's items: falling and far from sure, so that no item looks like the only one. */
const EXAMPLE_PROBABILITIES = ['0.30', '0.20', '0.10', '0.05'] as const;

/**
 * A request for several answers with their probabilities (verbalized sampling). The task's examples come as one list in
 * the form that is asked for, because a small model follows what it sees rather than what it is told; their personas are
 * left out. The answer is begun up to the first probability.
 *
 * @throws FaultError `bad-input` with a schema: a list of answers cannot be held to the schema of one
 */
export function listPrompt(choice: TaskChoice, maxWords: number | null): ChatPrompt {
  if (choice.schema !== null) throw badInput('A list of answers cannot be held to a JSON schema.');
  const task = tasks[choice.id];
  const system = choice.system ?? task.system;
  const head: ChatMessage[] = system.trim() === '' ? [] : [{ role: 'system', content: system }];
  const own = choice.id === 'own';
  const ask = own ? fillTemplate(controlTemplate(choice.template), '') : task.lead + task.ask;
  const examples = own || choice.shots === 'zero' ? [] : task.examples;
  const turns: readonly ChatMessage[] =
    examples.length === 0
      ? []
      : [
          { role: 'user', content: `${ask}\n${listSentence(examples.length)}` },
          { role: 'assistant', content: examples.map(({ answer }, i) => item(i, answer)).join('\n') },
        ];
  const cap = maxWords === null ? '' : ` Use at most ${maxWords} words for each.`;
  const request = examples.length === 0 ? `${ask}\n${listSentence(PER_CALL)}` : `${task.ask}\n${AGAIN}`;
  const content = request + cap;
  const prefix = answerPrefixOf(choice);
  return {
    messages: [...head, ...turns, { role: 'user', content }],
    answerPrefix: prefix === '' ? '1. (0.' : item(0, prefix),
    sharedChars: content.length,
  };
}

/** The lead was told before; a small model that is not told to write new ones writes the examples again. */
const AGAIN = `Give a list of ${words(PER_CALL)} new ones in the same form, all different from those above.`;

function listSentence(count: number): string {
  return `Give a list of ${words(count)} different ones. Start each with its number and, in brackets, its probability.`;
}

function words(count: number): string {
  return ['one', 'two', 'three', 'four', 'five'][count - 1] ?? String(count);
}

function item(index: number, answer: string): string {
  return `${index + 1}. (${EXAMPLE_PROBABILITIES[index] ?? '0.05'}) ${answer}`;
}

import { fault, FaultError } from '../model/fault.ts';
import type { ChatMessage, ChatPrompt } from '../model/job.ts';
import type { TaskChoice, Voice } from '../model/run.ts';
import { answerPrefixOf } from './schema.ts';
import { personaLine, type Task } from './task.ts';
import { tasks } from './tasks.ts';
import { controlTemplate, fillTemplate, textBeforePersona } from './template.ts';
import { validateTemplate } from './validate.ts';

/**
 * The chat that one column is asked. What all columns have in common comes first and the persona last, and `sharedChars`
 * is the same for every column of the same choice. The control is asked the same without the persona; examples are the
 * same in all columns. For `own`, shots are not read, and a template that `validateTemplate` objects to throws
 * a FaultError with code `bad-input`.
 */
export function buildPrompt(choice: TaskChoice, voice: Voice): ChatPrompt {
  const task = tasks[choice.id];
  const system = choice.system ?? task.system;
  const head: ChatMessage[] = system.trim() === '' ? [] : [{ role: 'system', content: system }];
  const answerPrefix = answerPrefixOf(choice);
  const persona = voice.kind === 'control' ? null : voice.persona.text;
  if (choice.id === 'own') {
    const { content, sharedChars } = ownRequest(choice.template, persona);
    return { messages: [...head, { role: 'user', content }], answerPrefix, sharedChars };
  }
  const examples = choice.shots === 'zero' ? [] : task.examples;
  const turns = examples.flatMap((example, index): ChatMessage[] => [
    { role: 'user', content: request(task, index, choice.shots === 'persona-few' ? example.persona : null) },
    { role: 'assistant', content: example.answer },
  ]);
  const common = request(task, examples.length, null);
  const last: ChatMessage = { role: 'user', content: request(task, examples.length, persona) };
  return { messages: [...head, ...turns, last], answerPrefix, sharedChars: common.length };
}

/** The first request tells everything; those after an example only ask again. */
function request(task: Task, index: number, persona: string | null): string {
  const common = index === 0 ? task.lead + task.ask : task.again;
  return persona === null ? common : common + personaLine(task.personaLabel, persona);
}

function ownRequest(template: string, persona: string | null): { content: string; sharedChars: number } {
  const [problem] = validateTemplate(template);
  if (problem !== undefined) throw new FaultError(fault('bad-input', problem.message));
  const control = fillTemplate(controlTemplate(template), '');
  const content = persona === null ? control : fillTemplate(template, persona);
  return { content, sharedChars: commonPrefix(textBeforePersona(template), control) };
}

/** Length of the common start of two texts; never inside a surrogate pair. */
function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  const last = a.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

import type { Shots, TaskId } from '../model/run.ts';
import { escapeTemplate } from './template.ts';

export interface Example {
  /** Who inspired it; told to the model by `persona-few` only. */
  readonly persona: string;
  /** The whole answer, beginning with the task's answer prefix. */
  readonly answer: string;
}

/** What a task's own file says; `defineTask` derives the templates. */
export interface TaskParts {
  readonly id: TaskId;
  readonly name: string;
  /** One line for the task menu. */
  readonly description: string;
  /** Text that everything rests on (a game world), told once, before the first request; empty for none. */
  readonly lead: string;
  /** The request without a persona: what the control is asked. */
  readonly ask: string;
  /** The request after an example; short, because a small model follows the examples rather than the words. */
  readonly again: string;
  /** Put before `: <persona>` on a line of its own at the end of a request. */
  readonly personaLabel: string;
  readonly answerPrefix: string;
  readonly examples: readonly Example[];
  /** What works best with the default 135M model. */
  readonly bestShots: Shots;
  readonly maxTokens: number;
  /** What suits the default model; JSON suffers when its quotes and braces are penalised. */
  readonly repetitionPenalty: number;
  readonly stop: readonly string[];
  /** JSON schema (as text) that its answers can be held to; null for tasks of free text. */
  readonly schema: string | null;
  /** What a usable answer looks like, in a line for people. */
  readonly validity: string;
}

export interface Task extends TaskParts {
  readonly system: string;
  /** The zero-shot request as a template with `{persona}`; a good start for a template of the user's own. */
  readonly userTemplate: string;
  /** The zero-shot request of the control; the same text without the persona's line. */
  readonly controlTemplate: string;
}

export const defaultSystem = 'You are a helpful assistant.';
/** The line that carries a persona, from the line break on; it always ends a request. */
export function personaLine(label: string, persona: string): string {
  return `\n${label}: ${persona}`;
}

export function defineTask(parts: TaskParts): Task {
  const controlTemplate = escapeTemplate(parts.lead + parts.ask);
  const userTemplate = controlTemplate + personaLine(escapeTemplate(parts.personaLabel), '{persona}');
  return { ...parts, system: defaultSystem, userTemplate, controlTemplate };
}

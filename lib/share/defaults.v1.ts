import type { ColumnSettings, Settings, Shots, TaskId } from '../model/run.ts';
import type { SharedModel } from '../model/share.ts';

/**
 * What links of version 1 leave out. Not the app's own constants: those may change, and links that are out there must
 * not change with them.
 */
interface TaskDefaults {
  readonly shots: Shots;
  readonly maxTokens: number;
  readonly repetitionPenalty: number;
}

const tasks: Readonly<Record<TaskId, TaskDefaults>> = {
  math: { shots: 'persona-few', maxTokens: 160, repetitionPenalty: 1.1 },
  reasoning: { shots: 'persona-few', maxTokens: 160, repetitionPenalty: 1.1 },
  instruction: { shots: 'persona-few', maxTokens: 120, repetitionPenalty: 1.1 },
  knowledge: { shots: 'persona-few', maxTokens: 240, repetitionPenalty: 1.1 },
  npc: { shots: 'persona-few', maxTokens: 160, repetitionPenalty: 1.1 },
  tool: { shots: 'persona-few', maxTokens: 200, repetitionPenalty: 1 },
  own: { shots: 'zero', maxTokens: 160, repetitionPenalty: 1.1 },
};

/** Of a task by its id; null for what is none. */
export function taskDefaults(id: unknown): TaskDefaults | null {
  return typeof id === 'string' && Object.hasOwn(tasks, id) ? tasks[id as TaskId] : null;
}

/** Of a run's settings with this task. */
export function settingDefaults({ maxTokens, repetitionPenalty }: TaskDefaults): Settings {
  const rest = { temperature: 0.7, topP: 0.95, topK: 0, minP: 0, repeats: 1, seed: 1 };
  return { ...rest, repetitionPenalty, maxTokens };
}

export const modelDefault: SharedModel = { kind: 'listed', engine: 'chorus', model: 'smollm2-135m' };

/** What a column may set for itself, by its place; those that change most come first, since the last may be left out. */
export const ownOrder = [
  'maxTokens',
  'temperature',
  'topP',
  'topK',
  'minP',
  'repetitionPenalty',
] as const satisfies readonly (keyof ColumnSettings)[];

/** A run's settings by their place. */
export const settingOrder = ['seed', 'repeats', ...ownOrder] as const satisfies readonly (keyof Settings)[];

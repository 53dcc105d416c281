import { type TaskChoice, type TaskId, taskIds } from '../model/run.ts';
import type { Task } from './task.ts';
import { instruction } from './tasks/instruction.ts';
import { knowledge } from './tasks/knowledge.ts';
import { math } from './tasks/math.ts';
import { npc } from './tasks/npc.ts';
import { own } from './tasks/own.ts';
import { reasoning } from './tasks/reasoning.ts';
import { tool } from './tasks/tool.ts';

/** Every task by its id. */
export const tasks: Readonly<Record<TaskId, Task>> = { math, reasoning, instruction, knowledge, npc, tool, own };

/** Every task in the order of the menu. */
export const taskList: readonly Task[] = taskIds.map((id) => tasks[id]);

/** A fresh choice of a task: its own system prompt and answer prefix, free text, the shots that suit the default model. */
export function chooseTask(id: TaskId): TaskChoice {
  const { bestShots, userTemplate } = tasks[id];
  const template = id === 'own' ? userTemplate : '';
  return { id, shots: bestShots, system: null, template, answerPrefix: null, schema: null };
}

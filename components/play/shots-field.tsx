'use client';

import type { Shots } from '../../lib/model/run.ts';
import { tasks } from '../../lib/prompt/index.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Segmented } from '../ui/segmented.tsx';

const options: readonly { readonly value: Shots; readonly label: string; readonly hint: string }[] = [
  { value: 'zero', label: 'None', hint: 'The task alone' },
  { value: 'few', label: 'Few', hint: 'Examples of good answers before the task' },
  { value: 'persona-few', label: 'Persona few', hint: 'Each example with the persona that inspired it' },
];

export function ShotsField() {
  const task = usePlay((state) => state.task);
  const restored = usePlay((state) => state.restored);
  const actions = usePlayActions();
  const none = tasks[task.id].examples.length === 0;
  return (
    <Segmented
      label={none ? 'Examples (this task has none)' : 'Examples in the prompt'}
      value={task.shots}
      options={options}
      disabled={none || !restored}
      onChange={(shots) => actions.setTask({ ...task, shots })}
    />
  );
}

'use client';

import { type TaskChoice, taskIds } from '../../lib/model/run.ts';
import { chooseTask, taskList, tasks } from '../../lib/prompt/index.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { ChevronIcon } from '../ui/icons.tsx';
import { Menu, MenuChoices } from '../ui/menu.tsx';

const choices = taskList.map((task) => ({ value: task.id, label: task.name, description: task.description }));

/** The draft after picking a task: a fresh choice of it, but a template that the user has written stays written. */
function choose(value: string, current: TaskChoice): TaskChoice | null {
  const id = taskIds.find((taskId) => taskId === value);
  if (!id) return null;
  const fresh = chooseTask(id);
  return current.template.trim() === '' ? fresh : { ...fresh, template: current.template };
}

export function TaskMenu() {
  const task = usePlay((state) => state.task);
  const restored = usePlay((state) => state.restored);
  const actions = usePlayActions();
  const name = tasks[task.id].name;
  return (
    <div className="min-w-0">
      <div aria-hidden="true" className="text-small text-soft">
        Task
      </div>
      <Menu
        className="w-96"
        label="Task"
        trigger={(props) => (
          <Button
            className="h-8.5 w-full min-w-44 font-semibold"
            disabled={!restored}
            aria-label={`Task: ${name}`}
            {...props}
          >
            <span className="flex-1 text-left">{name}</span>
            <ChevronIcon className="size-4 text-soft" />
          </Button>
        )}
      >
        <MenuChoices
          value={task.id}
          choices={choices}
          onChange={(value) => {
            const next = choose(value, task);
            if (next) actions.setTask(next);
          }}
        />
      </Menu>
    </div>
  );
}

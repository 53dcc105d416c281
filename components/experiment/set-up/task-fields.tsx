'use client';

import { type Shots, type TaskChoice, taskIds } from '../../../lib/model/run.ts';
import { chooseTask, taskList, tasks } from '../../../lib/prompt/index.ts';
import { Button } from '../../ui/button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { Menu, MenuChoices } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { OwnFields } from './own-fields.tsx';

const choices = taskList.map((task) => ({ value: task.id, label: task.name, description: task.description }));

const shotChoices: readonly { readonly value: Shots; readonly label: string; readonly hint: string }[] = [
  { value: 'zero', label: 'None', hint: 'The task alone' },
  { value: 'few', label: 'Few', hint: 'Examples of good answers before the task' },
  { value: 'persona-few', label: 'Persona few', hint: 'Each example with the persona that inspired it' },
];

interface TaskFieldsProps {
  readonly task: TaskChoice;
  readonly onChange: (task: TaskChoice) => void;
}

/** The task, its examples and what answers are held to. */
export function TaskFields({ task, onChange }: TaskFieldsProps) {
  const known = tasks[task.id];
  const none = known.examples.length === 0;
  const { schema } = known;
  const choose = (value: string) => {
    const id = taskIds.find((one) => one === value);
    if (!id || id === task.id) return;
    const fresh = chooseTask(id);
    // A template that the user has written stays written.
    onChange(task.template.trim() === '' ? fresh : { ...fresh, template: task.template });
  };
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-5 gap-y-2">
        <div className="min-w-0">
          <div aria-hidden="true" className="text-small text-soft">
            Task
          </div>
          <Menu
            className="w-96"
            label="Task"
            trigger={(props) => (
              <Button className="h-8.5 w-full min-w-44 font-semibold" aria-label={`Task: ${known.name}`} {...props}>
                <span className="flex-1 text-left">{known.name}</span>
                <ChevronIcon className="size-4 text-soft" />
              </Button>
            )}
          >
            <MenuChoices value={task.id} choices={choices} onChange={choose} />
          </Menu>
        </div>
        <Segmented
          label={none ? 'Examples (this task has none)' : 'Examples in the prompt'}
          value={task.shots}
          options={shotChoices}
          disabled={none}
          onChange={(shots) => onChange({ ...task, shots })}
        />
        {schema !== null && (
          <Switch
            label="Hold the answer to JSON"
            on={task.schema !== null}
            hint="Each token is chosen so that the whole becomes a JSON object with the task’s fields"
            className="h-8.5"
            onChange={(on) => onChange({ ...task, schema: on ? schema : null })}
          />
        )}
      </div>
      <p className="text-small text-soft">
        {known.description} {known.validity !== '' && <>Counts as valid: {known.validity}</>}
      </p>
      {task.id === 'own' && <OwnFields task={task} onChange={onChange} />}
    </>
  );
}

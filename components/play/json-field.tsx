'use client';

import { modelKey } from '../../lib/model/catalogue.ts';
import { tasks } from '../../lib/prompt/index.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { Switch } from '../ui/switch.tsx';
import { modelsIn } from './column-labels.ts';
import { shortModelName } from './model-names.ts';
import { useDraft } from './use-draft.ts';

/** Models of the board that are known not to hold answers to a schema; null when there is none. */
export function useFreeModels(): string | null {
  const { columns, model } = useDraft();
  return usePlay(({ engines }) => {
    const free = modelsIn({ model }, columns).filter((choice) => {
      const formats = engines.get(modelKey(choice))?.info?.abilities.formats;
      return formats !== undefined && !formats.includes('json');
    });
    return free.length === 0 ? null : free.map(({ name }) => shortModelName(name)).join(', ');
  });
}

/** Holds answers to the task's own schema, for tasks that have one. */
export function JsonField() {
  const task = usePlay((state) => state.task);
  const restored = usePlay((state) => state.restored);
  const actions = usePlayActions();
  const free = useFreeModels();
  const { schema } = tasks[task.id];
  if (schema === null) return null;
  return (
    <div className="min-w-0">
      <div className="text-small text-soft">
        Answers
        {free !== null && task.schema !== null && <span className="text-warn"> · {free} cannot be held to JSON</span>}
      </div>
      <Switch
        label="Hold the answer to JSON"
        on={task.schema !== null}
        disabled={!restored}
        hint="Each token is chosen so that the whole becomes a JSON object with the task’s six fields"
        className="-ml-1.5 h-8.5"
        onChange={(on) => actions.setTask({ ...task, schema: on ? schema : null })}
      />
    </div>
  );
}

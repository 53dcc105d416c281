'use client';

import { useId } from 'react';
import { schemaProblem } from '../../lib/prompt/index.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { WarnIcon } from '../ui/icons.tsx';
import { useFreeModels } from './json-field.tsx';

/** A JSON schema of the user's own that answers are held to; empty lets them run free. */
export function SchemaField() {
  const task = usePlay((state) => state.task);
  const actions = usePlayActions();
  const free = useFreeModels();
  const id = useId();
  const { schema } = task;
  const problem = schema === null ? null : schemaProblem(schema);
  const note = schema !== null && free !== null ? `${free} cannot be held to JSON.` : null;
  return (
    <div className="col-span-2">
      <label htmlFor={id} className="block h-5 truncate text-small text-soft">
        Hold answers to a JSON schema (optional)
      </label>
      <textarea
        id={id}
        rows={2}
        spellCheck={false}
        placeholder='{"type": "object", …}'
        value={schema ?? ''}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => {
          const text = event.target.value;
          actions.setTask({ ...task, schema: text.trim() === '' ? null : text });
        }}
        className="field block w-full resize-y px-3 py-1.5 font-mono text-small leading-5"
      />
      <p id={`${id}-problem`} aria-live="polite" className="mt-0.5 min-h-5 text-small">
        {problem !== null && (
          <span className="flex items-start gap-1.5 text-bad">
            <WarnIcon className="mt-0.75 size-3.5 shrink-0" />
            {problem}
          </span>
        )}
        {problem === null && note !== null && <span className="text-warn">{note}</span>}
      </p>
    </div>
  );
}

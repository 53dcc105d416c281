'use client';

import { type ReactNode, useId } from 'react';
import { controlTemplate, fillTemplate, tasks, validateTemplate } from '../../lib/prompt/index.ts';
import { usePlay, usePlayActions } from '../providers/play.tsx';
import { WarnIcon } from '../ui/icons.tsx';
import { SchemaField } from './schema-field.tsx';

/** The template that the user wrote, what is wrong with it, and what it becomes without a persona. */
export function OwnTemplate() {
  const task = usePlay((state) => state.task);
  const actions = usePlayActions();
  const id = useId();
  const problems = validateTemplate(task.template);
  const held = task.schema !== null;

  return (
    <div className="mt-3 grid gap-x-5 gap-y-2 wide:grid-cols-2 full:grid-cols-[5fr_4fr_4fr]">
      <div>
        <Label htmlFor={id}>
          Your template: <code className="text-ink">{'{persona}'}</code> becomes each voice
        </Label>
        <textarea
          id={id}
          rows={4}
          value={task.template}
          aria-invalid={problems.length > 0}
          aria-describedby={`${id}-problems`}
          onChange={(event) => actions.setTask({ ...task, template: event.target.value })}
          className="field block w-full resize-y px-3 py-1.5 text-ui leading-6"
        />
        {/* Always there, so that a message is announced and a first one moves nothing. */}
        <ul id={`${id}-problems`} aria-live="polite" className="mt-1 min-h-5 text-small text-bad">
          {problems.map((problem) => (
            <li key={`${problem.code}/${problem.position}`} className="flex items-start gap-1.5">
              <WarnIcon className="mt-0.75 size-3.5 shrink-0" />
              {problem.message}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="h-5 text-small text-soft">What the control is asked</h3>
        <p className="h-27.5 overflow-y-auto rounded-small border border-dashed border-edge px-3 py-1.5 text-ui leading-6 whitespace-pre-wrap text-soft">
          {fillTemplate(controlTemplate(task.template), '') || '—'}
        </p>
      </div>
      <div className="grid grid-cols-2 content-start gap-x-3 gap-y-1 max-full:col-span-full">
        <div>
          <Label htmlFor={`${id}-system`}>System prompt</Label>
          <input
            id={`${id}-system`}
            value={task.system ?? tasks.own.system}
            onChange={(event) => actions.setTask({ ...task, system: event.target.value })}
            className="field h-8.5 w-full px-3 text-ui"
          />
        </div>
        <div>
          <Label htmlFor={`${id}-prefix`}>Answers start with</Label>
          <input
            id={`${id}-prefix`}
            value={held ? '' : (task.answerPrefix ?? tasks.own.answerPrefix)}
            disabled={held}
            placeholder={held ? 'not while a schema holds' : 'optional'}
            onChange={(event) => actions.setTask({ ...task, answerPrefix: event.target.value })}
            className="field h-8.5 w-full px-3 text-ui"
          />
        </div>
        <SchemaField />
      </div>
    </div>
  );
}

function Label({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="block h-5 truncate text-small text-soft">
      {children}
    </label>
  );
}

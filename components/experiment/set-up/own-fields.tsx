'use client';

import { useId } from 'react';
import type { TaskChoice } from '../../../lib/model/run.ts';
import { schemaProblem, tasks, validateTemplate } from '../../../lib/prompt/index.ts';
import { TextField } from '../../ui/text-field.tsx';

interface OwnFieldsProps {
  readonly task: TaskChoice;
  readonly onChange: (task: TaskChoice) => void;
}

/** The user's own task: its template, its system prompt, how answers start and what they are held to. */
export function OwnFields({ task, onChange }: OwnFieldsProps) {
  const id = useId();
  const problems = validateTemplate(task.template);
  const held = task.schema !== null;
  const schemaTrouble = task.schema === null ? null : schemaProblem(task.schema);
  return (
    <div className="grid gap-x-5 gap-y-2 wide:grid-cols-2">
      <div className="wide:col-span-2">
        <label htmlFor={id} className="block text-small text-soft">
          Your template: <code className="text-ink">{'{persona}'}</code> becomes each persona
        </label>
        <textarea
          id={id}
          rows={4}
          value={task.template}
          aria-invalid={problems.length > 0}
          aria-describedby={`${id}-problems`}
          onChange={(event) => onChange({ ...task, template: event.target.value })}
          className="field block w-full resize-y px-3 py-1.5 text-ui leading-6"
        />
        {/* Always there, so that a message is announced and a first one moves nothing. */}
        <ul id={`${id}-problems`} aria-live="polite" className="mt-1 min-h-5 text-small text-bad">
          {problems.map((problem) => (
            <li key={`${problem.code}/${problem.position}`}>{problem.message}</li>
          ))}
        </ul>
      </div>
      <TextField
        label="System prompt"
        value={task.system ?? tasks.own.system}
        onChange={(system) => onChange({ ...task, system })}
      />
      <TextField
        label="Answers start with"
        value={held ? '' : (task.answerPrefix ?? tasks.own.answerPrefix)}
        disabled={held}
        placeholder={held ? 'not while a schema holds' : 'optional'}
        onChange={(answerPrefix) => onChange({ ...task, answerPrefix })}
      />
      <div className="wide:col-span-2">
        <label htmlFor={`${id}-schema`} className="block text-small text-soft">
          Hold answers to a JSON schema (optional)
        </label>
        <textarea
          id={`${id}-schema`}
          rows={2}
          spellCheck={false}
          placeholder='{"type": "object", …}'
          value={task.schema ?? ''}
          aria-invalid={schemaTrouble !== null}
          aria-describedby={`${id}-schema-problem`}
          onChange={(event) => {
            const text = event.target.value;
            onChange({ ...task, schema: text.trim() === '' ? null : text });
          }}
          className="field block w-full resize-y px-3 py-1.5 font-mono text-small leading-5"
        />
        <p id={`${id}-schema-problem`} aria-live="polite" className="mt-0.5 min-h-5 text-small text-bad">
          {schemaTrouble}
        </p>
      </div>
    </div>
  );
}

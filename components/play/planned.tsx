'use client';

import type { Column } from '../../lib/model/run.ts';
import { buildPrompt, tasks, validateTemplate } from '../../lib/prompt/index.ts';
import { usePlay } from '../providers/play.tsx';
import { plural } from '../ui/format.ts';
import { ScrollText } from '../ui/scroll-text.tsx';
import { PromptButton } from './prompt-button.tsx';

interface PlannedProps {
  readonly column: Column;
  readonly name: string;
  /** There is a run on screen, and this column is not part of it. */
  readonly leftOut: boolean;
}

/** What Generate will ask in this column, with the persona's text in full and in its hue. */
export function Planned({ column, name, leftOut }: PlannedProps) {
  const task = usePlay((state) => state.task);
  const bad = task.id === 'own' && validateTemplate(task.template).length > 0;
  // Without the examples, which say the same in every column; the dialog behind the button shows every word.
  const ask = bad ? '' : (buildPrompt({ ...task, shots: 'zero' }, column).messages.at(-1)?.content ?? '');
  const examples = task.shots === 'zero' || task.id === 'own' ? 0 : tasks[task.id].examples.length;
  const persona = column.kind === 'persona' ? column.persona.text : null;
  const when = leftOut ? 'Not part of this run. Generate will ask' : 'Generate will ask';

  return (
    <div className="flex min-h-0 flex-col border-t border-line">
      <ScrollText label={`What will be asked: ${name}`} className="min-h-0 flex-1 px-4 py-3.5 wide:px-5">
        {bad ? (
          <p className="text-ui text-soft">Nothing to ask yet: the template needs mending.</p>
        ) : (
          <>
            <p className="mb-2 text-small text-faint">
              {when}
              {examples > 0 && `, after ${plural(examples, 'example')}`}:
            </p>
            <p className="leading-[1.625] whitespace-pre-wrap text-soft">
              <Highlighted text={ask} part={persona} />
            </p>
          </>
        )}
      </ScrollText>
      <footer className="px-4 pb-2 wide:px-5">
        <div className="h-px bg-line" />
        <p className="h-6 pt-1 text-small text-soft">not asked yet</p>
        <div className="h-5" />
        <div className="-mx-1.5 mt-1 flex min-h-7 items-center">
          <PromptButton of={{ draft: column }} disabled={bad} name={name} />
        </div>
      </footer>
    </div>
  );
}

function Highlighted({ text, part }: { text: string; part: string | null }) {
  const at = part === null ? -1 : text.indexOf(part);
  if (part === null || at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <span className="text-voice">{part}</span>
      {text.slice(at + part.length)}
    </>
  );
}

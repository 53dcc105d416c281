'use client';

import type { Cell, Run } from '../../lib/model/run.ts';
import { buildPrompt, columnSettingNames, settingsOf } from '../../lib/prompt/index.ts';
import { SeenText, seenText } from '../play/seen-text.tsx';
import { settingName } from '../play/setting-texts.ts';
import { Button } from '../ui/button.tsx';
import { Fact } from '../ui/fact.tsx';
import { useCopy } from '../ui/use-copy.ts';

/** What the model read before it wrote this answer, and what it was told about writing. */
export function Asked({ run, cell }: { run: Run; cell: Cell }) {
  const [copied, copy] = useCopy();
  const column = run.spec.columns[cell.column];
  if (!column) return null;
  const settings = settingsOf(run.spec, column);
  const prompt = promptOf(run, cell.column);
  return (
    <div className="grid gap-2">
      <dl className="grid gap-x-6 gap-y-1 text-small tabular-nums wide:grid-cols-[auto_1fr]">
        <Fact term="Answer">{cell.id}</Fact>
        <Fact term="Model">{`${cell.by.name} (${cell.by.engine}: ${cell.by.model})`}</Fact>
        <Fact term="Settings">
          {columnSettingNames.map((name) => `${settingName(name)} ${settings[name]}`).join(', ')}
        </Fact>
        <Fact term="Seed">{`${cell.seed}, from run seed ${run.spec.settings.seed}`}</Fact>
      </dl>
      {prompt === null ? (
        <p className="text-small text-soft">The template of this run cannot be used, so nothing was asked.</p>
      ) : (
        <>
          <SeenText prompt={prompt} model={cell.by} />
          <div>
            <Button onClick={() => copy(seenText(prompt, cell.by))}>
              {copied === 'idle' ? 'Copy prompt' : copied === 'copied' ? 'Copied' : 'Not allowed'}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function promptOf(run: Run, column: number) {
  const asked = run.spec.columns[column];
  if (!asked) return null;
  try {
    return buildPrompt(run.spec.task, asked);
  } catch {
    // An own template that cannot be used; the cell carries the fault.
    return null;
  }
}

'use client';

import type { ReactNode, RefObject } from 'react';
import type { ChatPrompt } from '../../lib/model/job.ts';
import type { Cell, Column, TaskChoice } from '../../lib/model/run.ts';
import { cellKey } from '../../lib/model/settings.ts';
import { answerPrefixOf, type Arranged, buildPrompt, modelOf, settingsOf, tasks } from '../../lib/prompt/index.ts';
import { columnName, CONTROL_NAME } from '../personas/names.ts';
import { usePlay } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { Dialog } from '../ui/dialog.tsx';
import { voice } from '../ui/hue.ts';
import { useCopy } from '../ui/use-copy.ts';
import type { PromptOf } from './prompt-of.ts';
import { SeenText, seenText } from './seen-text.tsx';
import { useDraft } from './use-draft.ts';

interface PromptDialogProps {
  readonly of: PromptOf;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const shotsText = {
  zero: 'no examples',
  few: 'examples without personas',
  'persona-few': 'examples with their personas',
} as const;

/** Nothing between the run's specification and these words but the same two functions that the session calls. */
export function PromptDialog({ of, returnTo, onClose }: PromptDialogProps) {
  const inRun = 'draft' in of ? null : of;
  const runSpec = usePlay((state) => state.run?.spec);
  const draft = useDraft();
  const cell = usePlay((state) => (inRun ? state.cells.get(cellKey(inRun.column, inRun.repeat)) : undefined));
  const spec = inRun ? runSpec : draft;
  const asked = 'draft' in of ? of.draft : runSpec?.columns[of.column];
  return (
    <Dialog
      title="Prompt"
      description={asked && (asked.kind === 'control' ? CONTROL_NAME : columnName(asked))}
      returnTo={returnTo}
      onClose={onClose}
      wide
    >
      {spec && asked ? <PromptText spec={spec} asked={asked} cell={cell} /> : <p>This run is no longer on screen.</p>}
    </Dialog>
  );
}

type Asking = Arranged & { readonly task: TaskChoice };

function promptOf(spec: Asking, asked: Column): ChatPrompt | null {
  try {
    return buildPrompt(spec.task, asked);
  } catch {
    // An own template that cannot be used; the cell carries the fault.
    return null;
  }
}

interface PromptTextProps {
  readonly spec: Asking;
  readonly asked: Column;
  readonly cell: Cell | undefined;
}

function PromptText({ spec, asked, cell }: PromptTextProps) {
  const [copied, copy] = useCopy();
  const { task } = spec;
  const settings = settingsOf(spec, asked);
  const model = cell?.by ?? modelOf(spec, asked);
  const known = tasks[task.id];
  const prompt = promptOf(spec, asked);
  const template =
    task.id === 'own' ? task.template : asked.kind === 'control' ? known.controlTemplate : known.userTemplate;
  const { className, style } = voice(asked.kind === 'control' ? null : asked.persona.id);

  return (
    <div className={cx('grid gap-4', className)} style={style}>
      <dl className="grid gap-x-6 gap-y-1.5 text-ui wide:grid-cols-[auto_1fr]">
        <Row term="Task">
          {known.name}, {task.id === 'own' ? 'your template' : shotsText[task.shots]}
        </Row>
        <Row term="Model">{model.name}</Row>
        <Row term="System prompt">{(task.system ?? known.system) || 'none'}</Row>
        <Row term="Answer starts with">{answerPrefixOf(task) || 'nothing given'}</Row>
        <Row term="Seed">
          {cell && <span className="font-mono tabular-nums">{cell.seed} </span>}
          <span className="text-soft">
            {cell ? 'from' : 'made from'} run seed {settings.seed}
            {cell && cell.attempt > 0 && `, take ${cell.attempt + 1}`}
          </span>
        </Row>
        <Row term="Sampling">
          <span className="tabular-nums">
            temperature {settings.temperature}, top-p {settings.topP}, top-k {settings.topK || 'off'}, min-p{' '}
            {settings.minP || 'off'}, repetition penalty {settings.repetitionPenalty}, at most {settings.maxTokens}{' '}
            tokens
          </span>
        </Row>
      </dl>
      <section>
        <h3 className="mb-1 text-ui font-semibold">Template</h3>
        <p className="rounded-small border border-line px-3 py-2 text-ui whitespace-pre-wrap">{template}</p>
      </section>
      {task.schema !== null && (
        <section>
          <h3 className="mb-1 text-ui font-semibold">Answers are held to this JSON schema</h3>
          <pre className="rounded-small border border-line px-3 py-2 font-mono text-small leading-5 whitespace-pre-wrap">
            {task.schema}
          </pre>
        </section>
      )}
      <section>
        <div className="mb-1 flex items-end gap-3">
          <h3 className="flex-1 text-ui font-semibold">What the model sees</h3>
          <Button disabled={!prompt} onClick={() => copy(prompt ? seenText(prompt, model) : '')}>
            {copied === 'idle' ? 'Copy' : copied === 'copied' ? 'Copied' : 'Not allowed'}
          </Button>
        </div>
        {prompt && <SeenText prompt={prompt} model={model} />}
      </section>
    </div>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft max-wide:not-first:mt-2">{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

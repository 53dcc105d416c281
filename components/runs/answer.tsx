'use client';

import { memo, useState } from 'react';
import type { DedupMark } from '../../lib/export/answers.ts';
import type { Cell, Run } from '../../lib/model/run.ts';
import { segmentsOf } from '../hub/browse/marked.ts';
import { MarkedText } from '../hub/browse/marked-text.tsx';
import { isActive, tokensPerSecond } from '../play/draft.ts';
import { ReadingText } from '../reading/reading-text.tsx';
import { useTextLook } from '../reading/use-reading.ts';
import { deviceText } from '../share/reproduction/words.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { cx } from '../ui/cx.ts';
import { formatCount, formatRate, formatSeconds, plural } from '../ui/format.ts';
import { voice } from '../ui/hue.ts';
import { Asked } from './asked.tsx';
import { marksOf } from './search.ts';
import { stateWords } from './words.ts';

interface AnswerProps {
  readonly run: Run;
  readonly cell: Cell;
  /** Whose answer it is. */
  readonly name: string;
  /** Attempts before this one. */
  readonly earlier: readonly Cell[];
  readonly mark: DedupMark | undefined;
  /** What was searched for, folded. */
  readonly words: readonly string[];
}

const tones: Readonly<Record<Cell['state'], Tone>> = {
  done: 'quiet',
  failed: 'bad',
  stopped: 'warn',
  running: 'warn',
  queued: 'warn',
};

/** One answer with all that is known of it. */
export const Answer = memo(function Answer({ run, cell, name, earlier, mark, words }: AnswerProps) {
  const column = run.spec.columns[cell.column];
  const persona = column?.kind === 'persona' ? column.persona : null;
  const { className, style } = voice(persona?.id ?? null);
  const text = persona?.text ?? '';
  // What was found is marked in the text as it was written.
  const laidOut = useTextLook() === 'reading' && cell.text !== '' && words.length === 0 && !isActive(cell);
  return (
    <article
      aria-label={`${name}, answer ${cell.repeat + 1}`}
      style={style}
      className={cx(className, 'rounded-box border border-l-3 border-line border-l-voice bg-sheet px-4 py-3')}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h4 className="min-w-0 text-ui font-semibold break-words text-voice">{name}</h4>
        <span className="text-small text-soft">answer {cell.repeat + 1}</span>
        <span className="text-small text-soft">{cell.by.name}</span>
        <span className="ml-auto flex flex-wrap gap-1.5">
          {mark && mark.removedFor !== null && <Badge tone="warn">removed as near-duplicate</Badge>}
          {mark && mark.standsFor > 0 && <Badge>stands for {plural(mark.standsFor, 'removed answer')}</Badge>}
          {run.recorded && <Badge tone="warn">recorded</Badge>}
          {cell.vote !== 0 && <Badge tone={cell.vote > 0 ? 'good' : 'bad'}>{cell.vote > 0 ? 'good' : 'bad'}</Badge>}
          {cell.state !== 'done' && <Badge tone={tones[cell.state]}>{stateWords[cell.state]}</Badge>}
        </span>
      </header>
      {text !== '' && (
        <p dir="auto" className="text-small break-words text-soft">
          <MarkedText segments={segmentsOf(text, marksOf(text, words))} />
        </p>
      )}
      {cell.fault && (
        <p className="mt-1 text-ui text-bad">
          {cell.fault.message} {cell.state === 'failed' && cell.fault.hint}
        </p>
      )}
      {laidOut && (
        <div className="mt-2 max-w-prose">
          <ReadingText text={cell.text} />
        </div>
      )}
      {!laidOut && cell.text !== '' && (
        <p dir="auto" className="mt-2 max-w-prose leading-[1.625] break-words whitespace-pre-wrap">
          <MarkedText segments={segmentsOf(cell.text, marksOf(cell.text, words))} />
        </p>
      )}
      <p className="mt-2 text-small text-soft tabular-nums">{figures(cell).join(' · ')}</p>
      {earlier.length > 0 && <Earlier cells={earlier} />}
      <Folded title="Prompt and settings">
        <Asked run={run} cell={cell} />
      </Folded>
    </article>
  );
});

/** What the engine counted; nothing that nobody counted. */
function figures(cell: Cell): readonly string[] {
  const rate = tokensPerSecond(cell);
  const { usage } = cell;
  return [
    `seed ${cell.seed}`,
    cell.attempt > 0 && `take ${cell.attempt + 1}`,
    usage?.promptTokens != null && `${formatCount(usage.promptTokens)} tokens asked`,
    cell.tokens !== null && cell.tokens > 0 && `${plural(cell.tokens, 'token')} answered`,
    usage && usage.firstTokenMs > 0 && `${formatSeconds(usage.firstTokenMs)} to the first`,
    rate !== null && `${formatRate(rate)} tokens/s`,
    cell.on && deviceText(cell.on),
  ].filter((one) => typeof one === 'string');
}

function Earlier({ cells }: { cells: readonly Cell[] }) {
  return (
    <Folded title={plural(cells.length, 'earlier attempt')}>
      <ol className="grid gap-2">
        {cells.map((cell) => (
          <li key={cell.id}>
            <p className="text-small text-soft tabular-nums">
              take {cell.attempt + 1} · {stateWords[cell.state]} · {figures(cell).join(' · ')}
            </p>
            <p dir="auto" className="max-w-prose text-ui break-words whitespace-pre-wrap">
              {cell.text}
            </p>
          </li>
        ))}
      </ol>
    </Folded>
  );
}

/** Built when it is unfolded: a run has dozens of prompts, and few are looked at. */
function Folded({ title, children }: { title: string; children: React.ReactNode }) {
  const [seen, setSeen] = useState(false);
  return (
    <details className="mt-1" onToggle={(event) => event.currentTarget.open && setSeen(true)}>
      <summary className="w-fit rounded-small py-1 text-small text-soft underline decoration-edge underline-offset-3 hover:text-ink">
        {title}
      </summary>
      <div className="mt-1 min-w-0">{seen && children}</div>
    </details>
  );
}

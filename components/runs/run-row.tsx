'use client';

import { memo } from 'react';
import type { Column } from '../../lib/model/run.ts';
import { modelOf } from '../../lib/prompt/index.ts';
import { shortModelName } from '../play/model-names.ts';
import { columnName } from '../personas/names.ts';
import type { RunView } from '../providers/runs.tsx';
import { cx } from '../ui/cx.ts';
import { formatBytes, formatCount } from '../ui/format.ts';
import { voice } from '../ui/hue.ts';
import { CheckIcon } from '../ui/icons.tsx';
import { RunOrigin } from './run-origin.tsx';
import { answersText, momentText, repetitionText, taskName } from './words.ts';

interface RunRowProps {
  readonly id: string;
  /** From 0. */
  readonly index: number;
  readonly total: number;
  readonly view: RunView;
  readonly height: number;
  readonly active: boolean;
  readonly ticked: boolean;
  /** Answers that were removed as near-duplicates. */
  readonly removed: number;
  /** Answers that a search found; null without one. */
  readonly matches: number | null;
}

/** When, what was asked, who answered on which models, and what came of it. */
export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { id, index, total, view, height, active, ticked, removed, matches } = props;
  const { run, answers, repetition } = view;
  const models = new Set(run.spec.columns.map((column) => shortModelName(modelOf(run.spec, column).name)));
  const figures = [
    answers === null ? 'reading answers…' : answersText(answers),
    removed > 0 && `${formatCount(removed)} removed as near-duplicates`,
    repetitionText(repetition),
    answers !== null && formatBytes(answers.bytes),
  ].filter(Boolean);
  return (
    <div
      id={id}
      role="option"
      aria-selected={ticked}
      aria-setsize={total}
      aria-posinset={index + 1}
      data-row={index}
      style={{ height }}
      className={cx(
        'flex cursor-pointer gap-2 overflow-hidden border-b border-line pr-3 hover:bg-wash',
        active &&
          'group-focus-visible/list:bg-accent-wash group-focus-visible/list:shadow-[inset_3px_0_var(--color-accent)]',
      )}
    >
      {/* As high as the row: a large target, so that ticking never opens by mistake. */}
      <span data-tick="" aria-hidden="true" className="grid w-9 shrink-0 place-items-center">
        <span
          className={cx(
            'grid size-4.5 place-items-center rounded-small border',
            ticked ? 'border-accent bg-accent text-on-accent' : 'border-edge bg-sheet',
          )}
        >
          {ticked && <CheckIcon className="size-3.5" />}
        </span>
      </span>
      <div className="min-w-0 flex-1 self-center">
        <p className="flex items-baseline gap-x-2 text-ui wide:gap-x-3">
          <span className="truncate font-semibold">{taskName(run)}</span>
          <span className="shrink-0 text-small text-soft tabular-nums">{momentText(run.createdAt)}</span>
          <RunOrigin run={run} brief />
          {matches !== null && (
            <span className="ml-auto shrink-0 text-small text-warn tabular-nums">{formatCount(matches)} found</span>
          )}
        </p>
        <p className="truncate text-ui">
          {run.spec.columns.map((column, place) => (
            <VoiceName key={place} column={column} />
          ))}
        </p>
        <p className="text-small text-soft tabular-nums max-wide:line-clamp-2 wide:flex wide:gap-x-3">
          <span className="min-w-0 truncate">{[...models].join(', ')}</span>
          <span className="wide:hidden"> · </span>
          <span className="wide:shrink-0">{figures.join(' · ')}</span>
        </p>
      </div>
    </div>
  );
});

function VoiceName({ column }: { column: Column }) {
  const { className, style } = voice(column.kind === 'control' ? null : column.persona.id);
  return (
    <span className={cx(className, 'not-first:before:content-[",_"]')} style={style}>
      <span aria-hidden="true" className="mr-1 inline-block size-2 rounded-full bg-voice" />
      {columnName(column)}
    </span>
  );
}

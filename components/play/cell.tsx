'use client';

import { memo } from 'react';
import { cellKey } from '../../lib/model/settings.ts';
import { answerPrefixOf, settingsOf } from '../../lib/prompt/index.ts';
import { usePlay } from '../providers/play.tsx';
import { ReadingText } from '../reading/reading-text.tsx';
import { useTextLook } from '../reading/use-reading.ts';
import { CellLikenessPlace } from '../share/reproduction/cell-likeness-place.tsx';
import { cx } from '../ui/cx.ts';
import { ScrollText } from '../ui/scroll-text.tsx';
import { answerId } from './answer-id.ts';
import { CellActions } from './cell-actions.tsx';
import { CellBy } from './cell-by.tsx';
import { CellFault } from './cell-fault.tsx';
import { CellLine, CellNumbers } from './cell-line.tsx';
import { isActive } from './draft.ts';

interface CellProps {
  /** The run's column, which may stand elsewhere in the draft. */
  readonly column: number;
  readonly repeat: number;
  readonly name: string;
  /** Whether the column has more than one answer, so that each needs a number. */
  readonly several: boolean;
}

/** One answer. Its footer is always there and its size is given, so that text streams in without moving anything. */
export const Cell = memo(function Cell({ column, repeat, name, several }: CellProps) {
  const cell = usePlay((state) => state.cells.get(cellKey(column, repeat)));
  const maxTokens = usePlay(({ run }) => {
    const asked = run?.spec.columns[column];
    return run && asked ? settingsOf(run.spec, asked).maxTokens : 0;
  });
  const prefix = usePlay(({ run }) => (run ? answerPrefixOf(run.spec.task) : ''));
  const text = cell?.text ?? '';
  const dimmed = prefix !== '' && text.startsWith(prefix) ? prefix.length : 0;
  // While tokens come, the end of the text may still change what its start means.
  const laidOut = useTextLook() === 'reading' && text !== '' && cell !== undefined && !isActive(cell);
  const label = several ? `Answer ${repeat + 1}: ${name}` : `Answer: ${name}`;

  return (
    <article
      id={answerId(column, repeat)}
      tabIndex={-1}
      aria-label={label}
      data-state={cell?.state ?? 'missing'}
      className="flex min-h-0 flex-col border-t border-line -outline-offset-2 focus:outline-2 focus:outline-accent"
    >
      <ScrollText label={label} className="min-h-0 flex-1 px-4 py-3.5 wide:px-5">
        <CellBy cell={cell} name={several ? name : null} repeat={repeat} />
        {cell?.fault && <CellFault cell={cell} fault={cell.fault} />}
        {laidOut ? (
          <ReadingText text={text} />
        ) : (
          <p
            className={cx(
              'leading-[1.625] break-words whitespace-pre-wrap',
              cell?.state === 'running' && 'caret',
              cell?.state === 'queued' && 'text-faint',
            )}
          >
            {dimmed > 0 && <span className="text-faint">{text.slice(0, dimmed)}</span>}
            {text.slice(dimmed)}
          </p>
        )}
      </ScrollText>
      <footer className="px-4 pb-2 wide:px-5">
        <CellLine cell={cell} maxTokens={maxTokens} />
        <div className="flex gap-x-2">
          <CellNumbers cell={cell} />
          <CellLikenessPlace cell={cell?.id} name={label} />
        </div>
        <CellActions cell={cell} column={column} repeat={repeat} name={name} />
      </footer>
    </article>
  );
});

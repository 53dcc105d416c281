'use client';

import { memo, useId } from 'react';
import type { Column } from '../../lib/model/run.ts';
import { columnName } from '../personas/names.ts';
import { usePlay } from '../providers/play.tsx';
import { cx } from '../ui/cx.ts';
import { voice } from '../ui/hue.ts';
import { Cell } from './cell.tsx';
import { ColumnHead } from './column-head.tsx';
import { runColumn } from './draft.ts';
import { Planned } from './planned.tsx';

interface BoardColumnProps {
  readonly column: Column;
  readonly index: number;
  /** As `columnIds` gives it. */
  readonly id: string;
  /** What to call it where it cannot be seen. */
  readonly name: string;
}

export const BoardColumn = memo(function BoardColumn({ column, index, id, name }: BoardColumnProps) {
  const inRun = usePlay((state) => runColumn(state.run, id));
  const hasRun = usePlay((state) => state.run !== null);
  const repeats = usePlay((state) => state.repeats);
  const control = column.kind === 'control';
  const { className, style } = voice(control ? null : column.persona.id);
  const titleId = useId();

  return (
    <section
      {...(name === columnName(column) ? { 'aria-labelledby': titleId } : { 'aria-label': name })}
      style={style}
      data-column={index}
      className={cx(
        'board-column grid-cols-[minmax(0,1fr)] max-wide:snap-start max-wide:scroll-ml-4',
        className,
        control ? 'border-r border-l border-dashed border-edge [&+&]:border-l-0 -ml-px' : 'border-r border-line',
      )}
    >
      <ColumnHead column={column} index={index} name={name} titleId={titleId} />
      {inRun === null ? (
        <Planned column={column} name={name} leftOut={hasRun} />
      ) : (
        Array.from({ length: repeats }, (_, repeat) => (
          <Cell key={repeat} column={inRun} repeat={repeat} name={name} several={repeats > 1} />
        ))
      )}
    </section>
  );
});

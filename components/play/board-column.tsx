'use client';

import { memo } from 'react';
import type { Column } from '../../lib/model/run.ts';
import { columnId, columnName } from '../personas/names.ts';
import { usePlay } from '../providers/play.tsx';
import { cx } from '../ui/cx.ts';
import { voice } from '../ui/hue.ts';
import { Cell } from './cell.tsx';
import { ColumnHead } from './column-head.tsx';
import { runColumn } from './draft.ts';
import { Planned } from './planned.tsx';

export const BoardColumn = memo(function BoardColumn({ column, index }: { column: Column; index: number }) {
  const inRun = usePlay((state) => runColumn(state.run, column));
  const hasRun = usePlay((state) => state.run !== null);
  const repeats = usePlay((state) => state.repeats);
  const control = column.kind === 'control';
  const { className, style } = voice(control ? null : column.persona.id);
  const titleId = `column-${columnId(column)}`;

  return (
    <section
      aria-labelledby={titleId}
      style={style}
      data-column={index}
      className={cx(
        'board-column max-wide:snap-start max-wide:scroll-ml-4',
        className,
        control ? 'border-r border-l border-dashed border-edge [&+&]:border-l-0 -ml-px' : 'border-r border-line',
      )}
    >
      <ColumnHead column={column} index={index} titleId={titleId} />
      {inRun === null ? (
        <Planned column={column} leftOut={hasRun} />
      ) : (
        Array.from({ length: repeats }, (_, repeat) => (
          <Cell key={repeat} column={inRun} repeat={repeat} name={columnName(column)} several={repeats > 1} />
        ))
      )}
    </section>
  );
});

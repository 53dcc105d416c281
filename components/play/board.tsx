'use client';

import { type CSSProperties, useRef } from 'react';
import { usePlay } from '../providers/play.tsx';
import { BoardColumn } from './board-column.tsx';
import { BoardSkeleton } from './board-skeleton.tsx';
import { ColumnChips } from './column-chips.tsx';
import { cellHeight } from './cell-height.ts';
import { columnIds } from './column-labels.ts';
import { longest } from './longest.ts';
import { useDraftLabels } from './use-draft.ts';

/** Voices side by side; see draft.ts for which answers appear under which column. */
export function Board() {
  const columns = usePlay((state) => state.columns);
  const restored = usePlay((state) => state.restored);
  const rows = usePlay((state) => (state.run ? state.repeats : 1));
  const maxTokens = usePlay((state) => longest(state.run?.spec ?? state));
  const names = useDraftLabels();
  const ids = columnIds(columns);
  const ref = useRef<HTMLDivElement>(null);
  const cell = cellHeight(maxTokens);

  return (
    <section
      id="answers"
      tabIndex={-1}
      aria-labelledby="answers-title"
      aria-busy={!restored}
      className="flex min-h-0 flex-1 flex-col outline-none desk:min-h-112"
    >
      <h2 id="answers-title" className="sr-only">
        Answers
      </h2>
      <ColumnChips board={ref} />
      <div
        ref={ref}
        className="board relative max-wide:snap-x max-wide:snap-mandatory max-wide:pb-20 desk:min-h-0 desk:flex-1 overflow-x-auto desk:overflow-y-auto"
        style={{ '--rows': rows, '--cell': cell, '--row': rows > 1 ? `min(${cell}, 29rem)` : '20rem' } as CSSProperties}
      >
        {restored ? (
          columns.map((column, index) => {
            const id = ids[index] ?? '';
            return <BoardColumn key={id} id={id} column={column} index={index} name={names[index] ?? ''} />;
          })
        ) : (
          <BoardSkeleton count={columns.length} />
        )}
      </div>
    </section>
  );
}

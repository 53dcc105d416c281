'use client';

import { type RefObject, useEffect, useState } from 'react';
import { columnName } from '../personas/names.ts';
import { usePlay } from '../providers/play.tsx';
import { cx } from '../ui/cx.ts';
import { voice } from '../ui/hue.ts';
import { columnIds } from './column-labels.ts';
import { useDraftLabels } from './use-draft.ts';

/** On narrow screens: one chip for each column, to jump to it; the one in view is marked. */
export function ColumnChips({ board }: { board: RefObject<HTMLDivElement | null> }) {
  const columns = usePlay((state) => state.columns);
  const restored = usePlay((state) => state.restored);
  const names = useDraftLabels();
  const ids = columnIds(columns);
  const [inView, setInView] = useState(0);

  useEffect(() => {
    const root = board.current;
    if (!root || !restored) return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (isIntersecting && target instanceof HTMLElement) setInView(Number(target.dataset['column']));
        }
      },
      { root, threshold: 0.6 },
    );
    for (const column of root.children) observer.observe(column);
    return () => observer.disconnect();
  }, [board, restored, columns]);

  return (
    <nav aria-label="Columns" className="border-t border-line wide:hidden">
      <ul className="flex min-h-12 items-center gap-1.5 overflow-x-auto px-4 py-1.5">
        {restored &&
          columns.map((column, index) => {
            const control = column.kind === 'control';
            // What tells columns of one voice apart must not be what is cut off.
            const own = (names[index] ?? '').slice(columnName(column).length);
            const { className, style } = voice(control ? null : column.persona.id);
            return (
              <li key={ids[index]} className="shrink-0">
                <button
                  type="button"
                  style={style}
                  aria-current={index === inView ? 'true' : undefined}
                  onClick={() => {
                    const target = board.current?.querySelector(`[data-column="${index}"]`);
                    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
                    target?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
                  }}
                  className={cx(
                    className,
                    'flex min-h-8 max-w-80 items-center rounded-full border border-voice px-3 text-small text-voice',
                    control && 'border-dashed',
                    index === inView && 'bg-voice-wash font-semibold',
                  )}
                >
                  <span className="max-w-24 truncate">{columnName(column)}</span>
                  {own !== '' && <span className="min-w-0 truncate whitespace-pre">{own}</span>}
                </button>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}

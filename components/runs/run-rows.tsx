'use client';

import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useState } from 'react';
import type { CellId, RunId } from '../../lib/model/ids.ts';
import { useRowHeight } from '../hub/browse/use-row-height.ts';
import { useRowScroll } from '../hub/browse/use-row-scroll.ts';
import { offsetShowing, scrollerHeight } from '../hub/browse/virtual-rows.ts';
import { useDecisions } from '../providers/dedup.tsx';
import { type RunView, useRunsActions } from '../providers/runs.tsx';
import { RunRow } from './run-row.tsx';
import { removedByRun } from './words.ts';

/** Rows that only pass by are not measured. */
const REST_MS = 120;

interface RunRowsProps {
  readonly views: readonly RunView[];
  /** Answers that a search found; null without one. */
  readonly found: ReadonlyMap<string, ReadonlySet<CellId>> | null;
  readonly ticked: ReadonlySet<RunId>;
  readonly onTick: (run: RunId) => void;
  readonly onOpen: (run: RunId) => void;
}

/** A list of any length as one listbox: arrows, Page up and down, Home and End walk, Enter opens, Space ticks. */
export function RunRows({ views, found, ticked, onTick, onOpen }: RunRowsProps) {
  const id = useId();
  const actions = useRunsActions();
  const decisions = useDecisions();
  const removed = useMemo(() => removedByRun(decisions), [decisions]);
  const rowHeight = useRowHeight();
  const total = views.length;
  const [at, setActive] = useState(0);
  const active = Math.min(at, total - 1);
  const { scroller, space, offset, from, to, start, onScroll, goTo } = useRowScroll(total, rowHeight);

  useEffect(() => {
    if (to <= from) return;
    const timer = setTimeout(() => actions.measure(views.slice(from, to).map(({ run }) => run.id)), REST_MS);
    return () => clearTimeout(timer);
  }, [actions, views, from, to]);

  const walk = (row: number, by: number) => {
    const next = Math.min(total - 1, Math.max(0, row));
    setActive(next);
    goTo(offsetShowing(space, offset + by, next));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(space.viewHeight / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    const view = views[active];
    if (step !== undefined) walk(active + step, Math.abs(step) > 1 ? step * rowHeight : 0);
    else if (event.key === 'Home') walk(0, 0);
    else if (event.key === 'End') walk(total - 1, 0);
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else if (view) (event.key === ' ' ? onTick : onOpen)(view.run.id);
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const index = Number(event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? Number.NaN);
    const view = Number.isNaN(index) ? undefined : views[index];
    if (!view) return;
    setActive(index);
    if (event.target.closest('[data-tick]')) onTick(view.run.id);
    else onOpen(view.run.id);
  };

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Runs, newest first"
      aria-multiselectable="true"
      aria-activedescendant={active >= from && active < to ? `${id}-${active}` : undefined}
      tabIndex={0}
      data-view-focus=""
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="group/list h-full overflow-y-auto overscroll-contain rounded-small border border-line bg-sheet [overflow-anchor:none] -outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: scrollerHeight(space) }}>
        <div role="presentation" className="absolute inset-x-0" style={{ top: start }}>
          {views.slice(from, to).map((view, i) => (
            <RunRow
              key={view.run.id}
              id={`${id}-${from + i}`}
              index={from + i}
              total={total}
              view={view}
              height={rowHeight}
              active={from + i === active}
              ticked={ticked.has(view.run.id)}
              removed={removed.get(view.run.id) ?? 0}
              matches={found ? (found.get(view.run.id)?.size ?? 0) : null}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

'use client';

import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useState,
  useSyncExternalStore,
} from 'react';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { PersonaRow } from '../../providers/hub.tsx';
import { PersonaRowView } from './persona-row.tsx';
import type { RowPages } from './row-pages.ts';
import { isTicked, type Ticks } from './ticks.ts';
import { useRowHeight } from './use-row-height.ts';
import { useRowScroll } from './use-row-scroll.ts';
import { offsetShowing, scrollerHeight } from './virtual-rows.ts';

export interface PersonaListHandle {
  /** Brings a row (from 0) into the window and makes it the one that keys start from. */
  goTo(row: number): void;
  focus(): void;
}

interface PersonaListProps {
  readonly ref?: Ref<PersonaListHandle>;
  readonly label: string;
  readonly pages: RowPages;
  readonly total: number;
  readonly ticks: Ticks;
  /** Name and licence of a row's shard. */
  readonly fromOf: (row: PersonaRow) => string;
  readonly onOpen: (ref: RowRef) => void;
  readonly onTick: (ref: RowRef) => void;
}

/**
 * A list of any length as one listbox: arrows, Page up and down, Home and End walk, Enter opens, Space ticks. Give it a
 * `key` by what it lists: another result starts at its first row.
 */
export function PersonaList({ ref, label, pages, total, ticks, fromOf, onOpen, onTick }: PersonaListProps) {
  const id = useId();
  const rowHeight = useRowHeight();
  const [active, setActive] = useState(0);
  const { scroller, space, offset, from, to, start, onScroll, goTo } = useRowScroll(total, rowHeight);
  useSyncExternalStore(pages.subscribe, pages.version, pages.version);

  useEffect(() => {
    if (to > from) pages.want(from, to);
  }, [pages, from, to]);

  /** To a row, with the window moved by some pixels first: a page's keys turn the page. */
  const walk = (row: number, by: number) => {
    const next = Math.min(total - 1, Math.max(0, row));
    setActive(next);
    goTo(offsetShowing(space, offset + by, next));
  };

  useImperativeHandle(ref, () => ({
    goTo: (row) => {
      const next = Math.min(total - 1, Math.max(0, row));
      setActive(next);
      // In the middle of the window: its neighbours tell where one is.
      goTo(Math.max(0, next * rowHeight - (space.viewHeight - rowHeight) / 2));
    },
    focus: () => scroller.current?.focus(),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (total === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(space.viewHeight / rowHeight) - 1);
    const first = Math.ceil(offset / rowHeight);
    // After the wheel went elsewhere, keys start from what is in sight.
    const here = active >= first - 1 && active <= first + page + 1 ? active : first;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    const row = pages.row(active);
    if (step !== undefined) walk(here + step, Math.abs(step) > 1 ? step * rowHeight : 0);
    else if (event.key === 'Home') walk(0, 0);
    else if (event.key === 'End') walk(total - 1, 0);
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else if (row) (event.key === ' ' ? onTick : onOpen)(row.ref);
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const index = Number(event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? Number.NaN);
    const row = Number.isNaN(index) ? null : pages.row(index);
    if (!row) return;
    setActive(index);
    if (event.target.closest('[data-tick]')) onTick(row.ref);
    else if (!selectsText()) onOpen(row.ref);
  };

  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={active >= from && active < to ? `${id}-${active}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="group/list h-full overflow-y-auto overscroll-contain rounded-small border border-line bg-sheet [overflow-anchor:none] -outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: scrollerHeight(space) }}>
        <div role="presentation" className="absolute inset-x-0" style={{ top: start }}>
          {rows.map((index) => {
            const row = pages.row(index);
            return (
              <PersonaRowView
                key={index}
                id={`${id}-${index}`}
                index={index}
                total={total}
                row={row}
                height={rowHeight}
                active={index === active}
                ticked={row !== null && isTicked(ticks, row.ref)}
                from={row === null ? '' : fromOf(row)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Somebody who marks words to copy them does not want the sheet. */
function selectsText(): boolean {
  return (document.getSelection()?.toString() ?? '') !== '';
}

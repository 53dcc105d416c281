'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type RowPosition, rowsAt, type RowSpace, scrolled, settled } from './virtual-rows.ts';

/** A pause that means that nobody scrolls any more. */
const REST_MS = 160;
/** Rows laid out beyond the window, for the frames before a scroll is drawn. */
const SPARE_ROWS = 10;

/**
 * Ties a scroller to its place in a list of any length.
 *
 * @returns a ref for the scroller, the rows to lay out, where the first of them stands in the scroller, and a way to go somewhere (an offset in
 *   the list, in pixels).
 */
export function useRowScroll(rows: number, rowHeight: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewHeight, setViewHeight] = useState(0);
  const [position, setPosition] = useState<RowPosition>({ top: 0, offset: 0 });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(position);
  const space: RowSpace = { rows, rowHeight, viewHeight };

  useLayoutEffect(() => {
    latest.current = position;
  }, [position]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = () => {
      setViewHeight(box.clientHeight);
      // A browser may forget where something hidden was scrolled to.
      if (box.clientHeight > 0 && Math.abs(box.scrollTop - latest.current.top) > 1) box.scrollTop = latest.current.top;
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  useEffect(() => () => clearTimeout(rest.current), []);

  const goTo = (offset: number) => {
    const at = settled(space, { top: 0, offset });
    setPosition(at);
    if (scroller.current) scroller.current.scrollTop = at.top;
  };

  const onScroll = () => {
    const box = scroller.current;
    if (!box || viewHeight === 0) return;
    const { scrollTop } = box;
    setPosition((before) => scrolled(space, before, scrollTop));
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      const at = settled(space, latest.current);
      // Browsers round: what is less than two pixels off would be put right for ever.
      if (Math.abs(at.top - box.scrollTop) < 2) return;
      setPosition(at);
      box.scrollTop = at.top;
    }, REST_MS);
  };

  const { from, to } = rowsAt(space, position.offset, SPARE_ROWS);
  return {
    scroller,
    space,
    offset: position.offset,
    from,
    to,
    start: position.top - position.offset + from * rowHeight,
    onScroll,
    goTo,
  };
}

'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';

interface ScrollTextProps {
  /** Names the region once it can be scrolled. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

function restBelow(box: HTMLElement): number {
  return box.scrollHeight - box.clientHeight - box.scrollTop;
}

/** Text in a box of given size. It takes the keyboard's focus only while there is more than fits. */
export function ScrollText({ label, className, children }: ScrollTextProps) {
  const ref = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  const [more, setMore] = useState(false);
  useEffect(() => {
    if (!ref.current || !inner.current) return;
    const observer = new ResizeObserver(() => {
      const box = ref.current;
      if (!box) return;
      setOverflows(box.scrollHeight > box.clientHeight + 1);
      setMore(restBelow(box) > 1);
    });
    observer.observe(ref.current);
    observer.observe(inner.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={ref}
      {...(overflows ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}
      onScroll={(event) => setMore(restBelow(event.currentTarget) > 1)}
      className={cx('overflow-y-auto -outline-offset-2', more && 'fade-end', className)}
    >
      <div ref={inner}>{children}</div>
    </div>
  );
}

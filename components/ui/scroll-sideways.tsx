'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';

interface ScrollSidewaysProps {
  /** Names the region once it can be scrolled. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What is wider than its place scrolls within it. It takes the keyboard's focus only while there is more than fits. */
export function ScrollSideways({ label, className, children }: ScrollSidewaysProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const look = () => setOverflows(box.scrollWidth > box.clientWidth + 1);
    const observer = new ResizeObserver(look);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={ref}
      {...(overflows ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}
      className={cx('max-w-full overflow-x-auto', className)}
    >
      {children}
    </div>
  );
}

'use client';

import { type KeyboardEventHandler, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { place } from './place.ts';

/** Goes onto the button that opens the panel; the browser then toggles it and tells `aria-expanded`. */
export interface TriggerProps {
  readonly id: string;
  readonly popoverTarget: string;
  readonly 'aria-haspopup': 'menu' | 'dialog';
}

interface PopoverProps {
  readonly trigger: (props: TriggerProps) => ReactNode;
  /** Names the panel for assistive technology. */
  readonly label: string;
  readonly role?: 'menu' | 'dialog';
  readonly align?: 'start' | 'end';
  readonly className?: string;
  /** Called when the panel is shown and in its place. */
  readonly onOpen?: (panel: HTMLElement) => void;
  readonly onKeyDown?: KeyboardEventHandler<HTMLDivElement>;
  readonly children: ReactNode;
}

/**
 * A panel on the browser's own popover: top layer, closing on Escape and on a press elsewhere, and focus back to the
 * button are its work; only the place is ours, until CSS anchors are everywhere. (Radix costs 40 kB on the first page.)
 */
export function Popover(props: PopoverProps) {
  const { trigger, label, role = 'dialog', align = 'end', className, onOpen, onKeyDown, children } = props;
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!open) return;
    const follow = (event: Event) => {
      const anchor = document.getElementById(`${id}-trigger`);
      if (panel.current && anchor && event.target !== panel.current) place(panel.current, anchor, align);
    };
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('resize', follow);
    };
  }, [open, id, align]);

  return (
    <>
      {trigger({ id: `${id}-trigger`, popoverTarget: id, 'aria-haspopup': role })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role={role}
        aria-label={label}
        className={cx(
          'fixed inset-auto m-0 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-box border border-line bg-sheet text-ink shadow-lift',
          className,
        )}
        onBeforeToggle={(event) => {
          // Its size is known only once it is shown: out of sight until it has its place.
          if (event.newState === 'open') event.currentTarget.style.visibility = 'hidden';
        }}
        onToggle={(event) => {
          const shown = event.newState === 'open';
          setOpen(shown);
          const anchor = document.getElementById(`${id}-trigger`);
          if (!shown || !anchor) return;
          place(event.currentTarget, anchor, align);
          event.currentTarget.style.visibility = '';
          onOpen?.(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
    </>
  );
}

'use client';

import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { CloseIcon } from './icons.tsx';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';

interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly onClose: () => void;
  /** Gets the focus when the dialog closes, for openers that are gone by then (a menu's item). */
  readonly returnTo?: RefObject<HTMLElement | null> | undefined;
  readonly wide?: boolean;
  /** Whatever inside has `data-autofocus` gets the focus first; otherwise Close has it. */
  readonly children: ReactNode;
}

/**
 * A modal on the browser's own `<dialog>`: it traps focus, makes the page inert, closes on Escape and gives the focus
 * back without a line of script. Mounted means open.
 */
export function Dialog({ title, description, onClose, returnTo, wide = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    const fallback = returnTo?.current;
    return () => {
      dialog.close();
      if (document.activeElement === document.body) fallback?.focus();
    };
  }, [returnTo]);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // A file input's own cancel event bubbles to here: only the dialog's counts.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={cx(
        'm-auto max-h-[min(46rem,calc(100dvh-1.5rem))] w-[calc(100vw-1.5rem)] overflow-hidden rounded-box border border-line',
        'bg-sheet p-0 text-ink shadow-lift backdrop:bg-veil',
        wide ? 'max-w-3xl' : 'max-w-xl',
      )}
    >
      {/* Fills the dialog, so that a press on the dialog itself is one on the backdrop. */}
      <div className="flex max-h-[inherit] flex-col">
        <header className="flex items-start gap-3 border-b border-line py-3 pr-3 pl-5">
          <div className="min-w-0 flex-1">
            <h2 id={titleId} className="text-title font-semibold">
              {title}
            </h2>
            {description !== undefined && <p className="text-ui text-soft">{description}</p>}
          </div>
          <IconButton label="Close" onClick={onClose} className="mt-0.5">
            <CloseIcon />
          </IconButton>
        </header>
        <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
      </div>
    </dialog>
  );
}

'use client';

import { useEffect, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { toastLook } from '../../ui/toasts.tsx';
import type { Placed } from './open-context.ts';

/** Long enough to look at what came, and to want the old set-up back. */
const SECONDS = 30;

interface UndoLineProps {
  readonly placed: Placed;
  readonly onGone: () => void;
}

/** Says what was put on Play, with the way back. On a phone it stands above the run bar, whose Stop must stay in reach. */
export function UndoLine({ placed, onGone }: UndoLineProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onGone, SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [held, onGone, placed]);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-40 grid justify-items-center max-wide:bottom-18"
    >
      <div
        className={toastLook}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <span className="min-w-0 break-words">{placed.text}</span>
        <Button
          onClick={() => {
            placed.undo();
            onGone();
          }}
        >
          Undo
        </Button>
        <IconButton label="Dismiss" onClick={onGone}>
          <CloseIcon />
        </IconButton>
      </div>
    </div>
  );
}

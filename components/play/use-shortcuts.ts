'use client';

import { useEffect, useEffectEvent } from 'react';

/** Something that takes Escape itself: a dialog, a menu, a popover. */
const takesEscape = 'dialog[open], [popover="auto"]:popover-open';

/** Ctrl or Cmd with Enter generates from anywhere on the screen; Escape stops while something runs. */
export function useShortcuts(canGenerate: boolean, running: boolean, generate: () => void, stopAll: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      if (document.querySelector('dialog[open]') || !canGenerate) return;
      event.preventDefault();
      generate();
    } else if (event.key === 'Escape' && running && !document.querySelector(takesEscape)) {
      stopAll();
    }
  });
  useEffect(() => {
    // Capture: what Escape closes must still be open when this looks.
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

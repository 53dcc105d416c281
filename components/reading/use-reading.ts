'use client';

import { useSyncExternalStore } from 'react';

/** How answers are shown: `written` character by character, `reading` as Markdown with formulae. */
export type TextLook = 'written' | 'reading';

const KEY = 'polyphony-text-look';

const listeners = new Set<() => void>();
let look: TextLook | null = null;

function read(): TextLook {
  if (look === null) {
    look = 'written';
    try {
      if (localStorage.getItem(KEY) === 'reading') look = 'reading';
    } catch {
      // Private windows may refuse.
    }
  }
  return look;
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    look = null;
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

export function setTextLook(next: TextLook): void {
  look = next;
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** The look that was chosen in this browser. */
export function useTextLook(): TextLook {
  return useSyncExternalStore(subscribe, read, () => 'written');
}

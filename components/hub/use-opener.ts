'use client';

import { type RefObject, useRef } from 'react';

/** What had the focus when a dialog was called for: it gets it back when the dialog closes (`returnTo`). */
export function useOpener(): RefObject<HTMLElement | null> {
  return useRef(document.activeElement instanceof HTMLElement ? document.activeElement : null);
}

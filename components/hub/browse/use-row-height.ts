'use client';

import { useSyncExternalStore } from 'react';

/** As theme.css has it: from here a row is wide enough for two lines of text. */
const WIDE = '(width >= 48rem)';
/** Lines of text, a line of labels and the space around them, in rem. */
const WIDE_ROW = 4.875;
const NARROW_ROW = 7.25;

function subscribe(listener: () => void) {
  const wide = window.matchMedia(WIDE);
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}

function read(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(rem * (window.matchMedia(WIDE).matches ? WIDE_ROW : NARROW_ROW));
}

/** The height of every row of personas in CSS pixels; it follows the reader's font size. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, read, () => 0);
}

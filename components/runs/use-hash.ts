'use client';

import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** What the address ends in, `#` included: which view is shown stands there, so that the browser's Back works. */
export function useHash(): string {
  return useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => '',
  );
}

/** Goes to a view; `#runs` is the list. */
export function goToHash(hash: `#${string}`): void {
  window.location.hash = hash;
}

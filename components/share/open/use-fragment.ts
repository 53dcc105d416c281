'use client';

import { useSyncExternalStore } from 'react';

/** A link's fragment, of this version of the app or a later one. */
const link = /^#v\d/;
/** What stands in the address while something from a file or another address is shown. */
export const OPENED = '#opened';

/** How often the address is looked at where the browser tells no changes of it: as quick as a press feels. */
const LOOK_MS = 250;

/** Told when the address has changed. Next's own links change it without an event of the window. */
function subscribe(listener: () => void): () => void {
  const { navigation } = window as { navigation?: EventTarget };
  const places = [
    [window, 'hashchange'],
    [window, 'popstate'],
    ...(navigation ? ([[navigation, 'currententrychange']] as const) : []),
  ] as const;
  for (const [target, name] of places) target.addEventListener(name, listener);
  const timer = navigation ? null : setInterval(listener, LOOK_MS);
  return () => {
    for (const [target, name] of places) target.removeEventListener(name, listener);
    if (timer !== null) clearInterval(timer);
  };
}

/** The fragment when it is a link or `OPENED`, else empty. */
export function useFragment(): string {
  return useSyncExternalStore(
    subscribe,
    () => (link.test(location.hash) || location.hash === OPENED ? location.hash : ''),
    () => '',
  );
}

/** Shows what a fragment leads to; Back leads back. */
export function goToFragment(fragment: string): void {
  location.hash = fragment;
}

/** Takes the fragment out of the address bar, so that a reload shows Play; Back still leads to what was before it. */
export function leaveFragment(): void {
  history.replaceState(null, '', location.pathname);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

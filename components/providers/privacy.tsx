'use client';

import { markForErasing } from '../../lib/runtime/erase-mark.ts';

export { askHost, hostGuarantees, type HostGuarantee } from '../../lib/runtime/guarantees.ts';

/** Reloads the page, which then removes everything before it opens anything. What runs is stopped. */
export function eraseAndReload(): void {
  markForErasing();
  location.assign('/');
}

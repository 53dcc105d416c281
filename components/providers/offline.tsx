'use client';

import { useSyncExternalStore } from 'react';
import type { OfflineActions, OfflineState } from '../../lib/runtime/offline-state.ts';
import { offlineSession } from '../../lib/runtime/offline-world.ts';

export type { OfflineActions, OfflineState } from '../../lib/runtime/offline-state.ts';

const server = () => null;
const subscribe = (listener: () => void) => offlineSession().subscribe(listener);

/**
 * A part of what is known of the offline copy; null while the page is made on a server. It needs no provider above: the
 * service worker belongs to all of the page, and only what is loaded lazily imports this.
 */
export function useOffline<T>(select: (state: OfflineState) => T): T | null {
  return useSyncExternalStore(subscribe, () => select(offlineSession().getState()), server);
}

export function offlineActions(): OfflineActions {
  return offlineSession().actions;
}

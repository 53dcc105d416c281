'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { ShareActions, ShareState, ShareStore } from '../../lib/runtime/share-state.ts';

export type {
  Opened,
  OpenedFrom,
  OpenedPlayground,
  Outcome,
  PackedLink,
  ShareActions,
  ShareState,
  ShareStore,
  Unsaved,
} from '../../lib/runtime/share-state.ts';

const ShareContext = createContext<ShareStore | null>(null);

/** @param props.store what is shared and opened in the app, a plain object in tests of screens. */
export function ShareProvider({ store, children }: { store: ShareStore; children: ReactNode }) {
  return <ShareContext value={store}>{children}</ShareContext>;
}

function useStore(): ShareStore {
  const store = useContext(ShareContext);
  if (!store) throw new Error('ShareProvider is missing');
  return store;
}

/**
 * A part of what was opened or is shared; the component renders again only when that part changes by `Object.is`, so
 * select something that is kept by reference (what was opened, a cell's comparison), not a fresh object.
 */
export function useShare<T>(select: (state: ShareState) => T): T {
  const store = useStore();
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

export function useShareActions(): ShareActions {
  return useStore().actions;
}

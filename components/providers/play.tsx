'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { PlayActions, PlayState } from '../../lib/runtime/play-state.ts';

export type { PlayActions, PlayState, StorageView } from '../../lib/runtime/play-state.ts';

/** Where the state comes from: `lib/runtime/play-session.ts` in the app, a plain object in component tests. */
export interface PlayStore {
  readonly actions: PlayActions;
  readonly getState: () => PlayState;
  readonly subscribe: (listener: () => void) => () => void;
}

const PlayContext = createContext<PlayStore | null>(null);

export function PlayProvider({ store, children }: { store: PlayStore; children: ReactNode }) {
  return <PlayContext value={store}>{children}</PlayContext>;
}

function useStore(): PlayStore {
  const store = useContext(PlayContext);
  if (!store) throw new Error('PlayProvider is missing');
  return store;
}

/**
 * A part of the play state; the component renders again only when that part changes by `Object.is`, so select
 * something that is kept by reference (a cell, the settings), not a fresh object.
 */
export function usePlay<T>(select: (state: PlayState) => T): T {
  const store = useStore();
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

export function usePlayActions(): PlayActions {
  return useStore().actions;
}

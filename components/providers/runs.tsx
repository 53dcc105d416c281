'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { RunsActions, RunsState, RunsStore } from '../../lib/runtime/runs-state.ts';

export type {
  DeletedRuns,
  Repetition,
  RunAnswers,
  RunsActions,
  RunsState,
  RunsStore,
  RunView,
} from '../../lib/runtime/runs-state.ts';

const RunsContext = createContext<RunsStore | null>(null);

/** @param props.store the runs of `lib/runtime` in the app, a plain object in tests of screens. */
export function RunsProvider({ store, children }: { store: RunsStore; children: ReactNode }) {
  return <RunsContext value={store}>{children}</RunsContext>;
}

function useStore(): RunsStore {
  const store = useContext(RunsContext);
  if (!store) throw new Error('RunsProvider is missing');
  return store;
}

/**
 * A part of what is known of runs; the component renders again only when that part changes by `Object.is`, so select
 * something that is kept by reference (the list, a run's view), not a fresh object.
 */
export function useRuns<T>(select: (state: RunsState) => T): T {
  const store = useStore();
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

export function useRunsActions(): RunsActions {
  return useStore().actions;
}

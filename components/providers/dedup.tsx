'use client';

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import type { DedupActions, DedupState, DedupStore } from '../../lib/runtime/dedup-state.ts';

export { LIVE_THRESHOLD } from '../../lib/runtime/dedup-state.ts';
export type {
  Cluster,
  ClusterMember,
  DedupActions,
  DedupFound,
  DedupProgress,
  DedupStage,
  DedupState,
  DedupStore,
  Grouping,
  HandChoice,
  LiveLikeness,
  LiveMatch,
  PlantedCheck,
  PlantedKind,
  PlantedResult,
  Review,
  ReviewSubject,
} from '../../lib/runtime/dedup-state.ts';

const DedupContext = createContext<DedupStore | null>(null);

/** @param props.store the comparisons of `lib/runtime` in the app, a plain object in tests of screens. */
export function DedupProvider({ store, children }: { store: DedupStore; children: ReactNode }) {
  return <DedupContext value={store}>{children}</DedupContext>;
}

function useStore(): DedupStore {
  const store = useContext(DedupContext);
  if (!store) throw new Error('DedupProvider is missing');
  return store;
}

/**
 * A part of what is compared; the component renders again only when that part changes by `Object.is`, so select
 * something that is kept by reference (the review, the list of decisions), not a fresh object.
 */
export function useDedup<T>(select: (state: DedupState) => T): T {
  const store = useStore();
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

/** All decisions; a component that shows them has them read. */
export function useDecisions(): DedupState['decisions'] {
  const { open } = useStore().actions;
  useEffect(() => open(), [open]);
  return useDedup((state) => state.decisions);
}

export function useDedupActions(): DedupActions {
  return useStore().actions;
}

'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { HubActions, HubState, HubStore } from '../../lib/runtime/hub-state.ts';

export type {
  Compression,
  FieldPreview,
  FileFormat,
  FileShape,
  Found,
  HubActions,
  HubFilter,
  HubQuery,
  HubState,
  HubStore,
  ImportPlan,
  ImportPreview,
  ImportSource,
  ImportState,
  ImportView,
  LabelCounts,
  Mapping,
  Neighbour,
  Outcome,
  PersonaDetail,
  PersonaRow,
  PersonaSample,
  RowFormat,
  SampleHow,
  SampleSpec,
  Scope,
  ShardView,
  TextEncodingName,
  VerifyReport,
} from '../../lib/runtime/hub-state.ts';

const HubContext = createContext<HubStore | null>(null);

/** @param props.store the personas of `lib/runtime` in the app, a plain object in tests of screens. */
export function HubProvider({ store, children }: { store: HubStore; children: ReactNode }) {
  return <HubContext value={store}>{children}</HubContext>;
}

function useStore(): HubStore {
  const store = useContext(HubContext);
  if (!store) throw new Error('HubProvider is missing');
  return store;
}

/**
 * A part of what is held; the component renders again only when that part changes by `Object.is`, so select something
 * that is kept by reference (a shard's view, the list of sets), not a fresh object.
 */
export function useHub<T>(select: (state: HubState) => T): T {
  const store = useStore();
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

export function useHubActions(): HubActions {
  return useStore().actions;
}

'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { ModelsActions, ModelsState, ModelsStore } from '../../lib/runtime/models-state.ts';

export type {
  Benchmark,
  DownloadView,
  EndpointDraft,
  EndpointView,
  EngineStatus,
  EngineView,
  FilesView,
  ModelsActions,
  ModelsState,
  ModelsStore,
  ModelStatus,
  StorageFacts,
} from '../../lib/runtime/models-state.ts';

/** What this origin offers of the embedded model. */
export type ModelOnOrigin = NonNullable<ModelsState['offer']>;

const ModelsContext = createContext<ModelsStore | null>(null);

/** @param props.store the models of `lib/runtime` in the app, a plain object in tests of screens. */
export function ModelsProvider({ store, children }: { store: ModelsStore; children: ReactNode }) {
  return <ModelsContext value={store}>{children}</ModelsContext>;
}

function useStore(): ModelsStore {
  const store = useContext(ModelsContext);
  if (!store) throw new Error('ModelsProvider is missing');
  return store;
}

/**
 * A part of the models' state; the component renders again only when that part changes by `Object.is`, so select
 * something that is kept by reference (an entry, a status), not a fresh object.
 */
export function useModels<T>(select: (state: ModelsState) => T): T {
  const store = useStore();
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

export function useModelsActions(): ModelsActions {
  return useStore().actions;
}

'use client';

import { type CatalogueEntry, modelKey, type ModelKey } from '../../lib/model/catalogue.ts';
import { type ModelStatus, useModels } from '../providers/models.tsx';

/** What is said of a model that nobody has touched. */
const untouched: ModelStatus = {
  engine: { status: 'idle', progress: null, info: null, fault: null },
  files: {
    totalBytes: null,
    count: null,
    hashed: null,
    inspecting: false,
    keptBytes: 0,
    complete: false,
    download: null,
    fault: null,
  },
  benchmark: null,
  measuring: false,
  crashed: false,
};

export function statusOf(status: ReadonlyMap<ModelKey, ModelStatus>, key: ModelKey): ModelStatus {
  return status.get(key) ?? untouched;
}

export function useStatus(key: ModelKey): ModelStatus {
  return useModels((state) => statusOf(state.status, key));
}

/** The model that new runs use; null until the list is there. */
export function useChosen(): CatalogueEntry | null {
  return useModels((state) => state.entries.find(({ choice }) => modelKey(choice) === state.chosen) ?? null);
}

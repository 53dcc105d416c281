'use client';

import { useMemo } from 'react';
import type { CatalogueEntry } from '../../lib/model/catalogue.ts';
import { type Fit, fits } from '../../lib/catalogue/fits.ts';
import { type ModelStatus, useModels } from '../providers/models.tsx';
import { downloadBytes } from './readiness.ts';

/** Whether a model fits this device and this browser's storage now. */
export function useFit(entry: CatalogueEntry, status: ModelStatus): Fit {
  const device = useModels((state) => state.device);
  const storage = useModels((state) => state.storage);
  const { keptBytes } = status.files;
  const ran = status.benchmark !== null || status.engine.status === 'ready';
  const bytes = downloadBytes(entry, status);
  return useMemo(
    () => fits({ ...entry, downloadBytes: bytes }, device, storage, { keptBytes, ran }),
    [entry, bytes, device, storage, keptBytes, ran],
  );
}

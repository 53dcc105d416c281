'use client';

import { defaultKey } from '../../lib/catalogue/built-in.ts';
import { type FilesView, useModels } from '../providers/models.tsx';
import { statusOf } from '../models/use-model.ts';

interface OfflineModelView {
  readonly files: FilesView;
  readonly complete: boolean;
  /** What is still to be fetched from this site; null where it has no weights or does not answer. */
  readonly restBytes: number | null;
}

/** The built-in model, as far as offline use needs it. The engine and this download share one store: nothing lies twice. */
export function useOfflineModel(): OfflineModelView {
  const files = useModels((state) => statusOf(state.status, defaultKey).files);
  const whole = useModels((state) => (state.offer?.onOrigin === true ? state.offer.info.downloadBytes : null));
  return {
    files,
    complete: files.complete,
    restBytes: files.complete ? 0 : whole === null ? null : Math.max(0, whole - files.keptBytes),
  };
}

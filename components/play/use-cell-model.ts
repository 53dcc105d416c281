'use client';

import { modelKey } from '../../lib/model/catalogue.ts';
import type { Cell } from '../../lib/model/run.ts';
import { usePlay } from '../providers/play.tsx';
import { modelsIn } from './column-labels.ts';
import { modelLabels } from './model-names.ts';

/** The short name of the model that writes a cell; null while the whole run has one model only. */
export function useCellModel(cell: Cell | undefined): string | null {
  return usePlay(({ run }) => {
    if (!run || !cell) return null;
    const models = modelsIn(run.spec, run.spec.columns);
    return models.length > 1 ? (modelLabels(models).get(modelKey(cell.by)) ?? cell.by.name) : null;
  });
}

/** What a queued cell waits for: its model, or its turn on a model that is there. */
export function useWaits(cell: Cell | undefined): string {
  return usePlay(({ engines }) => {
    if (cell?.state !== 'queued') return '';
    const engine = engines.get(modelKey(cell.by));
    if (engine?.status !== 'ready') return 'waits for its model';
    return engine.info?.width === 1 ? 'waits for its turn, one at a time' : 'waits for its turn';
  });
}

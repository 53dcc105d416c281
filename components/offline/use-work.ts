'use client';

import { useDedup } from '../providers/dedup.tsx';
import { useExperimentRuns } from '../providers/experiment.tsx';
import { useHub } from '../providers/hub.tsx';
import { useModels } from '../providers/models.tsx';
import { usePlay } from '../providers/play.tsx';
import type { Work } from './work.ts';

/** What goes on in this tab. */
export function useWork(): Work {
  return {
    answers: usePlay((state) => state.active),
    imports: useHub(
      (state) => state.imports.filter((one) => one.state === 'running' || one.state === 'pausing').length,
    ),
    downloads: useModels(
      (state) => [...state.status.values()].filter(({ files }) => files.download?.state === 'running').length,
    ),
    comparing: useDedup((state) => state.review?.state === 'running'),
    experiment: useExperimentRuns(),
  };
}

'use client';

import { useMemo } from 'react';
import { embeddedOnCpu } from '../../lib/catalogue/built-in.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { useChosen } from '../models/use-model.ts';
import { usePlay } from '../providers/play.tsx';
import { columnLabels } from './column-labels.ts';
import type { Draft } from './draft.ts';

/** What columns of the draft without a model of their own run on. */
export function useDraftModel(): ModelChoice {
  return (useChosen() ?? embeddedOnCpu).choice;
}

/** What Generate would make a run of. */
export function useDraft(): Draft {
  const task = usePlay((state) => state.task);
  const columns = usePlay((state) => state.columns);
  const settings = usePlay((state) => state.settings);
  const model = useDraftModel();
  return useMemo(() => ({ task, columns, settings, model }), [task, columns, settings, model]);
}

/** What to call each of the draft's columns; see `columnLabels`. */
export function useDraftLabels(): readonly string[] {
  const columns = usePlay((state) => state.columns);
  const model = useDraftModel();
  return useMemo(() => columnLabels({ columns, model }), [columns, model]);
}

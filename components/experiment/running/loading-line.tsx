'use client';

import { modelKey } from '../../../lib/model/catalogue.ts';
import type { OpenExperiment } from '../../providers/experiment.tsx';
import { useModels } from '../../providers/models.tsx';

/** The model that a run waits for; nothing while answers are being written. Its line is kept, so that nothing moves. */
export function LoadingLine({ open: { status, experiment } }: { open: OpenExperiment }) {
  const { models } = experiment.spec;
  const loading = useModels(({ status: all }) =>
    models.find((model) => all.get(modelKey(model))?.engine.status === 'loading'),
  );
  const fraction = useModels(({ status: all }) =>
    loading ? (all.get(modelKey(loading))?.engine.progress?.fraction ?? 0) : 0,
  );
  return (
    <p className="min-h-6 text-soft">
      {status !== 'idle' && loading && `Loading ${loading.name}: ${Math.round(fraction * 100)}%`}
    </p>
  );
}

'use client';

import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import type { Fit } from '../../lib/catalogue/fits.ts';
import { type ModelStatus, useModels } from '../providers/models.tsx';
import { DownloadBar } from './download-bar.tsx';
import { ModelControls } from './model-controls.tsx';
import { ModelFacts } from './model-facts.tsx';
import { ModelProgress } from './model-progress.tsx';
import { ModelSources } from './model-sources.tsx';
import { ModelTrouble } from './model-trouble.tsx';
import { isEmbedded } from './readiness.ts';

interface ModelDetailProps {
  readonly entry: CatalogueEntry;
  readonly status: ModelStatus;
  readonly fit: Fit;
}

/** Everything about one model of the list: what went wrong, what goes on, what is known, what can be done. */
export function ModelDetail({ entry, status, fit }: ModelDetailProps) {
  const offer = useModels((state) => state.offer);
  const { engine, files, measuring } = status;
  return (
    <div className="grid gap-3 pt-1 pr-2 pb-4 pl-7.5 max-wide:pl-2">
      <ModelTrouble status={status} />
      {files.download && <DownloadBar name={entry.choice.name} download={files.download} />}
      {engine.status === 'loading' && files.download?.state !== 'running' && (
        <ModelProgress progress={engine.progress} />
      )}
      {measuring && engine.status === 'ready' && (
        <p role="status" className="text-ui">
          Writing for ten seconds at most…
        </p>
      )}
      <ModelControls entry={entry} status={status} fit={fit} />
      <ModelFacts entry={entry} status={status} fit={fit} offer={offer} />
      {isEmbedded(entry) && offer && (
        <ModelSources model={modelKey(entry.choice)} offer={offer} status={engine.status} />
      )}
    </div>
  );
}

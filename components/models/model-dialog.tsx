'use client';

import Link from 'next/link';
import type { RefObject } from 'react';
import { type CatalogueEntry, modelKey } from '../../lib/model/catalogue.ts';
import { useModels } from '../providers/models.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DownloadBar } from './download-bar.tsx';
import { ModelControls } from './model-controls.tsx';
import { ModelFacts } from './model-facts.tsx';
import { ModelProgress } from './model-progress.tsx';
import { ModelSources } from './model-sources.tsx';
import { ModelSwitch } from './model-switch.tsx';
import { ModelTrouble } from './model-trouble.tsx';
import { isEmbedded } from './readiness.ts';
import { useChosen, useStatus } from './use-model.ts';
import { useFit } from './use-fit.ts';

interface ModelDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The model that new runs use, and a quick way to another one that is ready. */
export function ModelDialog({ returnTo, onClose }: ModelDialogProps) {
  const entry = useChosen();
  const remote = entry?.source.kind === 'endpoint';
  return (
    <Dialog
      title={entry?.choice.name ?? 'Model'}
      description={
        remote
          ? 'It runs on a server that you named: prompts and answers go there.'
          : 'It runs in this tab. Prompts and answers never leave it.'
      }
      returnTo={returnTo}
      onClose={onClose}
    >
      <div className="grid gap-5">
        {entry ? <Chosen entry={entry} /> : <p className="text-ui text-soft">Looking at what this site offers…</p>}
        <ModelSwitch />
        <p className="border-t border-line pt-3 text-ui">
          <Link href="/models" prefetch={false} onClick={onClose} className="text-accent underline underline-offset-3">
            All models, downloads and servers
          </Link>
        </p>
      </div>
    </Dialog>
  );
}

function Chosen({ entry }: { entry: CatalogueEntry }) {
  const status = useStatus(modelKey(entry.choice));
  const offer = useModels((state) => state.offer);
  const fit = useFit(entry, status);
  const { engine, files } = status;
  const sources = isEmbedded(entry) && offer !== null;
  return (
    <>
      <ModelTrouble status={status} />
      {files.download && <DownloadBar name={entry.choice.name} download={files.download} />}
      {engine.status === 'loading' && files.download?.state !== 'running' && (
        <ModelProgress progress={engine.progress} />
      )}
      <ModelFacts entry={entry} status={status} fit={fit} offer={offer} />
      {sources ? (
        <div className="border-t border-line pt-4 empty:hidden">
          <ModelSources model={modelKey(entry.choice)} offer={offer} status={engine.status} />
        </div>
      ) : (
        <ModelControls entry={entry} status={status} fit={fit} />
      )}
    </>
  );
}

'use client';

import type { RefObject } from 'react';
import { usePlay } from '../providers/play.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { ModelFacts } from './model-facts.tsx';
import { ModelProgress } from './model-progress.tsx';
import { ModelSources } from './model-sources.tsx';

interface ModelDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function ModelDialog({ returnTo, onClose }: ModelDialogProps) {
  const { status, progress, info, fault, offer } = usePlay((state) => state.engine);
  const model = info?.model ?? offer?.info;
  return (
    <Dialog
      title="Model"
      description="It runs in this tab. Prompts and answers never leave it."
      returnTo={returnTo}
      onClose={onClose}
    >
      <div className="grid gap-5">
        {fault && (
          <Notice tone="bad" title={fault.message}>
            {fault.hint}
          </Notice>
        )}
        {status === 'loading' && <ModelProgress progress={progress} />}
        {model ? (
          <ModelFacts model={model} status={status} info={info} keptBytes={offer?.keptBytes ?? null} />
        ) : (
          <p className="text-ui text-soft">Looking at what this site offers…</p>
        )}
        {offer && <ModelSources offer={offer} status={status} />}
      </div>
    </Dialog>
  );
}

'use client';

import { useState } from 'react';
import { defaultKey } from '../../lib/catalogue/built-in.ts';
import { modelKey } from '../../lib/model/catalogue.ts';
import { useModelDialog } from '../models/model-context.tsx';
import { useModels } from '../providers/models.tsx';
import { usePlay } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { modelsIn } from './column-labels.ts';
import { useDraft } from './use-draft.ts';

/** What stands between the user and an answer, or between an answer and tomorrow. */
export function Notices() {
  const restored = usePlay((state) => state.restored);
  const storage = usePlay((state) => state.storage);
  // Of the models that the board uses; others are told of on their own screen.
  const { columns, model } = useDraft();
  const fault = usePlay(({ engines }) => {
    const faults = modelsIn({ model }, columns).map((choice) => engines.get(modelKey(choice))?.fault ?? null);
    return faults.find((one) => one !== null) ?? null;
  });
  const absent = useModels(({ chosen, offer, status }) => {
    const idle = (status.get(chosen)?.engine.status ?? 'idle') === 'idle';
    return chosen === defaultKey && idle && offer !== null && !offer.onOrigin && offer.keptBytes === 0
      ? (offer.reason ?? 'The weights are not beside the app.')
      : null;
  });
  const openModel = useModelDialog();
  // Dismissed until something else goes wrong: the fault itself is remembered, not a flag.
  const [dismissed, setDismissed] = useState<unknown>(null);
  if (!restored) return null;
  const storageKey = storage.fault ?? (storage.kept ? null : 'not-kept');
  const open = <Button onClick={(event) => openModel(event.currentTarget)}>Open Model</Button>;

  return (
    <div className="grid gap-2 px-4 not-empty:py-2 wide:px-6">
      {fault && (
        <Notice tone="bad" title={fault.message} actions={open}>
          {fault.hint}
        </Notice>
      )}
      {!fault && absent !== null && (
        <Notice tone="warn" title="No model here yet." actions={open}>
          {absent}
        </Notice>
      )}
      {storageKey !== null && storageKey !== dismissed && (
        <Notice
          tone="warn"
          title={storage.fault?.message ?? 'This browser keeps nothing here.'}
          onDismiss={() => setDismissed(storageKey)}
        >
          {storage.fault?.hint ?? 'Results are lost on reload.'}
        </Notice>
      )}
    </div>
  );
}

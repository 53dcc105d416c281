'use client';

import { useState } from 'react';
import { useModelDialog } from '../models/model-context.tsx';
import { usePlay } from '../providers/play.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

/** What stands between the user and an answer, or between an answer and tomorrow. */
export function Notices() {
  const restored = usePlay((state) => state.restored);
  const storage = usePlay((state) => state.storage);
  const fault = usePlay((state) => state.engine.fault);
  const absent = usePlay(({ engine }) =>
    engine.status === 'idle' && engine.offer !== null && !engine.offer.onOrigin && engine.offer.keptBytes === 0
      ? (engine.offer.reason ?? 'The weights are not beside the app.')
      : null,
  );
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

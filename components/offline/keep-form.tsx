'use client';

import { useState } from 'react';
import { defaultKey } from '../../lib/catalogue/built-in.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { offlineActions, useOffline } from '../providers/offline.tsx';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { formatBytes } from '../ui/format.ts';
import { useOfflineModel } from './use-offline-model.ts';

/** What a copy costs, with or without the model, and the button that makes it. */
export function KeepForm() {
  const size = useOffline((state) => state.offer?.bytes ?? null);
  const here = useOffline((state) => state.keptBytes) ?? 0;
  const free = useModels(({ storage: { quotaBytes, usedBytes } }) =>
    quotaBytes === null || usedBytes === null ? null : quotaBytes - usedBytes,
  );
  const model = useOfflineModel();
  const actions = useModelsActions();
  const [withModel, setWithModel] = useState(true);
  const weights = model.restBytes ?? 0;
  const missing = size === null ? null : Math.max(0, size - here);
  const need = (missing ?? 0) + (withModel ? weights : 0);
  const full = free !== null && need > free;
  return (
    <>
      <p className="text-soft">
        Keeps the app in this browser, so that every screen opens without a connection. Until you press the button
        nothing is kept or started for it; you can remove it again.
      </p>
      {weights > 0 && (
        <CheckField
          label={`with the built-in model, ${formatBytes(weights)}`}
          checked={withModel}
          onChange={setWithModel}
        />
      )}
      {model.complete && <p className="text-soft">The built-in model is kept here already.</p>}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          onClick={() => {
            offlineActions().keep();
            if (weights > 0 && withModel) actions.download(defaultKey);
          }}
        >
          {here > 0 ? 'Go on' : 'Make available offline'}
          {missing !== null && `, ${formatBytes(need)}`}
        </Button>
        {here > 0 && <Button onClick={() => offlineActions().remove()}>Remove {formatBytes(here)}</Button>}
      </div>
      {here > 0 && <p className="text-soft tabular-nums">{formatBytes(here)} are here from an earlier start.</p>}
      {full && (
        <p className="text-warn">
          The browser gives this site {formatBytes(free)} more: less than that. Free disk space, or remove models.
        </p>
      )}
    </>
  );
}

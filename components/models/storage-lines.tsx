'use client';

import { useState } from 'react';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';

/** What this site keeps in the browser, what it may keep, and whether the browser promised to leave it there. */
export function StorageLines() {
  const { usedBytes, quotaBytes, modelBytes } = useModels((state) => state.storage);
  const used = usedBytes === null ? 'unknown' : formatBytes(usedBytes);
  const quota = quotaBytes === null ? 'unknown' : formatBytes(quotaBytes);
  return (
    <>
      <div className="min-w-0">
        <dt className="text-small text-soft">Storage of this site</dt>
        <dd>
          <span className="font-semibold">
            {used} of {quota}
          </span>
          {usedBytes !== null && quotaBytes !== null && quotaBytes > 0 && (
            <Progress
              label="Storage used"
              value={usedBytes / quotaBytes}
              valueText={`${used} of ${quota}`}
              className="mt-1"
            />
          )}
          <span className="mt-0.5 block text-small text-soft">
            {modelBytes > 0 ? `${formatBytes(modelBytes)} of it are models.` : 'No model is kept.'} A private window keeps
            less, and nothing after it is closed.
          </span>
        </dd>
      </div>
      <Persistence />
    </>
  );
}

function Persistence() {
  const persisted = useModels((state) => state.storage.persisted);
  const actions = useModelsActions();
  const [asked, setAsked] = useState(false);
  const words =
    persisted === null
      ? 'unknown'
      : persisted
        ? 'promised by the browser'
        : asked
          ? 'not promised; the browser has not agreed'
          : 'not promised';
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">Kept when space runs out</dt>
      <dd>
        <span role="status" className="font-semibold">
          {words}
        </span>
        <span className="block text-small text-soft">
          {persisted === true
            ? 'Only you remove what is kept here.'
            : 'The browser may clear this site when the disk is full or after weeks without a visit.'}
        </span>
        {persisted !== true && (
          <Button
            className="mt-1"
            onClick={() => {
              setAsked(true);
              actions.persist();
            }}
          >
            Ask the browser to keep it
          </Button>
        )}
      </dd>
    </div>
  );
}

'use client';

import { useHub, useHubActions } from '../../providers/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';

/** What this site keeps in the browser, what it may keep, and what the browser answered when it was asked to leave it. */
export function StoragePanel() {
  const usedBytes = useHub((state) => state.usedBytes);
  const quotaBytes = useHub((state) => state.quotaBytes);
  const persisted = useHub((state) => state.persisted);
  const kept = useHub((state) => state.kept);
  const actions = useHubActions();
  const used = usedBytes === null ? 'unknown' : formatBytes(usedBytes);
  const quota = quotaBytes === null ? 'unknown' : formatBytes(quotaBytes);
  return (
    <section aria-labelledby="storage-title" className="min-w-0">
      <h2 id="storage-title" className="text-title font-semibold">
        Storage
      </h2>
      <dl className="mt-2 grid gap-x-8 gap-y-3 text-ui tabular-nums wide:max-full:grid-cols-2">
        <div className="min-w-0">
          <dt className="text-small text-soft">Used by this site, models included</dt>
          <dd>
            <span className="font-semibold">
              {used} of {quota}
            </span>
            <Progress
              label="Storage used"
              value={usedBytes !== null && quotaBytes !== null && quotaBytes > 0 ? usedBytes / quotaBytes : 0}
              valueText={`${used} of ${quota}`}
              className="mt-1"
            />
            {!kept && (
              <span className="mt-1 block text-small text-warn">
                This window keeps nothing (is it a private one?): what you import is gone when it closes.
              </span>
            )}
          </dd>
        </div>
        <div className="min-w-0">
          <dt className="text-small text-soft">Kept when space runs out</dt>
          <dd>
            <span role="status" className="font-semibold">
              {persisted === null
                ? 'not asked yet'
                : persisted
                  ? 'yes, the browser promised'
                  : 'no, the browser did not agree'}
            </span>
            <span className="block text-small text-soft">
              {persisted === true
                ? 'Only you remove what is kept here.'
                : 'The browser may clear this site when the disk is full, or after weeks without a visit. It is asked when an import begins.'}
            </span>
            {persisted !== true && (
              <Button className="mt-1" onClick={() => void actions.persist()}>
                {persisted === null ? 'Ask the browser to keep it' : 'Ask again'}
              </Button>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

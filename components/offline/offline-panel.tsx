'use client';

import { useEffect } from 'react';
import { offlineActions, useOffline } from '../providers/offline.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { formatBytes } from '../ui/format.ts';
import { FillProgress } from './fill-progress.tsx';
import { KeepForm } from './keep-form.tsx';
import { OfflineModel } from './offline-model.tsx';

/**
 * Making the app available offline, and taking that back. Nothing is registered or kept before the button is pressed.
 */
export function OfflinePanel() {
  const state = useOffline((whole) => whole);
  useEffect(() => offlineActions().look(), []);
  const phase = state?.phase ?? 'reading';
  return (
    <section aria-labelledby="offline-title" className="min-w-0 text-ui">
      <h2 id="offline-title" className="text-title font-semibold">
        Offline use
      </h2>
      <div className="mt-2 grid gap-3">
        {phase === 'reading' && <div className="shimmer h-24" />}
        {phase === 'unsupported' && (
          <p className="text-soft">
            {state?.fault?.message} {state?.fault?.hint}
          </p>
        )}
        {phase === 'absent' && <KeepForm />}
        {phase === 'filling' && <FillProgress />}
        {phase === 'kept' && <Kept />}
        {phase !== 'unsupported' && state?.fault && state.fault.code !== 'cancelled' && (
          <Notice tone="bad" title={state.fault.message}>
            {state.fault.hint}
          </Notice>
        )}
        <p role="status" className={phase === 'absent' && state?.freedBytes != null ? 'text-soft' : 'sr-only'}>
          {phase === 'absent' &&
            state?.freedBytes != null &&
            `Removed: ${formatBytes(state.freedBytes)} are free again.`}
        </p>
      </div>
    </section>
  );
}

function Kept() {
  const bytes = useOffline((state) => state.keptBytes);
  const update = useOffline((state) => state.update);
  const size = bytes === null ? null : formatBytes(bytes);
  return (
    <>
      <p>
        <strong className="font-semibold">The app opens without a connection.</strong>{' '}
        <span className="text-soft">
          {size !== null && `${size} are kept here. `}
          Models of other engines are there offline if they were downloaded and used once.
        </span>
      </p>
      {!isIsolated() && (
        <p className="text-soft">
          This site sends no headers for threads. The copy adds them: reload, and answers are written on all cores.
        </p>
      )}
      {update === 'filling' && (
        <div>
          <p className="font-semibold">A new version is being fetched; this one stays until you reload.</p>
          <FillProgress />
        </div>
      )}
      <OfflineModel />
      <div>
        <ConfirmButton
          label="Remove the offline copy"
          question={`Remove the app’s ${size ?? 'files'}? Runs, personas and models stay.`}
          confirm="Remove"
          onConfirm={() => offlineActions().remove()}
        />
      </div>
    </>
  );
}

/** The panel is drawn after the page was restored, so never on a server. */
function isIsolated(): boolean {
  return typeof crossOriginIsolated !== 'undefined' && crossOriginIsolated;
}

'use client';

import { useEffect, useState } from 'react';
import { offlineActions, useOffline } from '../providers/offline.tsx';
import { Button } from '../ui/button.tsx';
import { InfoIcon } from '../ui/icons.tsx';
import { toastLook } from '../ui/toasts.tsx';
import { useWork } from './use-work.ts';
import { workWords } from './work.ts';

/** Says that a newer version of the app is here. It never reloads by itself, and not before what goes on has ended. */
export function UpdateNotice() {
  const update = useOffline((state) => state.update);
  const later = useOffline((state) => state.later);
  const shown = (update === 'ready' || update === 'elsewhere') && later === false;
  // A live region must be there before its words come.
  return (
    <div
      role="status"
      aria-label="Version"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-40 grid justify-items-center"
    >
      {shown && <Line elsewhere={update === 'elsewhere'} />}
    </div>
  );
}

function Line({ elsewhere }: { elsewhere: boolean }) {
  const work = workWords(useWork());
  const [waits, setWaits] = useState(false);
  const due = waits && work === null;
  useEffect(() => {
    if (due) offlineActions().reload();
  }, [due]);
  return (
    <div className={`${toastLook} max-[40rem]:flex-wrap`}>
      <InfoIcon className="size-4 shrink-0 text-soft" />
      <span className="min-w-0 flex-1 basis-56">
        <strong className="font-semibold">
          {elsewhere ? 'A new version runs in another tab.' : 'A new version is ready.'}
        </strong>{' '}
        {work === null
          ? 'This tab goes on with its own until you reload it.'
          : waits
            ? `It reloads when this has ended: ${work}.`
            : `Reloading would cut off ${work}.`}
      </span>
      {waits ? (
        <Button onClick={() => setWaits(false)}>Do not reload</Button>
      ) : (
        <>
          <Button look="primary" onClick={() => (work === null ? offlineActions().reload() : setWaits(true))}>
            {work === null ? 'Reload now' : 'Reload when done'}
          </Button>
          <Button look="plain" onClick={() => offlineActions().later()}>
            Later
          </Button>
        </>
      )}
    </div>
  );
}

'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';

// Both are fetched by those alone who asked for an offline copy or installed the app.
const UpdateNotice = dynamic(() => import('./update-notice.tsx').then((module) => module.UpdateNotice), { ssr: false });
const LaunchedFiles = dynamic(() => import('./launched-files.tsx').then((module) => module.LaunchedFiles), {
  ssr: false,
});

/** Whether a copy answers this page, from the moment it does. */
const copied = {
  subscribe: (listener: () => void) => {
    const workers = serviceWorkers();
    workers?.addEventListener('controllerchange', listener);
    return () => workers?.removeEventListener('controllerchange', listener);
  },
  read: () => (serviceWorkers()?.controller ?? null) !== null,
};
/** Whether the installed app runs, which may have been started with a file. It stays what it is. */
const installed = {
  subscribe: () => () => undefined,
  read: () => 'launchQueue' in window && matchMedia('(display-mode: standalone)').matches,
};
const onServer = () => false;

/** The part of offline use that every screen carries: it looks, and fetches nothing for pages without a copy. */
export function OfflineHook() {
  const isCopied = useSyncExternalStore(copied.subscribe, copied.read, onServer);
  const isInstalled = useSyncExternalStore(installed.subscribe, installed.read, onServer);
  return (
    <>
      {isCopied && <UpdateNotice />}
      {isInstalled && <LaunchedFiles />}
    </>
  );
}

/** The types promise it always; plain http and some private windows have none. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  return (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
}

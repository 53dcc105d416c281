import {
  APP_CACHE,
  BUILDS_CACHE,
  OFFLINE_CHANNEL,
  type OfflineOffer,
  type OfflineReport,
} from '../protocol/offline.ts';
import { OfflineSession, type OfflineWorld } from './offline-session.ts';

const WORKER = '/sw.js';

/** This browser's service workers and caches. */
function browserWorld(): OfflineWorld {
  // The types promise it always; browsers leave it out on plain http and in some private windows.
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  return {
    workers: serviceWorker
      ? {
          controlled: () => serviceWorker.controller !== null,
          find: () => serviceWorker.getRegistration('/'),
          // Its list of files changes with each build: the browser must ask the server, not its own cache.
          register: () => serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' }),
          onController: (listener) => serviceWorker.addEventListener('controllerchange', listener),
        }
      : null,
    secure: isSecureContext,
    fetchOffer: async () => {
      const response = await fetch('/offline.json', { cache: 'no-cache' });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return (await response.json()) as OfflineOffer;
    },
    measure: async () => (await Promise.all([APP_CACHE, BUILDS_CACHE].map(bytesIn))).reduce((sum, one) => sum + one, 0),
    deleteCaches: async () => {
      // The lists first: without them a tab that still runs puts nothing back.
      for (const name of [BUILDS_CACHE, APP_CACHE]) await caches.delete(name);
    },
    listen: (listener) => {
      new BroadcastChannel(OFFLINE_CHANNEL).onmessage = ({ data }: MessageEvent<OfflineReport>) => listener(data);
    },
    reload: () => location.reload(),
    now: () => Date.now(),
  };
}

/** What lies in a cache, without making one. */
async function bytesIn(name: string): Promise<number> {
  if (!(await caches.has(name))) return 0;
  const cache = await caches.open(name);
  let bytes = 0;
  for (const request of await cache.keys()) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
  return bytes;
}

let session: OfflineSession | null = null;

/** The one session of this page: there is one service worker for all of it. */
export function offlineSession(): OfflineSession {
  if (!session) {
    session = new OfflineSession(browserWorld());
    void session.start();
  }
  return session;
}

import type { OfflineBuild, OfflineOrder, OfflineReport } from '../lib/protocol/offline.ts';
import { OFFLINE_CHANNEL } from '../lib/protocol/offline.ts';
import { Answerer } from './offline/answer.ts';
import { fill, fillFault } from './offline/fill.ts';
import { Shelf } from './offline/shelf.ts';

/** Wiring only: the service worker, built apart into /sw.js. Nobody registers it before the user asks for offline use. */
declare const OFFLINE_BUILD: OfflineBuild;

// The types of the project are those of pages.
interface Waits extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetches extends Waits {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: {
      readonly type: 'window' | 'all';
      readonly includeUncontrolled: boolean;
    }): Promise<readonly { readonly id: string }[]>;
  };
  readonly registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waits) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetches) => void): void;
  addEventListener(type: 'message', listener: (event: Waits & { readonly data: unknown }) => void): void;
}

const scope = self as unknown as Scope;
const { origin } = location;
const shelf = new Shelf(OFFLINE_BUILD, caches, origin);
const answerer = new Answerer(OFFLINE_BUILD, shelf, origin, (request) => fetch(request));
const channel = new BroadcastChannel(OFFLINE_CHANNEL);
const cancelled = new AbortController();
const tell = (report: OfflineReport) => channel.postMessage(report);

scope.addEventListener('install', (event) => {
  const install = async () => {
    try {
      await shelf.announce();
      await fill({
        build: OFFLINE_BUILD,
        key: (file) => shelf.key(file),
        event,
        signal: cancelled.signal,
        onProgress: (progress) => tell({ kind: 'progress', ...progress }),
      });
    } catch (thrown) {
      tell({ kind: 'failed', build: OFFLINE_BUILD.id, fault: fillFault(thrown) });
      throw thrown;
    }
  };
  event.waitUntil(install());
});

scope.addEventListener('activate', (event) => {
  const activate = async () => {
    await shelf.makeCurrent();
    // Tabs that the site itself answered, before there was a copy: they are of this build.
    const windows = () => scope.clients.matchAll({ type: 'window', includeUncontrolled: false });
    const before = new Set((await windows()).map(({ id }) => id));
    await scope.clients.claim();
    for (const { id } of await windows()) if (!before.has(id)) await shelf.adopt(id);
    await tidy();
  };
  event.waitUntil(activate());
});

scope.addEventListener('fetch', (event) => {
  if (answerer.takes(event.request)) event.respondWith(answerer.answer(event));
});

scope.addEventListener('message', (event) => {
  switch ((event.data as OfflineOrder).kind) {
    case 'cancel':
      cancelled.abort();
      return;
    case 'activate':
      event.waitUntil(scope.skipWaiting());
      return;
    case 'tidy':
      event.waitUntil(tidy());
  }
});

async function tidy(): Promise<void> {
  // The files of a build that waits look like nobody's.
  if (scope.registration.installing !== null || scope.registration.waiting !== null) return;
  const living = await scope.clients.matchAll({ type: 'all', includeUncontrolled: true });
  await shelf.tidy(new Set(living.map(({ id }) => id)));
}

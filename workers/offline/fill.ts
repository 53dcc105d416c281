import { PrecacheStrategy } from 'serwist';
import { fault, type Fault, faultOf } from '../../lib/model/fault.ts';
import { APP_CACHE, type OfflineBuild, type OfflineFile, type OfflineProgress } from '../../lib/protocol/offline.ts';

// As many as a browser opens to one host over HTTP/1.1; more would only wait there.
const LANES = 6;

export interface Fill {
  readonly build: OfflineBuild;
  readonly key: (file: OfflineFile) => string;
  /** The event of the installation, which the browser waits for. */
  readonly event: Event;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: OfflineProgress) => void;
}

/**
 * Fetches the files of a build that are not kept yet, each checked against its hash; what another build brought is not
 * fetched again. The library's own loop over its list is not used: when a file fails it never ends.
 * @throws what the first file that failed threw; those that were kept by then stay
 */
export async function fill({ build, key, event, signal, onProgress }: Fill): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const strategy = new PrecacheStrategy({
    cacheName: APP_CACHE,
    plugins: [
      {
        cacheKeyWillBeUsed: ({ params }) => Promise.resolve(keyOf(params)),
        requestWillFetch: ({ request }) => Promise.resolve(new Request(request, { signal: either })),
      },
    ],
  });
  const totalBytes = build.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneFiles = 0;
  let doneBytes = 0;
  const report = () =>
    onProgress({ build: build.id, doneFiles, totalFiles: build.files.length, doneBytes, totalBytes });
  report();
  const queue = build.files.values();
  const lane = async () => {
    for (const file of queue) {
      either.throwIfAborted();
      // `reload`: the browser's own cache may hold another build's file under this name.
      const request = new Request(file.path, {
        integrity: file.integrity,
        cache: 'reload',
        credentials: 'same-origin',
      });
      const url = new URL(request.url);
      await Promise.all(strategy.handleAll({ event: event as never, request, url, params: { key: key(file) } }));
      doneFiles += 1;
      doneBytes += file.bytes;
      report();
    }
  };
  const lanes = Array.from({ length: LANES }, async () => {
    try {
      await lane();
    } catch (thrown) {
      stop.abort(thrown);
      throw thrown;
    }
  });
  const failed = (await Promise.allSettled(lanes)).some(({ status }) => status === 'rejected');
  signal.throwIfAborted();
  if (failed) throw stop.signal.reason;
}

/** Why the copy could not be made, for people. */
export function fillFault(thrown: unknown): Fault {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'AbortError') return fault('cancelled', 'Cancelled. What was fetched is kept.', 'Go on when you like.');
  if (name === 'QuotaExceededError')
    return fault('storage-full', 'The browser has no room left for the offline copy. What was fetched is kept.');
  if (thrown instanceof TypeError)
    return fault('download-failed', 'A file could not be fetched whole. What was fetched is kept.');
  return faultOf(thrown, 'download-failed');
}

function keyOf(params: unknown): string {
  return (params as { readonly key: string }).key;
}

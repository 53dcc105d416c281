import * as Comlink from 'comlink';
import { fault, type Fault } from '../model/fault.ts';
import type { EngineLoadOptions, EngineWorkerApi } from '../protocol/engine.ts';
import { randomId } from './random-id.ts';
import { workerEnded, workerStarted } from './worker-names.ts';

/** A worker as the page sees it: its methods, and news of its death. */
export interface WorkerLink<Api> {
  readonly remote: Comlink.Remote<Api>;
  /** Resolves with the reason when the worker ends for any reason but `end()`. Never rejects. */
  readonly died: Promise<Fault>;
  end(): void;
}

/**
 * Starts a worker and watches it. Comlink tells nothing of a death: its calls stay pending for ever. An `error` event
 * comes only from a script that threw; whatever else ends a worker shows in its life lock, which the browser releases.
 * @param make gets the name that the worker holds its lock under.
 */
export function linkWorker<Api>(make: (name: string) => Worker): WorkerLink<Api> {
  const name = `polyphony-${randomId()}`;
  workerStarted(name);
  const worker = make(name);
  const watch = new AbortController();
  const died = new Promise<Fault>((resolve) => {
    const report = (message: string) => {
      watch.abort();
      worker.terminate();
      workerEnded(name);
      resolve(fault('worker-crashed', message));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      report(event.message === '' ? 'The worker could not start or ended.' : `The worker failed: ${event.message}`);
    });
    worker.addEventListener('messageerror', () => report('The worker sent something unreadable.'));
    watchLock(name, watch.signal, () => report('The worker ended unexpectedly.'));
  });
  const remote = Comlink.wrap<Api>(worker);
  return {
    remote,
    died,
    end() {
      watch.abort();
      remote[Comlink.releaseProxy]();
      worker.terminate();
      workerEnded(name);
    },
  };
}

// How often to look whether the worker holds its lock yet, before waiting for its release.
const POLL_MS = 100;

function watchLock(name: string, signal: AbortSignal, onReleased: () => void): void {
  // Missing on plain http; the host's pings remain.
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return;
  const look = async () => {
    for (;;) {
      if (signal.aborted) return;
      const { held = [] } = await locks.query();
      if (held.some((lock) => lock.name === name)) break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    await locks.request(name, { signal }, () => onReleased());
  };
  look().catch(() => undefined); // aborted, or the page is going away
}

/** The same for an engine that lives on the page, fetched at its first call: there is no worker that could die. */
export function linkLocal(fetchApi: () => Promise<EngineWorkerApi & { end(): void }>): WorkerLink<EngineWorkerApi> {
  let fetched: ReturnType<typeof fetchApi> | null = null;
  const api = () => (fetched ??= fetchApi());
  const remote = {
    connect: async (...given: Parameters<EngineWorkerApi['connect']>) => (await api()).connect(...given),
    load: async (options: EngineLoadOptions) => (await api()).load(options),
    generate: async (jobs: Parameters<EngineWorkerApi['generate']>[0]) => (await api()).generate(jobs),
    cancel: async (ids: Parameters<EngineWorkerApi['cancel']>[0]) => (await api()).cancel(ids),
    ping: async () => (await api()).ping(),
  };
  return {
    remote: remote as unknown as WorkerLink<EngineWorkerApi>['remote'],
    died: new Promise<never>(() => undefined),
    end: () => void fetched?.then((one) => one.end()),
  };
}

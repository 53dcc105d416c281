/** What the endpoint engine needs of its surroundings, so that the same code runs in a worker and in tests. */
export interface EndpointWorld {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds. @returns ends the wait. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** 0 to 1, for the jitter of waits. */
  readonly random: () => number;
  /** Where the app itself came from, such as `http://localhost:4173`. */
  readonly pageOrigin: string;
  /** What the browser says about reaching the local network; null where it knows no such permission. */
  readonly localNetwork: () => Promise<PermissionState | null>;
}

/** The surroundings of a worker. */
export function workerWorld(): EndpointWorld {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => performance.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    pageOrigin: self.location.origin,
    localNetwork: async () => {
      try {
        // Chromium's name; browsers that do not know it throw.
        return (await navigator.permissions.query({ name: 'local-network-access' as PermissionName })).state;
      } catch {
        return null;
      }
    },
  };
}

/** Waits, unless the signal ends it. @throws the signal's reason. */
export function wait(world: EndpointWorld, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      end();
      reject(signal.reason as Error);
    };
    const end = world.after(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

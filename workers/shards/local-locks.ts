import type { Locks } from './ports.ts';

/** Locks of this worker alone: for browsers without Web Locks, and for tests. Whoever waits longest comes first. */
export function localLocks(): Locks {
  /** The end of the last one in the queue of each lock. */
  const queues = new Map<string, Promise<unknown>>();

  function enter<T>(name: string, signal: AbortSignal | null, work: () => Promise<T>): Promise<T> {
    const before = queues.get(name) ?? Promise.resolve();
    const running = aborted(before, signal).then(work);
    // Who leaves the queue early does not let the next one in.
    const end = Promise.allSettled([before, running]).then(() => {
      if (queues.get(name) === end) queues.delete(name);
    });
    queues.set(name, end);
    return running;
  }

  return {
    hold: enter,
    tryHold: async (name, work) => {
      if (queues.has(name)) return false;
      await enter(name, null, work);
      return true;
    },
    held: (name) => Promise.resolve(queues.has(name)),
  };
}

/** Waits no longer than the signal allows. */
function aborted(before: Promise<unknown>, signal: AbortSignal | null): Promise<unknown> {
  if (!signal) return before;
  const abort = new Promise((_, reject) => {
    const end = () => reject(reasonOf(signal));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([before, abort]).then(() => signal.throwIfAborted());
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Ended.', 'AbortError');
}

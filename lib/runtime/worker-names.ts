/** Names of the workers that this page started: other tabs of this site speak on the same channels. */
const started = new Set<string>();
const listeners = new Set<(name: string) => void>();

export function workerStarted(name: string): void {
  started.add(name);
}

export function workerEnded(name: string): void {
  for (const listener of listeners) listener(name);
}

export function isOwnWorker(name: string): boolean {
  return started.has(name);
}

/** @returns ends it */
export function onWorkerEnded(listener: (name: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

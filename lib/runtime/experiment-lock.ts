import type { ExperimentId } from '../model/experiment.ts';

/** Held by the tab in which an experiment runs, or is deleted. */
export function experimentLock(id: ExperimentId): string {
  return `polyphony-experiment-${id}`;
}

/**
 * Does some work while no other tab does work of the same name.
 * @param locks missing on plain http, where nothing keeps two tabs apart
 * @returns false, without the work, when another tab has the name; rejects as the work does
 */
export async function alone(locks: LockManager | undefined, name: string, work: () => Promise<void>): Promise<boolean> {
  if (!locks) {
    await work();
    return true;
  }
  return await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await work();
    return true;
  });
}

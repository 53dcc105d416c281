import { expect, it } from 'vitest';
import type { ExperimentId } from '../model/experiment.ts';
import { alone, experimentLock } from './experiment-lock.ts';

const name = experimentLock('e' as ExperimentId);

function lockManager(): LockManager {
  const held = new Set<string>();
  const request = async (wanted: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
    expect(options).toEqual({ ifAvailable: true });
    if (held.has(wanted)) return work(null);
    held.add(wanted);
    try {
      return await work({ name: wanted, mode: 'exclusive' });
    } finally {
      held.delete(wanted);
    }
  };
  return { request } as unknown as LockManager;
}

it('does the work of one tab at a time, and of the next one after it', async () => {
  const locks = lockManager();
  let release: () => void = () => undefined;
  const first = alone(locks, name, () => new Promise<void>((resolve) => (release = resolve)));
  expect(await alone(locks, name, () => Promise.reject(new Error('not called')))).toBe(false);
  release();
  expect(await first).toBe(true);
  await expect(alone(locks, name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await alone(locks, name, () => Promise.resolve())).toBe(true);
});

it('does it at once where there are no locks', async () => {
  expect(await alone(undefined, name, () => Promise.resolve())).toBe(true);
});

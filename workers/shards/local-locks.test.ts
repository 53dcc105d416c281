import { describe, expect, it } from 'vitest';
import { localLocks } from './local-locks.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('local locks', () => {
  it('let one after the other in, in their order, whatever becomes of each', async () => {
    const locks = localLocks();
    const seen: string[] = [];
    const work = (name: string, fails = false) =>
      locks.hold('a', null, async () => {
        seen.push(`+${name}`);
        await turn();
        seen.push(`-${name}`);
        if (fails) throw new Error(name);
        return name;
      });
    const all = await Promise.allSettled([work('1'), work('2', true), work('3')]);
    expect(seen).toEqual(['+1', '-1', '+2', '-2', '+3', '-3']);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await locks.held('a')).toBe(false);
  });

  it('are tried without waiting', async () => {
    const locks = localLocks();
    let other: boolean | null = null;
    const got = await locks.tryHold('a', async () => {
      expect(await locks.held('a')).toBe(true);
      other = await locks.tryHold('a', () => Promise.reject(new Error('not called')));
      await locks.hold('b', null, turn);
    });
    expect([got, other]).toEqual([true, false]);
    expect(await locks.tryHold('a', turn)).toBe(true);
  });

  it('are no longer waited for after the signal, and keep the order of the others', async () => {
    const locks = localLocks();
    const end = new AbortController();
    let free: () => void = () => undefined;
    const first = locks.hold('a', null, () => new Promise<void>((resolve) => (free = resolve)));
    const second = locks.hold('a', end.signal, () => Promise.reject(new Error('not called')));
    let third = false;
    const last = locks.hold('a', null, () => Promise.resolve((third = true)));
    end.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await turn();
    expect(third).toBe(false);
    free();
    await Promise.all([first, last]);
    await expect(locks.hold('a', end.signal, turn)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

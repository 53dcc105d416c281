import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lane } from './lane.ts';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Lane', () => {
  it('lets all of one model in at once and loads each model once for all who wait', async () => {
    const lane = new Lane<string>();
    const order: string[] = [];
    const work = async (key: string) => {
      const turn = await lane.enter(key, never);
      order.push(key);
      await settle();
      turn?.leave();
    };
    await Promise.all(['a', 'b', 'a', 'c', 'b', 'a'].map(work));
    expect(order).toEqual(['a', 'a', 'a', 'b', 'b', 'c']);
  });

  it('takes one who gives up out of the line', async () => {
    const lane = new Lane<string>();
    const first = await lane.enter('a', never);
    const abort = new AbortController();
    const second = lane.enter('b', abort.signal);
    const third = lane.enter('c', never);
    abort.abort();
    expect(await second).toBeNull();
    expect(await lane.enter('a', AbortSignal.abort())).toBeNull();
    first?.leave();
    expect(await third).not.toBeNull();
  });

  it('never lets two models work at once and lets everyone in (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 20 }), async (keys) => {
        const lane = new Lane<string>();
        const inside: string[] = [];
        let served = 0;
        await Promise.all(
          keys.map(async (key, i) => {
            if (i % 3 === 0) await settle();
            const turn = await lane.enter(key, never);
            inside.push(key);
            expect(new Set(inside).size).toBe(1);
            await settle();
            inside.splice(inside.indexOf(key), 1);
            served++;
            turn?.leave();
            turn?.leave();
          }),
        );
        expect(served).toBe(keys.length);
      }),
      { numRuns: 50 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import { isTicked, noTicks, tickAll, ticksIn, toggleTick } from './ticks.ts';

const ref = (shard: string, row: number) => ({ shard: shard as ShardId, row });

describe('ticks', () => {
  it('stay in the order in which they were set', () => {
    let ticks = toggleTick(toggleTick(noTicks, ref('a', 9)), ref('b', 2));
    ticks = tickAll(ticks, [ref('a', 1), ref('a', 9)]);
    expect([...ticks.values()]).toEqual([ref('a', 9), ref('b', 2), ref('a', 1)]);
    ticks = toggleTick(ticks, ref('a', 9));
    expect(isTicked(ticks, ref('a', 9))).toBe(false);
    expect(isTicked(ticks, ref('a', 1))).toBe(true);
  });

  it('go with their shard', () => {
    const ticks = tickAll(noTicks, [ref('a', 1), ref('b', 1)]);
    expect([...ticksIn(ticks, ['b' as ShardId]).values()]).toEqual([ref('b', 1)]);
    expect(ticksIn(ticks, ['a', 'b'] as ShardId[])).toBe(ticks);
  });
});

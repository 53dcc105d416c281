'use client';

import { useSyncExternalStore } from 'react';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import { noTicks, tickAll, type Ticks, ticksIn, toggleTick } from './ticks.ts';

// One for the page: ticks outlive scrolling, searches and a look at another screen, and the persona's sheet, which lies
// beside the list, sets them, too.
let ticks: Ticks = noTicks;
const listeners = new Set<() => void>();

function put(next: Ticks) {
  if (next === ticks) return;
  ticks = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const tickActions = {
  toggle: (ref: RowRef) => put(toggleTick(ticks, ref)),
  add: (refs: readonly RowRef[]) => put(tickAll(ticks, refs)),
  clear: () => put(noTicks),
  /** Forgets rows of shards that are gone. */
  keepShards: (shards: readonly ShardId[]) => put(ticksIn(ticks, shards)),
};

export function useTicks(): Ticks {
  return useSyncExternalStore(
    subscribe,
    () => ticks,
    () => noTicks,
  );
}

import type { ShardId } from '../../lib/model/ids.ts';

/** Held, over all tabs, by whoever changes a shard that is whole or makes one out of others. */
export function shardLock(id: ShardId): string {
  return `polyphony-shard ${id}`;
}

/** Held, over all tabs, by whoever changes sets: a change is read, then written. */
export const SETS_LOCK = 'polyphony-sets';

/** Held, over all tabs, by whoever changes decisions about near-duplicates; behind the locks of their shards. */
export const DECISIONS_LOCK = 'polyphony-decisions';

/** Held by the tab that cleans up and brings lost shards back when it opens. */
export const OPENING_LOCK = 'polyphony-opening';

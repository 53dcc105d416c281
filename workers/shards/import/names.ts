import type { ShardId } from '../../../lib/model/ids.ts';

/** Held by the one import, over all tabs, that reads and writes; others wait for it. */
export const TURN = 'polyphony-import';

/** Held for as long as some worker has an import: one that nobody holds was interrupted. */
export function importLock(shard: ShardId): string {
  return `polyphony-import ${shard}`;
}

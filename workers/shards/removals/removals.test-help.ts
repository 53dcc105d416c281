import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { RowRef } from '../../../lib/model/persona.ts';
import type { ShardsWorkerApi } from '../../../lib/protocol/shards.ts';
import { createMemoryStores } from '../../../lib/store/memory.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import type { FileStore } from '../../models/ports.ts';
import { createShardsCore } from '../core.ts';
import { simpleRooms, type TestWorld, testWorld } from '../core.test-help.ts';
import { localLocks } from '../local-locks.ts';
import type { Rooms } from '../rooms.ts';
import { createSearch } from '../search/search.ts';

/** Search as in the app; labels as they lie in the store. */
const rooms: Rooms = { ...simpleRooms, search: createSearch };

export interface Tab {
  readonly world: TestWorld;
  readonly core: ShardsWorkerApi;
}

/** Tabs over one database, which hear each other's news. */
export function openTabs(
  count: number,
  store: ShardStore = createMemoryStores().shards,
  files: FileStore | null = null,
): readonly Tab[] {
  const locks = localLocks();
  const hearing: ((shard: ShardId | null) => void)[] = [];
  return Array.from({ length: count }, (_, tab) => {
    const plain = testWorld(store, locks);
    const world: TestWorld = {
      ...plain,
      now: () => world.time,
      changed(shard) {
        plain.changed(shard);
        for (const [other, hear] of hearing.entries()) if (other !== tab) hear(shard);
      },
    };
    const onNews = (hear: (shard: ShardId | null) => void) => void (hearing[tab] = hear);
    const core = createShardsCore(world, { files, budget: 64 * 1024 * 1024, connect: () => undefined, onNews }, rooms);
    return { world, core };
  });
}

/** A row removed in favour of another one. */
export type Pair = readonly [removed: RowRef, kept: RowRef];

/** A decision that removes these rows. */
export function decisionOf(id: string, pairs: readonly Pair[], createdAt = 1): DedupDecision {
  const shards = [...new Set(pairs.flat().map(({ shard }) => shard))];
  const places = (end: 0 | 1) => Uint16Array.from(pairs, (pair) => shards.indexOf(pair[end].shard));
  return {
    version: 1,
    id,
    createdAt,
    scope: 'Village',
    method: { kind: 'exact', tokens: { kind: 'words', size: 1 } },
    threshold: 0.5,
    keep: 'first',
    byHand: 0,
    before: 10,
    clusters: new Set(pairs.map(([, kept]) => `${kept.shard}/${kept.row}`)).size,
    removed: {
      kind: 'personas',
      shards,
      shard: places(0),
      rows: Uint32Array.from(pairs, ([{ row }]) => row),
      keptShard: places(1),
      keptRows: Uint32Array.from(pairs, ([, { row }]) => row),
      similarity: Float32Array.from(pairs, () => 0.75),
    },
  };
}

export const ref = (shard: string, row: number): RowRef => ({ shard: shard as ShardId, row });

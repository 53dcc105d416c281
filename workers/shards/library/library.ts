import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardView, VerifyReport } from '../../../lib/protocol/shards.ts';
import type { ShardsRoom } from '../api.ts';
import { shardLock } from '../lock-names.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { type Labelling, labelLock } from '../labelling/labelling.ts';
import type { ShardsWorld, Shelves } from '../ports.ts';
import type { Decisions } from '../removals/decisions.ts';
import type { Removals } from '../removals/removals.ts';
import type { Sets } from '../sets/sets.ts';
import type { Deletion } from './deletion.ts';
import { mergeShards } from './merge.ts';
import { rejectionsFile } from './rejections.ts';
import { repairShard, verifyShard } from './verify.ts';

export type Library = ShardsRoom<
  'shards' | 'describe' | 'deleteShard' | 'restoreShard' | 'merge' | 'verify' | 'repair' | 'rejections'
>;

export interface LibraryWorld {
  readonly world: ShardsWorld;
  readonly shelves: Shelves;
  readonly labels: Pick<Labelling, 'labelled' | 'forget' | 'start' | 'stop'>;
  readonly mirror: Mirror;
  readonly sets: Sets;
  readonly deletion: Deletion;
  readonly removals: Removals;
  readonly decisions: Pick<Decisions, 'moveRows'>;
  /** Rows of a shard that search finds. */
  readonly searchable: (id: ShardId) => Promise<number>;
}

/** Names, sources and licences are shown in one line. */
const MAX_WORDS = 200;

/** What can be done with the shards that are held. */
export function createLibrary(given: LibraryWorld): Library {
  const { world, shelves, labels, mirror, sets, deletion, removals, decisions } = given;
  /** What the last look at each shard found, as long as this worker lives. */
  const damaged = new Map<ShardId, number>();

  async function shards(): Promise<readonly ShardView[]> {
    const infos = await shelves.list();
    const mask = await removals.mask();
    return Promise.all(
      infos.map(async (info) => ({
        info,
        searchable: await given.searchable(info.id),
        labelled: await labels.labelled(info.id),
        damagedParts: damaged.get(info.id) ?? null,
        removed: mask.of(info)?.size ?? 0,
      })),
    );
  }

  async function repair(id: ShardId): Promise<VerifyReport> {
    // No labels of old rows may be written behind the new ones.
    labels.stop();
    try {
      const work = () => repairShard(world, mirror, sets, decisions, id);
      const report = await world.locks.hold(labelLock(id), null, work);
      // Sound parts may be in memory beside damaged ones that were refused.
      shelves.forget(id);
      labels.forget(id);
      damaged.set(id, 0);
      world.changed(id);
      return report;
    } finally {
      labels.start();
    }
  }

  return {
    shards,
    async describe(id, words) {
      await world.locks.hold(shardLock(id), null, async () => {
        const info = await world.store.getShard(id);
        if (info?.state !== 'whole') throw badInput('These personas are not here (any more).');
        const { name = info.name, source = info.source, licence = info.licence } = words;
        if (name.trim() === '') throw badInput('A set of personas needs a name.');
        const [n, s, l] = [name, source, licence].map((word) => word.trim().slice(0, MAX_WORDS)) as [
          string,
          string,
          string,
        ];
        await world.store.putInfo({ ...info, name: n, source: s, licence: l });
      });
      world.changed(id);
    },
    deleteShard: (id) => deletion.deleteShard(id),
    restoreShard: (id) => deletion.restoreShard(id),
    merge: (ids, name) => mergeShards(world, shelves, removals, ids, name),
    async verify(id) {
      const report = await verifyShard(world, mirror, id);
      damaged.set(id, report.damaged.length);
      return report;
    },
    repair,
    rejections: (id) => rejectionsFile(world, id),
  };
}

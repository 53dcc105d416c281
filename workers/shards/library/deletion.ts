import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { shardLock } from '../lock-names.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { ShardsWorld } from '../ports.ts';
import type { Decisions } from '../removals/decisions.ts';
import type { Sets } from '../sets/sets.ts';
import { STARTER } from '../starter.ts';

/** As long as the page offers to undo. */
const UNDO_MS = 30_000;

export interface Deletion {
  /** Hides a shard; after UNDO_MS it goes for good. @throws FaultError `bad-input` for one that cannot be deleted */
  deleteShard(id: ShardId): Promise<void>;
  /** @throws FaultError `bad-input` when it is gone for good */
  restoreShard(id: ShardId): Promise<void>;
  /** Removes what an earlier visit deleted, and what is left of a merge that was killed. */
  clean(): Promise<void>;
}

export function createDeletion(
  world: ShardsWorld,
  mirror: Mirror,
  sets: Pick<Sets, 'moveRows'>,
  decisions: Pick<Decisions, 'moveRows'>,
): Deletion {
  const { store, locks } = world;

  async function mark(id: ShardId, deletedAt: number | null): Promise<void> {
    await locks.hold(shardLock(id), null, async () => {
      const info = await store.getShard(id);
      if (info?.state !== 'whole') throw badInput('These personas are not here (any more).');
      await store.putInfo({ ...info, deletedAt });
    });
    world.changed(id);
  }

  /** Removes the shard if it is still deleted then: it may have been restored, or removed by another tab. */
  async function purge(id: ShardId): Promise<void> {
    await locks.hold(shardLock(id), null, async () => {
      const info = await store.getShard(id);
      if (info === null || !isDue(info)) return;
      // The copy first: if this tab dies in between, the shard is still marked as deleted.
      await mirror.remove(id);
      await sets.moveRows(id, () => null);
      await decisions.moveRows({ shard: id, rowOf: () => null, hashes: null });
      await store.deleteShard(id);
    });
    world.changed(id);
  }

  const isDue = ({ deletedAt }: ShardInfo) => deletedAt !== null && world.now() - deletedAt >= UNDO_MS;
  // What cannot be removed now is removed at the next visit.
  const purgeIn = (id: ShardId, ms: number) => setTimeout(() => void purge(id).catch(() => undefined), ms);

  /** Half of a shard that was being put together; an import has a journal. */
  async function removeLeftOver(id: ShardId): Promise<void> {
    await locks.tryHold(shardLock(id), async () => {
      const [info, journal] = [await store.getShard(id), await store.getJournal(id)];
      if (info?.state === 'importing' && journal === null) await store.deleteShard(id);
    });
  }

  return {
    async deleteShard(id) {
      if (id === STARTER) throw badInput('The starter personas stay: Play begins with them.');
      await mark(id, world.now());
      purgeIn(id, UNDO_MS);
    },
    restoreShard: (id) => mark(id, null),
    async clean() {
      for (const info of await store.listShards()) {
        if (info.state === 'importing') await removeLeftOver(info.id);
        else if (isDue(info)) await purge(info.id);
        else if (info.deletedAt !== null) purgeIn(info.id, info.deletedAt + UNDO_MS - world.now());
      }
    },
  };
}

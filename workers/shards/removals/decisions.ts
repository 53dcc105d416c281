import { badInput } from '../../../lib/model/fault.ts';
import type { DedupDecision } from '../../../lib/model/dedup.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import { readPersonaDecision } from '../../../lib/store/decision-shapes.ts';
import type { ShardsRoom } from '../api.ts';
import { DECISIONS_LOCK, shardLock } from '../lock-names.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { ShardsWorld } from '../ports.ts';
import type { StoreShelves } from '../shelves.ts';
import { checkDecision } from './check-decision.ts';
import { decisionFile } from './decision-file.ts';
import { Mask } from './mask.ts';
import { type Moved, movedDecision } from './move-rows.ts';

export interface Decisions extends ShardsRoom<'decisions' | 'applyDecision' | 'undoDecision' | 'exportDecision'> {
  /** A shard was written anew, or is gone for good: decisions get its new row numbers; one without any row goes. */
  moveRows(moved: Moved): Promise<void>;
}

/** Decisions about near-duplicates: nothing is deleted by them, and each can be undone in any order. */
export function createDecisions(world: ShardsWorld, shelves: StoreShelves, mirror: Mirror): Decisions {
  const { store } = world;
  const alone = async (work: () => Promise<void>) => {
    await world.locks.hold(DECISIONS_LOCK, null, work);
    world.changed(null);
  };

  /** Holds the locks of all shards; always in the same order, so that two tabs never wait for each other. */
  function inTurn(shards: readonly ShardId[], work: () => Promise<void>): Promise<void> {
    const [first, ...rest] = shards;
    if (first === undefined) return work();
    return world.locks.hold(shardLock(first), null, () => inTurn(rest, work));
  }

  async function named(id: string): Promise<DedupDecision> {
    const found = (await store.listDecisions()).find((decision) => decision.id === id);
    if (!found) throw badInput('This decision is not here (any more).');
    return found;
  }

  return {
    decisions: () => store.listDecisions(),
    async applyDecision(given) {
      const decision = readPersonaDecision(given);
      if (decision?.removed.kind !== 'personas') throw badInput('What this would remove is not all there.');
      const { removed } = decision;
      await inTurn([...new Set(removed.shards)].sort(), () =>
        alone(async () => {
          // Another tab may have changed either until this one got its turn.
          shelves.refresh();
          const [decisions, infos] = [await store.listDecisions(), await shelves.list()];
          if (decisions.some(({ id }) => id === decision.id)) throw badInput('This decision stands already.');
          const hashes = checkDecision(removed, infos, new Mask(decisions, infos));
          await store.putDecision({ ...decision, removed: { ...removed, hashes } });
        }),
      );
    },
    undoDecision: (id) =>
      alone(async () => {
        await named(id);
        await mirror.dropDecision(id, () => store.deleteDecision(id));
      }),
    exportDecision: async (id) => {
      const decision = await named(id);
      const infos = await shelves.list();
      return decisionFile(world, shelves, decision, new Mask([decision], infos).rowsOf(decision), infos);
    },
    moveRows: (change) =>
      alone(async () => {
        for (const decision of await store.listDecisions()) {
          const moved = movedDecision(decision, change);
          if (moved === null) await mirror.dropDecision(decision.id, () => store.deleteDecision(decision.id));
          else if (moved !== decision) await store.putDecision(moved);
        }
      }),
  };
}

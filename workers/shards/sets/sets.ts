import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PersonaSet } from '../../../lib/model/shard.ts';
import { SETS_LOCK } from '../lock-names.ts';
import type { ShardsWorld } from '../ports.ts';

/** Members in one set: they are read and written as one value, and ticked by hand or drawn as a sample. */
const MAX_MEMBERS = 200_000;

export interface Sets {
  sets(): Promise<readonly PersonaSet[]>;
  /** Each row once, in the order given. @throws FaultError `bad-input` for a set without a name or with too many members */
  putSet(set: PersonaSet): Promise<void>;
  deleteSet(id: string): Promise<void>;
  /** Gives members of a shard their new row numbers; null for a row that is gone. */
  moveRows(shard: ShardId, rowOf: (row: number) => number | null): Promise<void>;
}

export function createSets(world: ShardsWorld): Sets {
  const { store } = world;
  const alone = async (work: () => Promise<void>) => {
    await world.locks.hold(SETS_LOCK, null, work);
    world.changed(null);
  };
  return {
    sets: () => store.listSets(),
    putSet: (set) =>
      alone(() => {
        const name = set.name.trim();
        if (name === '') throw badInput('A set needs a name.');
        const members = each(set.members);
        if (members.length > MAX_MEMBERS) {
          throw badInput(`A set holds ${MAX_MEMBERS.toLocaleString('en')} personas at most.`);
        }
        return store.putSet({ ...set, name, members });
      }),
    deleteSet: (id) => alone(() => store.deleteSet(id)),
    moveRows: (shard, rowOf) =>
      alone(async () => {
        for (const set of await store.listSets()) {
          if (!set.members.some((member) => member.shard === shard)) continue;
          const members = set.members.flatMap((member) => {
            const row = member.shard === shard ? rowOf(member.row) : member.row;
            return row === null ? [] : { shard: member.shard, row };
          });
          await store.putSet({ ...set, members });
        }
      }),
  };
}

function each(members: PersonaSet['members']): PersonaSet['members'] {
  const seen = new Map<ShardId, Set<number>>();
  return members.filter(({ shard, row }) => {
    const rows = seen.get(shard) ?? new Set();
    seen.set(shard, rows);
    if (rows.has(row)) return false;
    rows.add(row);
    return true;
  });
}

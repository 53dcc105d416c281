import type { ShardId } from '../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { checkPart, damaged } from '../../lib/personas/check-part.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import { hashPart } from '../../lib/personas/shard-hash.ts';
import type { ShardStore } from '../../lib/store/ports.ts';

// Parts of one request at most: some megabytes, so that the first is not kept waiting by the last.
const BATCH = 16;

interface Wanted {
  readonly info: ShardInfo;
  readonly index: number;
  readonly resolve: (part: PackedPart) => void;
  readonly reject: (thrown: unknown) => void;
}

/**
 * Reads parts from the store; those that are asked for in the same moment in one request. What comes back is checked:
 * its shape and its hash. It rejects with `shard-corrupt` for a part that is missing or is not what was written.
 */
export function loadParts(store: ShardStore): (info: ShardInfo, index: number) => Promise<PackedPart> {
  let waiting: Wanted[] = [];

  function flush(): void {
    const byShard = new Map<ShardId, Wanted[]>();
    for (const wanted of waiting) {
      const same = byShard.get(wanted.info.id) ?? [];
      same.push(wanted);
      byShard.set(wanted.info.id, same);
    }
    waiting = [];
    for (const [shard, all] of byShard) {
      for (let from = 0; from < all.length; from += BATCH) void answer(shard, all.slice(from, from + BATCH));
    }
  }

  async function answer(shard: ShardId, wanted: readonly Wanted[]): Promise<void> {
    let found: readonly (PackedPart | null)[];
    try {
      found = await store.parts(
        shard,
        wanted.map(({ index }) => index),
      );
    } catch (thrown) {
      for (const { reject } of wanted) reject(thrown);
      return;
    }
    await Promise.all(
      wanted.map(({ info, index, resolve, reject }, i) =>
        soundPart(info, index, found[i] ?? null).then(resolve, reject),
      ),
    );
  }

  return (info, index) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push({ info, index, resolve, reject });
    });
}

/** The part, if it is the one that was written there. @throws FaultError `shard-corrupt` otherwise */
export async function soundPart(info: ShardInfo, index: number, part: PackedPart | null): Promise<PackedPart> {
  if (part === null) throw damaged({ shard: info.id, index }, 'it is missing');
  checkPart(part);
  if (part.shard !== info.id || part.index !== index || part.count !== rowsOfPart(info.count, index)) {
    throw damaged({ shard: info.id, index }, 'another one is in its place');
  }
  if ((await hashPart(part)) !== part.hash) throw damaged(part, 'it is not what was written');
  return part;
}

/** Rows that part `index` of a shard of `count` rows holds. */
export function rowsOfPart(count: number, index: number): number {
  return Math.max(0, Math.min(PART_SIZE, count - index * PART_SIZE));
}

/** Parts that a shard of `count` rows has. */
export function partsOf(count: number): number {
  return Math.ceil(count / PART_SIZE);
}

import type { ShardId } from '../../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../../lib/model/shard.ts';
import { parseInfo } from '../../../lib/store/shard-shapes.ts';
import type { FileStore } from '../../models/ports.ts';
import { partsOf, soundPart } from '../load-parts.ts';
import { shardLock } from '../lock-names.ts';
import type { ShardsWorld } from '../ports.ts';
import { createDecisionCopies } from './decision-copies.ts';
import { findRecords, type Place, readRecord, recordOf } from './records.ts';

/**
 * Copies of whole shards beside the database, which some browsers empty when they are killed. A folder for each shard:
 * its parts as records one behind the other, and what is known of it, written last: a copy without that is none yet.
 * Decisions about near-duplicates are copied too, or a wiped database would bring back what the user removed.
 */
export interface Mirror {
  /** Makes the copies that are missing, and renews those of shards that changed. Does nothing where there is no room. */
  sync(): Promise<void>;
  /** Puts shards and decisions that the database lost back into it. @returns which shards */
  rebuild(): Promise<readonly ShardId[]>;
  /** The copies of some parts; null where there is none that is whole. */
  parts(id: ShardId, indexes: readonly number[]): Promise<readonly (PackedPart | null)[]>;
  /** Deletes the copy of a shard, which must not come back. */
  remove(id: ShardId): Promise<void>;
  /** Deletes the copy of a decision, then does `work`, which deletes the decision itself; no copy is made in between. */
  dropDecision(id: string, work: () => Promise<void>): Promise<void>;
}

const ROOT = 'shards';
/** One tab writes copies at a time. */
const LOCK = 'polyphony-mirror';
/** Parts read and written at once: some megabytes. */
const BATCH = 8;
/** Left for the user's own work: a copy is worth less. */
const SPARE_BYTES = 256 * 1024 * 1024;

const folderOf = (id: ShardId) => `${ROOT}/${encodeURIComponent(id)}`;
const partsFile = (id: ShardId) => `${folderOf(id)}/parts`;
/** The hash of the shard whose copy is being written. */
const begunFile = (id: ShardId) => `${folderOf(id)}/begun`;
const infoFile = (id: ShardId) => `${folderOf(id)}/info.json`;

/** For browsers without a private file system. */
export const noMirror: Mirror = {
  sync: () => Promise.resolve(),
  rebuild: () => Promise.resolve([]),
  parts: (_, indexes) => Promise.resolve(indexes.map(() => null)),
  remove: () => Promise.resolve(),
  dropDecision: (_, work) => work(),
};

export function createMirror(world: ShardsWorld, files: FileStore): Mirror {
  const { store } = world;
  const decisions = createDecisionCopies(store, files);
  const alone = <T>(work: () => Promise<T>) => world.locks.hold(LOCK, null, work);

  /** What the copy says of the shard; null when it is none. */
  async function copied(id: ShardId): Promise<ShardInfo | null> {
    const file = await files.open(infoFile(id));
    const info = file && parseInfo(await file.text());
    return info?.id === id ? info : null;
  }

  async function writeText(path: string, text: string): Promise<void> {
    const sink = await files.write(path, 0);
    try {
      await sink.write(new TextEncoder().encode(text));
    } finally {
      await sink.close();
    }
  }

  async function writeInfo(info: ShardInfo): Promise<void> {
    const draft = `${folderOf(info.id)}/info.new`;
    await writeText(draft, JSON.stringify(info));
    await files.move(draft, infoFile(info.id));
  }

  /** Where to go on with a copy that was left in the middle: which part comes next, and at which byte. */
  async function begun({ id, hash }: ShardInfo): Promise<{ readonly next: number; readonly at: number }> {
    let [next, at] = [0, 0];
    const mark = files.resumable ? await files.open(begunFile(id)) : null;
    if ((await mark?.text()) === hash) {
      const file = await files.open(partsFile(id));
      const places = file ? await findRecords(file) : new Map<number, Place>();
      for (let place = places.get(0); place && place.from > at; place = places.get(next)) {
        at = place.to;
        next += 1;
      }
    }
    if (next > 0) return { next, at };
    await files.remove(folderOf(id));
    await writeText(begunFile(id), hash);
    return { next, at };
  }

  async function writeCopy(info: ShardInfo): Promise<void> {
    const { id } = info;
    try {
      const { next, at } = await begun(info);
      const sink = await files.write(partsFile(id), at);
      try {
        for (let from = next; from < partsOf(info.count); from += BATCH) {
          const indexes = range(from, Math.min(from + BATCH, partsOf(info.count)));
          for (const [i, part] of (await store.parts(id, indexes)).entries()) {
            for (const piece of recordOf(await soundPart(info, from + i, part))) await sink.write(piece);
            await world.breathe();
          }
        }
      } finally {
        await sink.close();
      }
      await writeInfo(info);
      await files.remove(begunFile(id));
    } catch (thrown) {
      // Without a copy everything works; half a copy only takes room.
      await files.remove(folderOf(id));
      throw thrown;
    }
  }

  /** As written by the last `sync`, to spare reading it again at each change. */
  const known = new Map<ShardId, string>();

  async function syncOne(info: ShardInfo): Promise<void> {
    const now = JSON.stringify(info);
    if (known.get(info.id) === now) return;
    const copy = await copied(info.id);
    if (copy?.hash === info.hash && copy.count === info.count) {
      if (JSON.stringify(copy) !== now) await writeInfo(info);
      known.set(info.id, now);
      return;
    }
    const told = await world.estimate();
    if (told && told.quota - told.used < info.bytes + SPARE_BYTES) return;
    await writeCopy(info);
    known.set(info.id, now);
  }

  async function rebuildOne(id: ShardId): Promise<boolean> {
    const info = await copied(id);
    const file = await files.open(partsFile(id));
    if (!info || !file) return false;
    if ((await store.getShard(id)) !== null) return true; // it came while others were put back
    const places = await findRecords(file);
    for (let from = 0; from < partsOf(info.count); from += BATCH) {
      const indexes = range(from, Math.min(from + BATCH, partsOf(info.count)));
      const parts = await readRecords(file, id, places, indexes);
      // Missing parts are told by `verify`; what is whole can be used.
      await store.replaceParts(
        { ...info, state: 'importing' },
        parts.filter((part) => part !== null),
      );
      await world.breathe();
    }
    await store.replaceParts(info, []);
    return true;
  }

  async function folders(): Promise<readonly ShardId[]> {
    const all = (await files.list(ROOT)).map(({ path }) => path.split('/')[1] ?? '');
    return [...new Set(all)].map((name) => decodeURIComponent(name) as ShardId);
  }

  return {
    sync: () =>
      alone(async () => {
        for (const info of await store.listShards()) {
          // A damaged shard keeps the copy that it has; a full disk goes without.
          if (info.state === 'whole' && info.deletedAt === null) await syncOne(info).catch(() => undefined);
        }
        await decisions.sync();
      }),
    rebuild: () =>
      alone(async () => {
        const back: ShardId[] = [];
        const there = new Set((await store.listShards()).map(({ id }) => id));
        for (const id of await folders()) {
          if (there.has(id)) continue;
          // Whoever holds the shard is writing it.
          await world.locks.tryHold(shardLock(id), async () => {
            if (await rebuildOne(id)) back.push(id);
            else await files.remove(folderOf(id));
          });
        }
        if ((await decisions.rebuild()) > 0) world.changed(null);
        return back;
      }),
    async parts(id, indexes) {
      const info = await copied(id);
      const file = info && (await files.open(partsFile(id)));
      if (!file) return indexes.map(() => null);
      return readRecords(file, id, await findRecords(file), indexes);
    },
    remove: (id) =>
      alone(async () => {
        known.delete(id);
        await files.remove(folderOf(id));
      }),
    dropDecision: (id, work) =>
      alone(async () => {
        await decisions.remove(id);
        await work();
      }),
  };
}

async function readRecords(
  file: Blob,
  id: ShardId,
  places: ReadonlyMap<number, Place>,
  indexes: readonly number[],
): Promise<readonly (PackedPart | null)[]> {
  const read = async (place: Place | undefined) => (place ? readRecord(file, id, place) : null);
  return Promise.all(indexes.map((index) => read(places.get(index))));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

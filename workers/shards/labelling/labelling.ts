import { faultOf } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import type { LabelReader, ShardsWorld, Shelves } from '../ports.ts';
import { LabelCache, partCount } from './label-cache.ts';
import { loadAttributor, type MakeLabels } from './load-attributor.ts';

export interface Labelling extends LabelReader {
  /** Labels in the background what is held and has no labels yet, or those of an older attributor. */
  start(): void;
  /** A shard is new or has changed: its labels are made next. */
  notice(id: ShardId): void;
  /** Ends the background work; the next `start` goes on where it stopped. */
  stop(): void;
  /** Resolves when nothing is left to label. */
  idle(): Promise<void>;
}

/** Rows between two looks at waiting calls: some three milliseconds. */
const STEP = 256;
/** Screens are told this often, in milliseconds, how far labelling is: each time they count again. */
const TELL_EVERY = 5000;

/** One tab at a time labels a shard. Whoever replaces its rows holds this too, so that no labels of old rows follow. */
export const labelLock = (id: ShardId): string => `labels/${id}`;

/** Makes and reads labels of all shards. @param load what makes labels, asked for once */
export function createLabelling(
  world: ShardsWorld,
  shelves: Shelves,
  load: () => Promise<MakeLabels> = loadAttributor,
): Labelling {
  const cache = new LabelCache(world.store);
  const waiting = new Set<ShardId>();
  let stopping = new AbortController();
  let working: Promise<void> | null = null;
  let attributor: Promise<MakeLabels> | null = null;

  function wake(): void {
    if (working) return;
    working = work().finally(() => {
      working = null;
      if (waiting.size > 0 && !stopping.signal.aborted) wake();
    });
  }

  async function work(): Promise<void> {
    const { signal } = stopping;
    for (const id of waiting) {
      if (signal.aborted) return;
      waiting.delete(id);
      // A shard that cannot be labelled now (deleted, storage gone) is tried again at the next start.
      await world.locks
        .hold(labelLock(id), signal, () => labelShard(id, signal))
        .catch((thrown: unknown) => faultOf(thrown));
    }
  }

  async function labelShard(id: ShardId, signal: AbortSignal): Promise<void> {
    // Another tab may have been at it until this one got the lock.
    cache.lookAgain(id);
    const info = await shelves.info(id);
    const stored = await isStored(info);
    let made = 0;
    let told = world.now();
    try {
      for (let index = 0; index < partCount(info) && !signal.aborted; index += 1) {
        if (await cache.part(info, index)) continue;
        const part = await makeLabels(info, index, signal);
        if (!part) continue;
        if (stored && !(await keep(info, part))) return;
        cache.put(info, part);
        made += 1;
        if (world.now() - told < TELL_EVERY) continue;
        told = world.now();
        world.changed(id);
      }
    } finally {
      if (made > 0) world.changed(id);
    }
  }

  /** Null for a damaged part, whose labels come after its repair, and when stopped. */
  async function makeLabels(info: ShardInfo, index: number, signal: AbortSignal): Promise<LabelPart | null> {
    const part = await shelves.part(info.id, index).catch((thrown: unknown) => {
      if (faultOf(thrown).code === 'shard-corrupt') return null;
      throw thrown;
    });
    if (!part) return null;
    attributor ??= load();
    const make = await attributor.catch((thrown: unknown) => {
      attributor = null; // the next shard asks again
      throw thrown;
    });
    const steps = make(part, info.columns, STEP);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await world.breathe();
      if (signal.aborted) return null;
    }
  }

  /** Whether the shard is in the store; one that only this tab holds in memory gets its labels there too. */
  async function isStored(info: ShardInfo): Promise<boolean> {
    const held = await world.store.getShard(info.id).catch(() => null);
    return held?.hash === info.hash;
  }

  /** @returns whether the shard is still the one that the labels were made of */
  async function keep(info: ShardInfo, part: LabelPart): Promise<boolean> {
    try {
      await world.store.putLabels([part]);
    } catch (thrown) {
      // Without room on disk labels live in memory, and are made again at the next visit.
      if (faultOf(thrown).code !== 'storage-full') throw thrown;
      return true;
    }
    const held = await world.store.getShard(info.id);
    if (held?.hash === info.hash) return true;
    // It was deleted or replaced meanwhile: what was just written must not pass for labels of other rows.
    if (!held) await world.store.deleteShard(info.id);
    else {
      await world.store.putLabels([{ ...part, attributor: 0, columns: [] }]);
      waiting.add(info.id);
    }
    return false;
  }

  return {
    async part(id, index) {
      return cache.part(await shelves.info(id), index);
    },
    async labelled(id) {
      return cache.labelled(await shelves.info(id));
    },
    forget: (id) => cache.forget(id),
    start() {
      if (stopping.signal.aborted) stopping = new AbortController();
      void shelves.list().then(
        (infos) => {
          for (const { id } of infos) waiting.add(id);
          if (waiting.size > 0) wake();
        },
        () => undefined, // nothing can be read: there is nothing to label
      );
    },
    notice(id) {
      waiting.add(id);
      if (!stopping.signal.aborted) wake();
    },
    stop: () => stopping.abort(),
    async idle() {
      await shelves.list().catch(() => []); // lets a `start` of a moment ago queue its shards
      while (working) await working;
    },
  };
}

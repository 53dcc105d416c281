import { FaultError } from '../../../lib/model/fault.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { SegmentBuilder } from '../../../lib/personas/search-index/segment-builder.ts';
import { partsOf } from '../load-parts.ts';
import type { ShardsWorld, Shelves } from '../ports.ts';
import { contentOf, coveredParts, INDEXER, type ShardIndexes } from './shard-index.ts';

/** Held by the tab that indexes; another one waits, then finds the work done. */
const INDEXING_LOCK = 'polyphony-indexing';

export interface Indexing {
  /** Indexes what is not indexed yet, in the background; called again when shards changed. Never throws. */
  start(): void;
  /** Resolves when nothing is left to index, or indexing failed. */
  settled(): Promise<void>;
  /** No more indexing; what is indexed stays. */
  stop(): void;
}

type IndexingWorld = Pick<ShardsWorld, 'store' | 'locks' | 'breathe' | 'changed' | 'emit'>;

/** Indexes shards segment by segment, a part of 4,096 rows (some 10 ms) between two breaths. */
export function createIndexing(world: IndexingWorld, shelves: Pick<Shelves, 'list'>, indexes: ShardIndexes): Indexing {
  const ended = new AbortController();
  let running: Promise<void> | null = null;
  let wanted = 0;

  async function unfinished(): Promise<ShardInfo[]> {
    const found: ShardInfo[] = [];
    const held = await shelves.list();
    indexes.keepOnly(held);
    for (const info of held) {
      if (coveredParts(await indexes.spans(info)) < partsOf(info.count)) found.push(info);
    }
    return found;
  }

  async function run(): Promise<void> {
    let done = -1;
    while (done !== wanted && !ended.signal.aborted) {
      done = wanted;
      if ((await unfinished()).length === 0) continue;
      await world.locks.hold(INDEXING_LOCK, ended.signal, async () => {
        // Another tab may have done it while this one waited.
        for (const info of await unfinished()) indexes.forget(info.id);
        for (const info of await unfinished()) await indexShard(info);
      });
    }
  }

  async function indexShard(info: ShardInfo): Promise<void> {
    const parts = partsOf(info.count);
    const spans = await indexes.spans(info);
    let done = coveredParts(spans);
    while (done < parts) {
      const builder = new SegmentBuilder();
      let whole = true;
      while (!builder.full && done + builder.parts < parts) {
        const read = await indexes.textRows(info, done + builder.parts);
        whole &&= read.whole;
        builder.add(read.rows);
        await pause();
      }
      const steps = builder.finish(contentOf(info));
      let step = steps.next();
      while (step.done !== true) {
        await pause();
        step = steps.next();
      }
      const { parts: some, rows } = builder;
      // Deleted, or repaired: then this index is of no use.
      if (!(await shelves.list()).some(({ id, hash }) => id === info.id && hash === info.hash)) return;
      const place = { shard: info.id, index: spans.length, firstPart: done, parts: some, rows };
      // Without a damaged part's rows it serves until that part is repaired.
      if (whole) {
        const segment = { version: 1, ...place, indexer: INDEXER, bytes: step.value } as const;
        await world.store.putSegment(segment).catch(ignoreStorage);
      }
      await indexes.add(info, { firstPart: done, parts: some, bytes: step.value, whole });
      done += some;
      world.emit({ kind: 'changed' });
    }
    world.changed(info.id);
  }

  async function pause(): Promise<void> {
    await world.breathe();
    ended.signal.throwIfAborted();
  }

  return {
    start() {
      wanted += 1;
      // What fails here fails again, with a fault, in the search that needs it.
      running ??= run()
        .catch(() => undefined)
        .finally(() => (running = null));
    },
    settled: async () => {
      while (running) await running;
    },
    stop: () => ended.abort(),
  };
}

/** An index that cannot be kept serves as long as the page is open; it is made again at the next visit. */
function ignoreStorage(thrown: unknown): void {
  if (thrown instanceof FaultError && thrown.fault.code.startsWith('storage-')) return;
  throw thrown;
}

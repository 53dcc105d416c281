import { badInput, FaultError } from '../../lib/model/fault.ts';
import type { ShardId } from '../../lib/model/ids.ts';
import type { RowRef } from '../../lib/model/persona.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { partBytes, unpackText } from '../../lib/personas/pack.ts';
import { PART_SIZE } from '../../lib/personas/part-builder.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import { loadParts } from './load-parts.ts';
import { PartCache } from './part-cache.ts';
import type { Shelves } from './ports.ts';

/** Shelves that also hold what could not be kept. */
export interface StoreShelves extends Shelves {
  /** Answers from these parts, whatever the store says of the shard. */
  hold(info: ShardInfo, parts: readonly PackedPart[]): void;
  /** Shards may have changed: they are looked at again before the next answer. */
  refresh(): void;
}

/** @param budget bytes of parts to keep in memory */
export function createShelves(store: ShardStore, budget: number): StoreShelves {
  const cache = new PartCache(budget);
  const held = new Map<ShardId, { readonly info: ShardInfo; readonly parts: readonly PackedPart[] }>();
  const loading = new Map<string, Promise<PackedPart>>();
  const load = loadParts(store);
  let infos: Promise<ReadonlyMap<ShardId, ShardInfo>> | null = null;
  /** Hashes of the shards whose parts are in memory. */
  const hashes = new Map<ShardId, string>();

  function forget(id: ShardId | null): void {
    if (id === null) {
      hashes.clear();
      loading.clear();
    } else {
      hashes.delete(id);
      for (const key of loading.keys()) if (key.startsWith(`${id}/`)) loading.delete(key);
    }
    cache.forget(id);
    infos = null;
  }

  async function readInfos(): Promise<ReadonlyMap<ShardId, ShardInfo>> {
    const stored = await store.listShards().catch((thrown: unknown) => {
      if (held.size > 0) return []; // what is in memory still answers
      throw thrown;
    });
    const all = [
      ...stored.filter(isReadable).filter(({ id }) => !held.has(id)),
      ...[...held.values()].map((h) => h.info),
    ];
    const byId = new Map(all.sort((a, b) => (a.id < b.id ? -1 : 1)).map((info) => [info.id, info]));
    for (const [id, hash] of hashes) if (byId.get(id)?.hash !== hash) dropParts(id);
    return byId;
  }

  function dropParts(id: ShardId): void {
    hashes.delete(id);
    cache.forget(id);
    for (const key of loading.keys()) if (key.startsWith(`${id}/`)) loading.delete(key);
  }

  function known(): Promise<ReadonlyMap<ShardId, ShardInfo>> {
    const reading = (infos ??= readInfos());
    reading.catch(() => {
      if (infos === reading) infos = null;
    });
    return reading;
  }

  async function info(id: ShardId): Promise<ShardInfo> {
    const found = (await known()).get(id);
    if (!found) throw badInput('These personas are not here (any more).');
    return found;
  }

  async function part(id: ShardId, index: number): Promise<PackedPart> {
    const of = await info(id);
    const inMemory = partNow(id, index);
    if (inMemory) return inMemory;
    if (!Number.isInteger(index) || index < 0 || index * PART_SIZE >= of.count) {
      throw badInput(`The personas “${of.name}” have no part ${index}.`);
    }
    const key = `${id}/${index}`;
    const started = loading.get(key);
    if (started) return started;
    hashes.set(id, of.hash);
    const reading = load(of, index)
      .then((read) => {
        // Forgotten in the meantime: then what was read may be old.
        if (loading.get(key) === reading) cache.put(id, index, read, partBytes(read));
        return read;
      })
      .finally(() => {
        if (loading.get(key) === reading) loading.delete(key);
      });
    loading.set(key, reading);
    return reading;
  }

  function partNow(id: ShardId, index: number): PackedPart | null {
    return held.get(id)?.parts[index] ?? cache.get(id, index);
  }

  return {
    list: async () => [...(await known()).values()],
    info,
    part,
    partNow,
    text: async ({ shard, row }: RowRef) => unpackText(await part(shard, Math.floor(row / PART_SIZE)), row % PART_SIZE),
    forget,
    hold(given, parts) {
      forget(given.id);
      held.set(given.id, { info: given, parts });
    },
    refresh: () => void (infos = null),
  };
}

function isReadable(info: ShardInfo): boolean {
  return info.state === 'whole' && info.deletedAt === null;
}

/** Whether a part was refused because of what is in it. */
export function isCorrupt(thrown: unknown): boolean {
  return thrown instanceof FaultError && thrown.fault.code === 'shard-corrupt';
}

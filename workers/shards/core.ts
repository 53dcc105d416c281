import { fault, FaultError, faultOf } from '../../lib/model/fault.ts';
import type { ShardId } from '../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/persona.ts';
import { packShard } from '../../lib/personas/pack.ts';
import { searchParts } from '../../lib/personas/search.ts';
import { hashParts } from '../../lib/personas/shard-hash.ts';
import { parseStarterFile } from '../../lib/personas/starter-file.ts';
import type { ShardsWorkerApi } from '../../lib/protocol/shards.ts';
import { sampleIndices } from '../../lib/sampling/uniform.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import { outcome } from '../serve.ts';
import { Shelf } from './shelf.ts';

const STARTER = 'starter' as ShardId;

/**
 * What this importer makes of a file. Raise it when the same file should be packed differently; shards of an older
 * number are then imported again.
 */
export const IMPORTER_VERSION = 1;

/**
 * The shards worker without its worker. Answers are data: faults of the store, of `fetchText` (a rejection counts as
 * `download-failed` unless it is a FaultError) and of the input come as `{ok: false}`.
 */
export function createShardsCore(store: ShardStore, fetchText: (url: string) => Promise<string>): ShardsWorkerApi {
  const shelves = new Map<ShardId, Shelf>();

  async function shelf(id: ShardId): Promise<Shelf> {
    const known = shelves.get(id);
    if (known) return known;
    const info = await store.getShard(id);
    if (!info) throw new FaultError(fault('bad-input', `There are no personas "${id}" here.`));
    const read = new Shelf(info, await store.partsOf(id));
    shelves.set(id, read);
    return read;
  }

  /** By id; those only in memory too. */
  async function allShelves(): Promise<Shelf[]> {
    const stored = await store.listShards().catch((thrown: unknown) => {
      if (shelves.size > 0) return []; // what is in memory still answers
      throw thrown;
    });
    const ids = [...new Set([...shelves.keys(), ...stored.map((info) => info.id)])].sort();
    return Promise.all(ids.map(shelf));
  }

  async function ensureStarter(url: string): Promise<ShardInfo> {
    let imported: Shelf;
    try {
      imported = await readStarter(url, fetchText);
    } catch (thrown) {
      // Without a usable file, offline for instance, what an earlier visit left is as good.
      const held = await store.getShard(STARTER).catch(() => null);
      if (held) return (await shelf(STARTER)).info;
      throw thrown;
    }
    // From here on this tab answers from its own file, whatever the store manages to do.
    shelves.set(STARTER, imported);
    await keep(store, imported).catch(ignoreStorage);
    return imported.info;
  }

  return {
    ensureStarter: (url) => outcome(() => ensureStarter(url)),
    search: ({ text, limit }) =>
      outcome(async () => {
        const parts = (await allShelves()).flatMap((held) => held.parts);
        return searchParts(parts, text, limit);
      }),
    sample: (id, count, seed, exclude) =>
      outcome(async () => {
        const from = await shelf(id);
        const positions = sampleIndices(from.info.count, count, seed, from.positionsOf(exclude));
        return positions.map((position) => from.at(position));
      }),
  };
}

async function readStarter(url: string, fetchText: (url: string) => Promise<string>): Promise<Shelf> {
  const text = await fetchText(url).catch((thrown: unknown) => {
    throw new FaultError(faultOf(thrown, 'download-failed'));
  });
  const { name, licence, source, personas } = parseStarterFile(text);
  const parts = packShard(STARTER, personas);
  const hash = hashParts(parts);
  const count = personas.length;
  return new Shelf({ id: STARTER, name, licence, source, count, hash, importerVersion: IMPORTER_VERSION }, parts);
}

/** Writes the shard unless the store holds the very same, whole. A newer tab's import stays. */
async function keep(store: ShardStore, { info, parts }: Shelf): Promise<void> {
  const held = await store.getShard(info.id);
  if (held && held.importerVersion > info.importerVersion) return;
  if (held?.importerVersion === info.importerVersion && held.hash === info.hash) {
    if (isWhole(await store.partsOf(info.id), info.hash)) return;
  }
  await store.putShard(info, parts);
}

/** Whether stored parts are what was once written; anything may be in them. */
function isWhole(parts: readonly PackedPart[], hash: string): boolean {
  try {
    return hashParts(parts) === hash;
  } catch {
    return false;
  }
}

/** A shard that could not be kept is imported again at the next visit; only a mistake of ours is worth stopping for. */
function ignoreStorage(thrown: unknown): void {
  if (faultOf(thrown).code === 'bad-input') throw thrown;
}

import { FaultError, faultOf } from '../../lib/model/fault.ts';
import type { ShardId } from '../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { IMPORTER_VERSION } from '../../lib/personas/importing/importer-version.ts';
import { labelColumns, labelRow, packShard, partBytes } from '../../lib/personas/pack.ts';
import { hashShard } from '../../lib/personas/shard-hash.ts';
import { parseStarterFile } from '../../lib/personas/starter-file.ts';
import { partsOf, soundPart } from './load-parts.ts';
import { shardLock } from './lock-names.ts';
import type { ShardsWorld } from './ports.ts';
import type { StoreShelves } from './shelves.ts';

export const STARTER = 'starter' as ShardId;

interface Shard {
  readonly info: ShardInfo;
  readonly parts: readonly PackedPart[];
}

/**
 * Reads the starter file and keeps it when it is not held yet, or when its version is another. Without a usable file,
 * offline for instance, what an earlier visit left is as good. What the store refuses is held in memory: reading
 * personas never depends on disk space.
 * @throws FaultError `download-failed` or `bad-input` when there is no usable file and none is held
 */
export async function ensureStarter(world: ShardsWorld, shelves: StoreShelves, url: string): Promise<ShardInfo> {
  let read: Shard;
  try {
    read = await readStarter(world, url);
  } catch (thrown) {
    const held = await shelves.info(STARTER).catch(() => null);
    if (held) return held;
    throw thrown;
  }
  const kept = await world.locks
    .hold(shardLock(STARTER), null, () => keep(world, read))
    .catch((thrown: unknown) => {
      // Only a mistake of ours is worth stopping for.
      if (faultOf(thrown).code === 'bad-input') throw thrown;
      return null;
    });
  if (kept?.written) world.changed(STARTER);
  if (kept) {
    if (kept.written) shelves.forget(STARTER);
    return kept.info;
  }
  shelves.hold(read.info, read.parts);
  return read.info;
}

async function readStarter(world: ShardsWorld, url: string): Promise<Shard> {
  const text = await fetchText(world, url).catch((thrown: unknown) => {
    throw new FaultError(faultOf(thrown, 'download-failed'));
  });
  const { name, licence, source, personas } = parseStarterFile(text);
  const columns = labelColumns(personas);
  const rows = personas.map((persona) => labelRow(persona, columns));
  const parts = await packShard(STARTER, columns, rows);
  const info: ShardInfo = {
    version: 2,
    id: STARTER,
    name,
    source,
    licence,
    count: personas.length,
    bytes: parts.reduce((sum, part) => sum + partBytes(part), 0),
    hash: hashShard(parts.map((part) => part.hash)),
    importerVersion: IMPORTER_VERSION,
    createdAt: world.now(),
    columns,
    duplicates: 0,
    rejected: 0,
    state: 'whole',
    deletedAt: null,
  };
  return { info, parts };
}

async function fetchText(world: ShardsWorld, url: string): Promise<string> {
  const response = await world.fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${url}.`);
  return response.text();
}

/**
 * Writes the shard unless the store holds the very same, whole.
 * @returns what the store holds now; null when a newer tab's import stays
 */
async function keep(
  { store }: ShardsWorld,
  { info, parts }: Shard,
): Promise<{ readonly info: ShardInfo; readonly written: boolean } | null> {
  const held = await store.getShard(STARTER);
  if (held && held.importerVersion > info.importerVersion) return null;
  if (held?.importerVersion === info.importerVersion && held.hash === info.hash && (await isWhole(store, held))) {
    return { info: held, written: false };
  }
  await store.putShard(info, parts);
  return { info, written: true };
}

async function isWhole(store: ShardsWorld['store'], info: ShardInfo): Promise<boolean> {
  const indexes = Array.from({ length: partsOf(info.count) }, (_, i) => i);
  const parts = await store.parts(info.id, indexes);
  const sound = await Promise.all(parts.map((part, i) => soundPart(info, i, part).then(Boolean, () => false)));
  return sound.every(Boolean);
}

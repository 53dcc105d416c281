import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { ColumnInfo, PackedPart, ShardInfo } from '../../../lib/model/shard.ts';
import { IMPORTER_VERSION } from '../../../lib/personas/importing/importer-version.ts';
import { TextSet } from '../../../lib/personas/importing/text-set.ts';
import { partBytes, unpackRow } from '../../../lib/personas/pack.ts';
import { PART_SIZE, PartBuilder, sealPart } from '../../../lib/personas/part-builder.ts';
import { hashShard } from '../../../lib/personas/shard-hash.ts';
import { partsOf } from '../load-parts.ts';
import { shardLock } from '../lock-names.ts';
import type { Shelves, ShardsWorld } from '../ports.ts';
import type { Mask } from '../removals/mask.ts';
import type { Removals } from '../removals/removals.ts';

/**
 * Writes a new shard with the rows of all, in their order; of exact duplicates the first stays. Rows that decisions
 * removed are left out. Part by part: never
 * more than two in memory. If it is killed, what it left is removed at the next visit.
 * @throws FaultError `bad-input` for fewer than two shards, `shard-corrupt` for a damaged one
 */
export async function mergeShards(
  world: ShardsWorld,
  shelves: Shelves,
  removals: Removals,
  shards: readonly ShardId[],
  name: string,
): Promise<ShardId> {
  const ids = [...new Set(shards)];
  if (ids.length < 2) throw badInput('Choose two sets of personas or more to merge.');
  if (name.trim() === '') throw badInput('The new set of personas needs a name.');
  const from = await Promise.all(ids.map((id) => shelves.info(id)));
  const mask = await removals.mask();
  const id = world.newId() as ShardId;
  await world.locks.hold(shardLock(id), null, async () => {
    try {
      await write(world, shelves, mask, from, emptyShard(world, id, name.trim(), from));
    } catch (thrown) {
      await world.store.deleteShard(id).catch(() => undefined);
      throw thrown;
    }
  });
  world.changed(id);
  return id;
}

async function write(
  world: ShardsWorld,
  shelves: Shelves,
  mask: Mask,
  from: readonly ShardInfo[],
  empty: ShardInfo,
): Promise<void> {
  const builder = new PartBuilder(empty.columns);
  const seen = new TextSet();
  const hashes: string[] = [];
  let info = empty;
  const put = async () => {
    const part = await sealPart(builder.take(info.id, hashes.length));
    hashes.push(part.hash);
    info = { ...info, count: info.count + part.count, bytes: info.bytes + partBytes(part) };
    await world.store.replaceParts(info, [part]);
  };
  for (const source of from) {
    const { id, count } = source;
    const removed = mask.of(source);
    for (let index = 0; index < partsOf(count); index += 1) {
      const part = await shelves.part(id, index);
      for (let row = 0; row < part.count; row += 1) {
        if (removed?.has(index * PART_SIZE + row)) continue;
        if (!addRow(builder, seen, part, row, empty.columns)) info = { ...info, duplicates: info.duplicates + 1 };
        if (builder.full) await put();
      }
      await world.breathe();
    }
  }
  if (builder.count > 0) await put();
  await world.store.replaceParts({ ...info, hash: hashShard(hashes), state: 'whole' }, []);
}

/** @returns false for a duplicate */
function addRow(
  builder: PartBuilder,
  seen: TextSet,
  part: PackedPart,
  row: number,
  columns: readonly ColumnInfo[],
): boolean {
  const [start, end] = [part.offsets[row] ?? 0, part.offsets[row + 1] ?? 0];
  if (!seen.add(part.text, start, end)) return false;
  builder.addBytes(part.text, start, end, columns.length === 0 ? [] : unpackRow(part, row, columns));
  return true;
}

function emptyShard(world: ShardsWorld, id: ShardId, name: string, from: readonly ShardInfo[]): ShardInfo {
  const each = (words: readonly string[]) => [...new Set(words.filter((word) => word !== ''))].join('; ');
  return {
    version: 2,
    id,
    name,
    source: each(from.map((info) => info.source)),
    licence: each(from.map((info) => info.licence)),
    count: 0,
    bytes: 0,
    hash: '',
    importerVersion: IMPORTER_VERSION,
    createdAt: world.now(),
    columns: mergedColumns(from),
    duplicates: 0,
    rejected: 0,
    state: 'importing',
    deletedAt: null,
  };
}

/** Columns of the same name become one; where their kinds differ it takes any text. */
function mergedColumns(from: readonly ShardInfo[]): readonly ColumnInfo[] {
  const columns = new Map<string, ColumnInfo>();
  const roles = new Set<string>();
  for (const column of from.flatMap((info) => info.columns)) {
    const known = columns.get(column.name);
    const kind = !known || known.kind === column.kind ? column.kind : 'text';
    // A label is stated by one column only.
    const role = known?.role ?? (column.role !== null && !roles.has(column.role) ? column.role : null);
    if (role !== null) roles.add(role);
    columns.set(column.name, { name: column.name, kind, role });
  }
  return [...columns.values()];
}

import { badInput } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../../lib/model/shard.ts';
import { unpackRow, partBytes } from '../../../lib/personas/pack.ts';
import { PART_SIZE, PartBuilder, sealPart } from '../../../lib/personas/part-builder.ts';
import { hashShard } from '../../../lib/personas/shard-hash.ts';
import type { VerifyReport } from '../../../lib/protocol/shards.ts';
import { partsOf, rowsOfPart, soundPart } from '../load-parts.ts';
import { shardLock } from '../lock-names.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { ShardsWorld } from '../ports.ts';
import type { Decisions } from '../removals/decisions.ts';
import type { Sets } from '../sets/sets.ts';

/** Parts read at once: some megabytes. */
const BATCH = 8;

interface Found {
  readonly report: VerifyReport;
  /** Whole copies of damaged parts. */
  readonly copies: ReadonlyMap<number, PackedPart>;
}

/** Reads every part of a shard and compares it with its hash. @throws FaultError `bad-input` for one that is not held */
export async function verifyShard(world: ShardsWorld, mirror: Mirror, id: ShardId): Promise<VerifyReport> {
  return (await look(world, mirror, await wholeShard(world, id))).report;
}

/**
 * Puts copies in the place of damaged parts. Where there is no copy the part's rows are taken out: those behind it move
 * up, in sets and in decisions about near-duplicates too. Then the whole shard is in memory once, because it is written anew at one stroke.
 * @returns what it found
 */
export function repairShard(
  world: ShardsWorld,
  mirror: Mirror,
  sets: Pick<Sets, 'moveRows'>,
  decisions: Pick<Decisions, 'moveRows'>,
  id: ShardId,
): Promise<VerifyReport> {
  return world.locks.hold(shardLock(id), null, async () => {
    const info = await wholeShard(world, id);
    const { report, copies } = await look(world, mirror, info);
    if (report.damaged.length === 0) return report;
    const lost = new Set(report.damaged.filter((index) => !copies.has(index)));
    if (lost.size === 0) await world.store.replaceParts(info, [...copies.values()]);
    else {
      const hash = await rewrite(world, info, copies, lost);
      const rowOf = (row: number) => movedRow(row, lost);
      await sets.moveRows(id, rowOf);
      await decisions.moveRows({ shard: id, rowOf, hashes: [info.hash, hash] });
    }
    return report;
  });
}

async function wholeShard(world: ShardsWorld, id: ShardId): Promise<ShardInfo> {
  const info = await world.store.getShard(id);
  if (info?.state !== 'whole') throw badInput('These personas are not here (any more).');
  return info;
}

async function look(world: ShardsWorld, mirror: Mirror, info: ShardInfo): Promise<Found> {
  const damaged: number[] = [];
  const parts = partsOf(info.count);
  for (let from = 0; from < parts; from += BATCH) {
    const read = await readSound(world, info, from);
    for (const [i, part] of read.entries()) if (part === null) damaged.push(from + i);
    await world.breathe();
  }
  const copies = new Map<number, PackedPart>();
  for (const [i, copy] of (damaged.length > 0 ? await mirror.parts(info.id, damaged) : []).entries()) {
    const index = damaged[i] ?? 0;
    const sound = await soundPart(info, index, copy).catch(() => null);
    if (sound) copies.set(index, sound);
  }
  const rowsLost = damaged.reduce((sum, index) => sum + rowsOfPart(info.count, index), 0);
  return { report: { parts, damaged, rowsLost, recoverable: copies.size }, copies };
}

/** Up to BATCH parts from `from` on; null for a damaged one. */
async function readSound(world: ShardsWorld, info: ShardInfo, from: number): Promise<readonly (PackedPart | null)[]> {
  const indexes = Array.from({ length: Math.min(BATCH, partsOf(info.count) - from) }, (_, i) => from + i);
  const read = await world.store.parts(info.id, indexes);
  return Promise.all(read.map((part, i) => soundPart(info, from + i, part).catch(() => null)));
}

/** @returns the new hash */
async function rewrite(
  world: ShardsWorld,
  info: ShardInfo,
  copies: ReadonlyMap<number, PackedPart>,
  lost: ReadonlySet<number>,
): Promise<string> {
  const builder = new PartBuilder(info.columns);
  const parts: PackedPart[] = [];
  const put = async () => void parts.push(await sealPart(builder.take(info.id, parts.length)));
  for (let from = 0; from < partsOf(info.count); from += BATCH) {
    for (const [i, read] of (await readSound(world, info, from)).entries()) {
      const part = lost.has(from + i) ? null : (copies.get(from + i) ?? read);
      for (let row = 0; row < (part?.count ?? 0); row += 1) {
        if (!part) break;
        const attributes = info.columns.length === 0 ? [] : unpackRow(part, row, info.columns);
        builder.addBytes(part.text, part.offsets[row] ?? 0, part.offsets[row + 1] ?? 0, attributes);
        if (builder.full) await put();
      }
      await world.breathe();
    }
  }
  if (builder.count > 0) await put();
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const bytes = parts.reduce((sum, part) => sum + partBytes(part), 0);
  const hash = hashShard(parts.map((part) => part.hash));
  await world.store.putShard({ ...info, count, bytes, hash }, parts);
  return hash;
}

/** Where a row stands once the rows of lost parts are out; null for one of them. */
function movedRow(row: number, lost: ReadonlySet<number>): number | null {
  const index = Math.floor(row / PART_SIZE);
  if (lost.has(index)) return null;
  return row - [...lost].filter((before) => before < index).length * PART_SIZE;
}

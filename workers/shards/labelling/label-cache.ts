import type { ShardId } from '../../../lib/model/ids.ts';
import type { LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import { ATTRIBUTOR } from '../../../lib/personas/attribution/version.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';

/** A part's labels take about 100 kB: these are 100 MB and four million personas. Older ones are read again. */
const MAX_PARTS = 1000;
/** Parts are mostly read in order; one transaction for these costs little more than for one. */
const READ_AHEAD = 16;

/** Labels that were made, read from the store when first asked for. */
export class LabelCache {
  /** By `<shard>/<index>`, the ones used longest ago first; null where none were made. */
  private readonly parts = new Map<string, LabelPart | null>();
  private readonly rows = new Map<ShardId, number>();
  /** What the shards were when their labels were read: other rows need others. */
  private readonly hashes = new Map<ShardId, string>();
  /** How many are counting rows now, and rows of parts that were made since: a count may have passed them by. */
  private counting = 0;
  private readonly fresh = new Map<string, number>();
  /** Goes up with every `forget`: what was read before it is not kept. */
  private age = 0;

  constructor(private readonly store: ShardStore) {}

  async part(info: ShardInfo, index: number): Promise<LabelPart | null> {
    this.check(info);
    const key = keyOf(info.id, index);
    const known = this.parts.get(key);
    if (known !== undefined) {
      this.parts.delete(key);
      this.parts.set(key, known);
      return known;
    }
    return (await this.read(info, index, READ_AHEAD))[0] ?? null;
  }

  /** Rows whose labels were made. */
  async labelled(info: ShardInfo): Promise<number> {
    this.check(info);
    const known = this.rows.get(info.id);
    if (known !== undefined) return known;
    const { age } = this;
    this.counting += 1;
    try {
      const counts: number[] = [];
      for (let index = 0; index < partCount(info); index += READ_AHEAD) {
        for (const part of await this.read(info, index, READ_AHEAD)) counts.push(part?.count ?? 0);
      }
      const rows = counts.reduce((sum, n, index) => sum + (n || (this.fresh.get(keyOf(info.id, index)) ?? 0)), 0);
      if (age === this.age) this.rows.set(info.id, rows);
      return rows;
    } finally {
      this.counting -= 1;
      if (this.counting === 0) this.fresh.clear();
    }
  }

  put(info: ShardInfo, part: LabelPart): void {
    this.check(info);
    const key = keyOf(part.shard, part.index);
    const before = this.parts.get(key);
    const rows = this.rows.get(part.shard);
    if (this.counting > 0) this.fresh.set(key, part.count);
    if (rows !== undefined) this.rows.set(part.shard, rows + part.count - (before?.count ?? 0));
    this.keep(key, part);
  }

  /** Looks again for labels that were not there: another tab may have made them. */
  lookAgain(id: ShardId): void {
    this.age += 1;
    this.rows.delete(id);
    for (const [key, part] of this.parts) if (part === null && key.startsWith(`${id}/`)) this.parts.delete(key);
  }

  forget(id: ShardId | null): void {
    this.age += 1;
    if (id === null) {
      this.parts.clear();
      this.rows.clear();
      this.hashes.clear();
      return;
    }
    this.rows.delete(id);
    this.hashes.delete(id);
    for (const key of [...this.parts.keys()]) if (key.startsWith(`${id}/`)) this.parts.delete(key);
  }

  private check({ id, hash }: ShardInfo): void {
    const known = this.hashes.get(id);
    if (known !== undefined && known !== hash) this.forget(id);
    this.hashes.set(id, hash);
  }

  private async read(info: ShardInfo, from: number, most: number): Promise<readonly (LabelPart | null)[]> {
    const { age } = this;
    const end = Math.min(partCount(info), from + most);
    const indexes = Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);
    if (indexes.length === 0) return [];
    const read = await this.store.labels(info.id, indexes);
    return indexes.map((index, i) => {
      const key = keyOf(info.id, index);
      const made = this.parts.get(key);
      if (made) return made; // made or read while the store was asked
      const part = read[i] ?? null;
      const current = part && isCurrent(part, info, index) ? part : null;
      if (age === this.age) this.keep(key, current);
      return current;
    });
  }

  private keep(key: string, part: LabelPart | null): void {
    this.parts.delete(key);
    this.parts.set(key, part);
    for (const oldest of this.parts.keys()) {
      if (this.parts.size <= MAX_PARTS) break;
      this.parts.delete(oldest);
    }
  }
}

export function partCount(info: ShardInfo): number {
  return Math.ceil(info.count / PART_SIZE);
}

/** Rows of a part of a whole shard: all parts but the last are full. */
export function rowsOf(info: ShardInfo, index: number): number {
  return Math.min(PART_SIZE, info.count - index * PART_SIZE);
}

/** Whether labels fit the shard and need not be made again. Those of a newer version of this app stay. */
function isCurrent(part: LabelPart, info: ShardInfo, index: number): boolean {
  const count = rowsOf(info, index);
  const named = (part.version as number) === 1 && part.shard === info.id && part.index === index;
  if (!named || part.attributor < ATTRIBUTOR || part.count !== count || !isList(part.columns)) return false;
  return part.columns.every(({ codes, origins }) => codes.length === count && origins.length === count);
}

const keyOf = (id: ShardId, index: number): string => `${id}/${index}`;

/** Anything may stand in a record. */
const isList = (value: unknown): boolean => Array.isArray(value);

import type { ShardId } from '../../lib/model/ids.ts';
import type { PackedPart } from '../../lib/model/shard.ts';

interface Slot {
  readonly shard: ShardId;
  readonly part: PackedPart;
  readonly bytes: number;
}

/** Parts in memory up to a number of bytes; those not asked for the longest go first. */
export class PartCache {
  // A Map keeps the order of insertion: what is asked for goes to its end.
  private readonly slots = new Map<string, Slot>();
  private bytes = 0;

  constructor(private readonly budget: number) {}

  get(shard: ShardId, index: number): PackedPart | null {
    const key = `${shard}/${index}`;
    const slot = this.slots.get(key);
    if (!slot) return null;
    this.slots.delete(key);
    this.slots.set(key, slot);
    return slot.part;
  }

  put(shard: ShardId, index: number, part: PackedPart, bytes: number): void {
    const key = `${shard}/${index}`;
    this.drop(key);
    this.slots.set(key, { shard, part, bytes });
    this.bytes += bytes;
    // The newest stays, however large.
    for (const oldest of this.slots.keys()) {
      if (this.bytes <= this.budget || oldest === key) return;
      this.drop(oldest);
    }
  }

  forget(shard: ShardId | null): void {
    for (const [key, slot] of this.slots) if (shard === null || slot.shard === shard) this.drop(key);
  }

  private drop(key: string): void {
    this.bytes -= this.slots.get(key)?.bytes ?? 0;
    this.slots.delete(key);
  }
}

import type { Bands } from './lsh-bands.ts';

// Multipliers of xxHash32 (Collet).
const MIX_NUMBER = 0xc2b2ae3d;
const MIX_STATE = 0x27d4eb2f;

/**
 * The bands of some signatures, each as one hash of 32 bits: all that is kept of a million signatures (20 MB at 0.9 in
 * place of 512). Two bands that differ share a hash once in four billion; such a pair is measured like any other.
 */
export class BandKeys {
  readonly keys: readonly Int32Array[];

  constructor(
    readonly bands: Bands,
    readonly count: number,
  ) {
    this.keys = Array.from({ length: bands.count }, () => new Int32Array(count));
  }

  /** @param signature begins at `at` */
  set(item: number, signature: Int32Array, at: number): void {
    for (const [band, keys] of this.keys.entries()) keys[item] = hashBand(signature, at, band, this.bands.rows);
  }

  /** Whether two items have the same band before `band`: then they were met there. */
  metBefore(band: number, left: number, right: number): boolean {
    for (let earlier = 0; earlier < band; earlier += 1) {
      const keys = this.keys[earlier];
      if (keys && keys[left] === keys[right]) return true;
    }
    return false;
  }
}

/** Whether two signatures have a band in common. */
export function haveCommonBand(bands: Bands, signatures: Int32Array, left: number, right: number): boolean {
  for (let band = 0; band < bands.count; band += 1) {
    if (hashBand(signatures, left, band, bands.rows) === hashBand(signatures, right, band, bands.rows)) return true;
  }
  return false;
}

function hashBand(signature: Int32Array, at: number, band: number, rows: number): number {
  let hash = rows;
  for (let i = at + band * rows; i < at + (band + 1) * rows; i += 1) {
    hash = Math.imul(hash ^ Math.imul(signature[i] ?? 0, MIX_NUMBER), MIX_STATE);
    hash ^= hash >>> 15;
  }
  return hash | 0;
}

/** Chains of items with equal keys: each new item is told the one before it. */
export class KeyChains {
  /** Open addressing at half load at most; a slot is the last item of a key + 1. */
  private readonly slots: Uint32Array;
  private readonly before: Uint32Array;
  private readonly mask: number;

  constructor(private readonly keys: Int32Array) {
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * keys.length + 2)));
    this.before = new Uint32Array(keys.length);
    this.mask = this.slots.length - 1;
  }

  /** Adds an item. @returns the last item before it with its key, or -1 */
  add(item: number): number {
    const { keys, slots, mask } = this;
    const key = keys[item] ?? 0;
    let slot = key & mask;
    for (;;) {
      const held = slots[slot] ?? 0;
      if (held === 0 || keys[held - 1] === key) {
        slots[slot] = item + 1;
        this.before[item] = held;
        return held - 1;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The item before one that was added, or -1. */
  previous(item: number): number {
    return (this.before[item] ?? 0) - 1;
  }
}

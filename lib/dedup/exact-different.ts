import type { TokenSets } from './token-sets.ts';

/** Odd numbers whose products spread small numbers over all bits (xxHash32, MurmurHash3). */
const MIX = 0x9e3779b1;
const MIX_AGAIN = 0x85ebca6b;

/**
 * Finds which sets are equal to an earlier one, by a hash and then their tokens, and makes the bitmaps of all on the way.
 */
export class DifferentSets {
  /** Sets that equal no earlier one are `items[0..count)`, in their order. */
  readonly items: Uint32Array;
  count = 0;
  /**
   * By set: parity bitmaps (after Sandes, Teodoro and Melo, "Bitmap filter", 2020). Each token flips one of 64 bits, so
   * two sets differ in as many tokens at least as their bitmaps differ in bits.
   */
  readonly bits: Int32Array;
  readonly moreBits: Int32Array;
  /** Two numbers each: hash; set + 1, or 0. Half full at most. */
  private readonly slots: Int32Array;

  /** @param onEqual told of a set that equals an earlier one, and of the first such */
  constructor(
    private readonly sets: TokenSets,
    private readonly onEqual: (first: number, item: number) => void,
  ) {
    this.items = new Uint32Array(sets.count);
    this.bits = new Int32Array(sets.count);
    this.moreBits = new Int32Array(sets.count);
    this.slots = new Int32Array(2 * 2 ** Math.ceil(Math.log2(2 * sets.count + 2)));
  }

  /** Looks at the sets `from` to `to`; all before them were looked at. Empty ones equal nothing. */
  look(from: number, to: number): void {
    const { tokens, offsets } = this.sets;
    for (let item = from; item < to; item += 1) {
      const start = offsets[item] ?? 0;
      const end = offsets[item + 1] ?? 0;
      let bits = 0;
      let moreBits = 0;
      let sum = end - start;
      let mixed = 0;
      for (let at = start; at < end; at += 1) {
        const product = Math.imul((tokens[at] ?? 0) + 1, MIX);
        const bit = product >>> 26;
        if (bit < 32) bits ^= 1 << bit;
        else moreBits ^= 1 << bit;
        // Sums, unlike a chain of products, need not wait for one another.
        sum = (sum + product) | 0;
        mixed = (mixed + Math.imul(product ^ (product >>> 15), MIX_AGAIN)) | 0;
      }
      this.bits[item] = bits;
      this.moreBits[item] = moreBits;
      const hash = Math.imul(sum ^ (mixed >>> 16), MIX_AGAIN) ^ mixed;
      if (start === end) this.keep(item);
      else this.place(item, hash ^ (hash >>> 15));
    }
  }

  private place(item: number, hash: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    for (;;) {
      const held = (slots[slot + 1] ?? 0) - 1;
      if (held < 0) break;
      if (slots[slot] === hash && this.isSame(held, item)) {
        this.onEqual(held, item);
        return;
      }
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    slots[slot + 1] = item + 1;
    this.keep(item);
  }

  private keep(item: number): void {
    this.items[this.count] = item;
    this.count += 1;
  }

  private isSame(left: number, right: number): boolean {
    const { tokens, offsets } = this.sets;
    let i = offsets[left] ?? 0;
    const end = offsets[left + 1] ?? 0;
    let j = offsets[right] ?? 0;
    if (end - i !== (offsets[right + 1] ?? 0) - j) return false;
    for (; i < end; i += 1) {
      if (tokens[i] !== tokens[j]) return false;
      j += 1;
    }
    return true;
  }
}

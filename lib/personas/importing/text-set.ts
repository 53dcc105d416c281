import { hashBytes, type HashWords } from './text-hash.ts';

// Of 12 bytes each. Small, because most imports are; it doubles as it fills.
const FIRST_SLOTS = 1 << 12;
// Above three quarters the runs of taken slots get long.
const FULL_NUMERATOR = 3;
const FULL_DENOMINATOR = 4;
const WORDS = 3;

/**
 * Which texts were seen, by 96 bits of a hash of their UTF-8 bytes: 12 bytes of memory a slot, however long the texts
 * are. Two different texts count as one when those bits agree: among a million texts that happens once in 10^17
 * imports, among 370 million once in 10^12. One million texts take 25 MB, 38 MB for a moment while it grows.
 */
export class TextSet {
  private slots = new Uint32Array(FIRST_SLOTS * WORDS);
  private mask = FIRST_SLOTS - 1;
  private held = 0;
  // Rows come from the same bytes for a while.
  private bytes: Uint8Array = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  /** Of the text that `add` saw last. */
  readonly hash: HashWords = new Uint32Array(4);

  get size(): number {
    return this.held;
  }

  /** Adds the text whose normalised UTF-8 is `bytes[from..to)`. @returns false when it was there before */
  add(bytes: Uint8Array, from: number, to: number): boolean {
    const { hash } = this;
    if (bytes !== this.bytes) this.look(bytes);
    hashBytes(this.view, from, to, hash);
    // A slot whose last word is 0 is free, so no text may have one.
    const added = this.put(hash[0] as number, hash[1] as number, hash[2] || 1);
    if (added && this.held * FULL_DENOMINATOR > (this.mask + 1) * FULL_NUMERATOR) this.grow();
    return added;
  }

  private look(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private put(a: number, b: number, c: number): boolean {
    const { slots, mask } = this;
    let slot = a & mask;
    for (;;) {
      const at = slot * WORDS;
      const there = slots[at + 2] as number;
      if (there === 0) {
        slots[at] = a;
        slots[at + 1] = b;
        slots[at + 2] = c;
        this.held += 1;
        return true;
      }
      if (there === c && slots[at] === a && slots[at + 1] === b) return false;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const old = this.slots;
    const count = (this.mask + 1) * 2;
    this.slots = new Uint32Array(count * WORDS);
    this.mask = count - 1;
    this.held = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const c = old[at + 2] as number;
      if (c !== 0) this.put(old[at] as number, old[at + 1] as number, c);
    }
  }
}

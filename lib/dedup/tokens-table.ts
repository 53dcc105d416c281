import { grown } from '../personas/search-index/token-table.ts';

/** Numbers of a record: hash, start and end of the bytes, the last text. Together, because each look needs them all. */
const RECORD = 4;

/**
 * Numbers byte strings from 0 in the order of their first appearance, and knows which text each was last in. Bytes are
 * compared, so two tokens never become one.
 */
export class TokenNumbers {
  bytes = new Uint8Array(1 << 16);
  count = 0;
  private records = new Int32Array(RECORD << 13);
  /** Two numbers each: hash; number of the token + 1, or 0. A power of two of slots, half full at most. */
  private slots = new Int32Array(2 << 14);
  private text = 0;

  /** Where the bytes of a token begin; for `count` where those of the last one end. */
  startOf(token: number): number {
    return token === 0 ? 0 : (this.records[RECORD * (token - 1) + 2] ?? 0);
  }

  /** From here on tokens are in another text. */
  beginText(): void {
    this.text += 1;
  }

  /**
   * The number of the token `from[start..end)`, a new one if need be; -1 if this text had it before.
   * @param raw any hash of the token's bytes, of 32 bits
   */
  take(raw: number, from: Uint8Array, start: number, end: number): number {
    const hash = raw ^ (raw >>> 15);
    const { slots, records, text } = this;
    const mask = slots.length - 1;
    let slot = (2 * hash) & mask;
    for (;;) {
      const held = (slots[slot + 1] ?? 0) - 1;
      if (held < 0) break;
      if (slots[slot] === hash && this.isSame(held, from, start, end)) {
        if (records[RECORD * held + 3] === text) return -1;
        records[RECORD * held + 3] = text;
        return held;
      }
      slot = (slot + 2) & mask;
    }
    slots[slot] = hash;
    slots[slot + 1] = this.count + 1;
    return this.add(hash, from, start, end);
  }

  private isSame(token: number, from: Uint8Array, start: number, end: number): boolean {
    const { bytes, records } = this;
    let at = records[RECORD * token + 1] ?? 0;
    if ((records[RECORD * token + 2] ?? 0) - at !== end - start) return false;
    for (let i = start; i < end; i += 1) {
      if (bytes[at] !== from[i]) return false;
      at += 1;
    }
    return true;
  }

  private add(hash: number, from: Uint8Array, start: number, end: number): number {
    const token = this.count;
    const begin = this.startOf(token);
    const stop = begin + end - start;
    if (stop > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(2 * stop));
    this.bytes.set(from.subarray(start, end), begin);
    if (RECORD * (token + 1) > this.records.length) {
      this.records = grown(this.records, new Int32Array(2 * this.records.length));
    }
    this.records.set([hash, begin, stop, this.text], RECORD * token);
    this.count += 1;
    if (4 * this.count > this.slots.length) this.rehash();
    return token;
  }

  private rehash(): void {
    const { records } = this;
    const slots = new Int32Array(2 * this.slots.length);
    const mask = slots.length - 1;
    for (let token = 0; token < this.count; token += 1) {
      const hash = records[RECORD * token] ?? 0;
      let slot = (2 * hash) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = token + 1;
    }
    this.slots = slots;
  }
}

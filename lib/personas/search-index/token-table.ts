/** Numbers byte strings from 0 in the order of their first appearance; one array of bytes, no object for each. */
export class TokenTable {
  bytes = new Uint8Array(1 << 16);
  /** Token i is `bytes[starts[i]..starts[i + 1])`. */
  starts = new Uint32Array(1 << 13);
  count = 0;
  private hashes = new Int32Array(1 << 13);
  /** Number + 1 of the token at each slot; 0 where none is. A power of two, half full at most. */
  private slots = new Int32Array(1 << 14);

  /**
   * The number of the token `from[start..end)`, a new one if it was not there.
   * @param raw any hash of the token's bytes, of 32 bits
   */
  intern(raw: number, from: Uint8Array, start: number, end: number): number {
    const hash = raw ^ (raw >>> 15);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const held = (this.slots[slot] ?? 0) - 1;
      if (held < 0) break;
      if (this.hashes[held] === hash && this.same(held, from, start, end)) return held;
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = this.count + 1;
    return this.add(hash, from, start, end);
  }

  private same(token: number, from: Uint8Array, start: number, end: number): boolean {
    const begin = this.starts[token] ?? 0;
    const length = end - start;
    if ((this.starts[token + 1] ?? 0) - begin !== length) return false;
    const { bytes } = this;
    for (let i = 0; i < length; i += 1) if (bytes[begin + i] !== from[start + i]) return false;
    return true;
  }

  private add(hash: number, from: Uint8Array, start: number, end: number): number {
    const token = this.count;
    const begin = this.starts[token] ?? 0;
    const stop = begin + end - start;
    if (stop > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(2 * stop));
    for (let i = start; i < end; i += 1) this.bytes[begin + i - start] = from[i] ?? 0;
    if (token + 2 > this.starts.length) this.starts = grown(this.starts, new Uint32Array(2 * this.starts.length));
    if (token + 1 > this.hashes.length) this.hashes = grown(this.hashes, new Int32Array(2 * this.hashes.length));
    this.starts[token + 1] = stop;
    this.hashes[token] = hash;
    this.count += 1;
    if (2 * this.count > this.slots.length) this.rehash();
    return token;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    const mask = this.slots.length - 1;
    for (let token = 0; token < this.count; token += 1) {
      let slot = (this.hashes[token] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = token + 1;
    }
  }

  /** Numbers of all tokens, sorted by their bytes. */
  sorted(): Uint32Array {
    const { bytes, starts } = this;
    // The first six bytes as one number decide nearly every comparison.
    const heads = new Float64Array(this.count);
    for (let token = 0; token < this.count; token += 1) {
      const begin = starts[token] ?? 0;
      const end = starts[token + 1] ?? 0;
      let head = 0;
      for (let i = 0; i < 6; i += 1) head = head * 256 + (begin + i < end ? (bytes[begin + i] ?? 0) : 0);
      heads[token] = head;
    }
    const order = Uint32Array.from(heads, (_, token) => token);
    return order.sort((a, b) => (heads[a] ?? 0) - (heads[b] ?? 0) || this.compare(a, b));
  }

  private compare(a: number, b: number): number {
    const { bytes, starts } = this;
    const endA = starts[a + 1] ?? 0;
    const endB = starts[b + 1] ?? 0;
    let i = starts[a] ?? 0;
    let j = starts[b] ?? 0;
    while (i < endA && j < endB) {
      const difference = (bytes[i] ?? 0) - (bytes[j] ?? 0);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    return endA - i - (endB - j);
  }
}

/** Copies an array into the start of a larger one. */
export function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

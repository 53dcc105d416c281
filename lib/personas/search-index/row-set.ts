/** Rows of a segment as bits, from 0; bits past the last row are 0. */
export class RowSet {
  readonly words: Uint32Array;

  constructor(readonly rows: number) {
    this.words = new Uint32Array(Math.ceil(rows / 32));
  }

  static all(rows: number): RowSet {
    const set = new RowSet(rows);
    set.words.fill(0xffff_ffff);
    if (rows % 32 !== 0) set.words[set.words.length - 1] = 2 ** (rows % 32) - 1;
    return set;
  }

  /** The same bits, 8 at a time: row i is bit i & 7 of byte i >> 3 (browsers run on little-endian machines). */
  get bytes(): Uint8Array {
    return new Uint8Array(this.words.buffer);
  }

  add(row: number): void {
    this.words[row >> 5] = (this.words[row >> 5] ?? 0) | (1 << (row & 31));
  }

  delete(row: number): void {
    this.words[row >> 5] = (this.words[row >> 5] ?? 0) & ~(1 << (row & 31));
  }

  has(row: number): boolean {
    return ((this.words[row >> 5] ?? 0) & (1 << (row & 31))) !== 0;
  }

  /** Keeps what the other (of the same rows) has too. */
  keep(other: RowSet): void {
    const { words } = this;
    for (let i = 0; i < words.length; i += 1) words[i] = (words[i] ?? 0) & (other.words[i] ?? 0);
  }

  remove(other: RowSet): void {
    const { words } = this;
    for (let i = 0; i < words.length; i += 1) words[i] = (words[i] ?? 0) & ~(other.words[i] ?? 0);
  }

  get size(): number {
    let size = 0;
    for (const word of this.words) size += bitCount(word);
    return size;
  }

  get empty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** Whether it has any row from `from` to before `to`. */
  hasAny(from: number, to: number): boolean {
    for (let i = from >> 5; i << 5 < to; i += 1) {
      let word = this.words[i] ?? 0;
      if (i === from >> 5) word &= -1 << (from & 31);
      if (word !== 0) return (i << 5) + 31 - Math.clz32(word & -word) < to;
    }
    return false;
  }

  /** Its rows from `from` to before `to`, ascending; called with none left out while `each` removes rows. */
  forEach(each: (row: number) => void, from = 0, to = this.rows): void {
    for (let i = from >> 5; i << 5 < to; i += 1) {
      let word = this.words[i] ?? 0;
      if (i === from >> 5) word &= -1 << (from & 31);
      while (word !== 0) {
        const row = (i << 5) + 31 - Math.clz32(word & -word);
        if (row >= to) return;
        word &= word - 1;
        each(row);
      }
    }
  }
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

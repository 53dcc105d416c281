/** Positions held in one number: sums of two such numbers and a carry stay whole 32-bit numbers. */
const BITS = 30;
const FULL = 2 ** BITS - 1;

/**
 * Lengths of longest common subsequences of one text and many others: bit-parallel (Hyyrö 2004), a machine word for 30
 * positions of the one. Tokens that it lacks cost nothing but a look.
 */
export class LcsRow {
  private readonly slot: Int32Array;
  private masks = new Int32Array(0);
  private words = 0;
  private length = 0;
  private text: Uint32Array = new Uint32Array(0);

  /** @param size token numbers are below it */
  constructor(size: number) {
    this.slot = new Int32Array(size).fill(-1);
  }

  /** The text that others are compared with from now on. */
  set(text: Uint32Array): void {
    for (const token of this.text) this.slot[token] = -1;
    this.text = Uint32Array.from(text);
    this.length = text.length;
    this.words = Math.ceil(text.length / BITS);
    this.masks = new Int32Array(this.words * text.length);
    let slots = 0;
    text.forEach((token, position) => {
      if (this.slot[token] === -1) this.slot[token] = slots++ * this.words;
      const at = (this.slot[token] ?? 0) + Math.floor(position / BITS);
      this.masks[at] = (this.masks[at] ?? 0) | (1 << (position % BITS));
    });
  }

  /** Tokens in the longest common subsequence with another text. */
  with(other: Uint32Array): number {
    const { words, masks, slot } = this;
    const rows = new Int32Array(words).fill(FULL);
    for (const token of other) {
      const from = slot[token] ?? -1;
      if (from === -1) continue;
      let carry = 0;
      for (let word = 0; word < words; word++) {
        const row = rows[word] ?? 0;
        const mask = masks[from + word] ?? 0;
        const sum = row + (row & mask) + carry;
        carry = sum >>> BITS;
        rows[word] = (sum & FULL) | (row & ~mask);
      }
    }
    // Each zero is a token of the subsequence; those beyond the text's end are none.
    let zeros = 0;
    for (let position = 0; position < this.length; position++)
      if ((((rows[Math.floor(position / BITS)] ?? 0) >>> (position % BITS)) & 1) === 0) zeros++;
    return zeros;
  }
}

/** A token (or two, or three together) that fewer sets have is looked up by itself. Lists this long are scanned
 * about as fast as further keys are looked up: 128 to 2,048 made little difference on 500,000 personas at 0.9. */
const FEW = 128;

/**
 * Keys under which sets are filed and sought, so that two that are alike enough meet at one at least.
 *
 * The prefix filter (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): of two sets with at most k tokens
 * missing in the other, the first common token is among the first k + 1 of each, rarest first. So are the first two
 * common ones among the first k + 2, and three among k + 3 (as in Wang, Li and Feng's adaptive prefixes, 2012). A key
 * is the first common token alone where few sets have it; else the first two, or three, where few would have those by
 * chance. Lists stay short then, however small the vocabulary is. Both sides go by the same numbers and so choose alike.
 */
export class JoinKeys {
  /** The keys of the last set are `keys[0..count)`. */
  keys: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  count = 0;
  private readonly vocabulary: number;
  private readonly share: number;
  private mask = 0;

  /** @param frequencies in how many sets each token is, or more; the same for all who file and seek */
  constructor(
    private readonly tokens: Uint32Array,
    private readonly frequencies: Uint32Array,
    sets: number,
  ) {
    this.vocabulary = frequencies.length;
    this.share = 1 / sets;
  }

  /** How many different keys there are: tokens, then buckets that pairs and triples share. */
  get size(): number {
    return this.vocabulary + this.mask + 1;
  }

  /** @param filed how many pairs and triples will be filed, about; there are one to two buckets for each */
  setBuckets(filed: number): void {
    this.mask = 2 ** Math.min(28, Math.ceil(Math.log2(filed + 1))) - 1;
  }

  /**
   * Finds the keys of the set `tokens[start..end)`.
   * @param misses how many of its tokens at most are not in the other set
   * @param depths bits (see Depths) of what others are filed at, or this one is
   */
  find(start: number, end: number, misses: number, depths: number): void {
    const { tokens, frequencies, vocabulary, share, mask } = this;
    const first = Math.min(start + misses + 1, end);
    const second = Math.min(first + 1, end);
    const third = Math.min(second + 1, end);
    let { keys } = this;
    let count = 0;
    for (let i = start; i < first; i += 1) {
      const a = tokens[i] ?? 0;
      const sets = frequencies[a] ?? 0;
      // Nobody else has it.
      if (sets < 2) continue;
      if (count + 1 >= keys.length) keys = this.grow(1);
      const few = sets <= FEW;
      if (few || (depths & 0b10) !== 0) {
        keys[count] = a;
        count += 1;
      }
      if (few || depths < 0b100) continue;
      const seed = Math.imul(a + 1, 0x85ebca77);
      for (let j = i + 1; j < second; j += 1) {
        const b = tokens[j] ?? 0;
        const expected = sets * (frequencies[b] ?? 0) * share;
        const pair = Math.imul(seed ^ (b + 1), 0x9e3779b1);
        if (count + third - j >= keys.length) keys = this.grow(third - j);
        if (expected <= FEW || (depths & 0b100) !== 0) {
          keys[count] = vocabulary + ((pair ^ (pair >>> 15)) & mask);
          count += 1;
        }
        if (expected <= FEW || depths < 0b1000) continue;
        for (let k = j + 1; k < third; k += 1) {
          const triple = Math.imul((pair ^ (pair >>> 13)) + (tokens[k] ?? 0) + 1, 0x85ebca77);
          keys[count] = vocabulary + ((triple ^ (triple >>> 15)) & mask);
          count += 1;
        }
      }
    }
    this.count = count;
  }

  private grow(more: number): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(2 * (this.keys.length + more));
    larger.set(this.keys);
    this.keys = larger;
    return larger;
  }
}

import { badInput } from '../model/fault.ts';
import { SizeBounds } from './exact-bounds.ts';
import { depthsOf, type Depths } from './exact-depths.ts';
import { JoinKeys } from './exact-keys.ts';
import type { OrderedSets } from './exact-order.ts';
import type { PairList } from './minhash-pairs.ts';

/** Of one set in so many keys are counted to tell how many there will be. */
const SAMPLED = 32;
/** Numbers of an entry. */
const ENTRY = 3;

/**
 * Sets filed under keys, smallest first. So each list is in the order of sizes, and what has become too small for all
 * that follow is left behind at its start.
 */
export class JoinIndex {
  readonly bounds: SizeBounds;
  /** How many sets were met under keys, and with how many the tokens were compared (what filters are judged by); pairs found. */
  candidates = 0;
  compared = 0;
  found = 0;
  private readonly depths: Depths;
  private readonly keys: JoinKeys;
  /** For each key where its list begins and where it ends, in entries; see `layOut`. */
  private heads = new Int32Array(0);
  /** Three numbers each: the place of a set and its bitmaps, which stand here because a look elsewhere costs much more. */
  private entries = new Int32Array(0);
  /** By place: the last set that this one was met by. */
  private readonly met: Int32Array;

  /** @param frequencies in how many sets at most each token is */
  constructor(
    private readonly sets: OrderedSets,
    private readonly tokens: Uint32Array,
    frequencies: Uint32Array,
    threshold: number,
    private readonly pairs: PairList,
    /** Pairs of items that both come before this one are left out. */
    private readonly firstNew: number,
    /** More pairs are refused. */
    private readonly most: number,
  ) {
    const { firstOfSize, count } = sets;
    this.bounds = new SizeBounds(firstOfSize.length - 2, threshold);
    this.depths = depthsOf(this.bounds, (size) => (firstOfSize[size + 1] ?? 0) > (firstOfSize[size] ?? 0));
    this.keys = new JoinKeys(tokens, frequencies, count);
    this.met = new Int32Array(count).fill(-1);
    this.setBuckets(frequencies.length);
    this.heads = new Int32Array(2 * this.keys.size);
  }

  private setBuckets(vocabulary: number): void {
    const { keys } = this;
    let filed = 0;
    for (let place = 0; place < this.sets.count; place += SAMPLED) {
      this.findFiled(place);
      for (let i = 0; i < keys.count; i += 1) if ((keys.keys[i] ?? 0) >= vocabulary) filed += SAMPLED;
    }
    keys.setBuckets(filed);
  }

  /** Counts what will be filed of the sets at `from` to `to`; then comes `layOut`. */
  count(from: number, to: number): void {
    const { keys, heads } = this;
    for (let place = from; place < to; place += 1) {
      this.findFiled(place);
      for (let i = 0; i < keys.count; i += 1) {
        const end = 2 * (keys.keys[i] ?? 0) + 1;
        heads[end] = (heads[end] ?? 0) + 1;
      }
    }
  }

  /** Makes room for each list behind the one before, all of them empty. */
  layOut(): void {
    const { heads } = this;
    let n = 0;
    for (let head = 0; head < heads.length; head += 2) {
      const length = heads[head + 1] ?? 0;
      heads[head] = n;
      heads[head + 1] = n;
      n += length;
    }
    this.entries = new Int32Array(ENTRY * n);
  }

  /** Files the sets at `from` to `to`. */
  file(from: number, to: number): void {
    const { keys, heads, entries } = this;
    for (let place = from; place < to; place += 1) {
      this.findFiled(place);
      const bits = this.sets.bits[place] ?? 0;
      const moreBits = this.sets.moreBits[place] ?? 0;
      for (let i = 0; i < keys.count; i += 1) {
        const end = 2 * (keys.keys[i] ?? 0) + 1;
        const entry = heads[end] ?? 0;
        entries[ENTRY * entry] = place;
        entries[ENTRY * entry + 1] = bits;
        entries[ENTRY * entry + 2] = moreBits;
        heads[end] = entry + 1;
      }
    }
  }

  private findFiled(place: number): void {
    const start = this.sets.starts[place] ?? 0;
    const end = this.sets.ends[place] ?? 0;
    const misses = this.bounds.missesAsSmaller[end - start] ?? 0;
    if (misses < 0) this.keys.count = 0;
    else this.keys.find(start, end, misses, this.depths.filed[end - start] ?? 0);
  }

  /** Finds partners of the sets at `from` to `to`, all of one size, among those filed. */
  seek(from: number, to: number, size: number): void {
    const { bounds, depths, keys, heads, entries, met, sets } = this;
    const { bits: allBits, moreBits: allMoreBits, starts, ends, firstOfSize } = sets;
    const misses = bounds.missesAsLarger[size] ?? -1;
    const sought = depths.sought[size] ?? 0;
    if (misses < 0 || sought === 0) return;
    const firstPartner = firstOfSize[bounds.smallestPartner[size] ?? 0] ?? 0;
    const difference = bounds.difference[size] ?? 0;
    let candidates = 0;
    for (let place = from; place < to; place += 1) {
      keys.find(starts[place] ?? 0, ends[place] ?? 0, misses, sought);
      const bits = allBits[place] ?? 0;
      const moreBits = allMoreBits[place] ?? 0;
      for (let i = 0; i < keys.count; i += 1) {
        const head = 2 * (keys.keys[i] ?? 0);
        const end = heads[head + 1] ?? 0;
        let first = heads[head] ?? 0;
        while (first < end && (entries[ENTRY * first] ?? 0) < firstPartner) first += 1;
        heads[head] = first;
        candidates += end - first;
        for (let at = ENTRY * first; at < ENTRY * end; at += ENTRY) {
          const apart = bitCount((entries[at + 1] ?? 0) ^ bits);
          if (apart > difference || apart + bitCount((entries[at + 2] ?? 0) ^ moreBits) > difference) continue;
          const other = entries[at] ?? 0;
          if (met[other] === place) continue;
          met[other] = place;
          this.compare(place, other);
        }
      }
    }
    this.candidates += candidates;
  }

  private compare(place: number, other: number): void {
    const { tokens, sets } = this;
    let i = sets.starts[place] ?? 0;
    let j = sets.starts[other] ?? 0;
    const endI = sets.ends[place] ?? 0;
    const endJ = sets.ends[other] ?? 0;
    const sum = endI - i + endJ - j;
    const least = this.bounds.overlaps[sum] ?? 0;
    // How many tokens of each may still be missing in the other.
    let missesI = endI - i - least;
    let missesJ = endJ - j - least;
    this.compared += 1;
    while (i < endI && j < endJ) {
      const a = tokens[i] ?? 0;
      const b = tokens[j] ?? 0;
      if (a === b) {
        i += 1;
        j += 1;
      } else if (a < b) {
        i += 1;
        missesI -= 1;
        if (missesI < 0) return;
      } else {
        j += 1;
        missesJ -= 1;
        if (missesJ < 0) return;
      }
    }
    missesI -= endI - i;
    missesJ -= endJ - j;
    if (missesI < 0 || missesJ < 0) return;
    const left = sets.items[place] ?? 0;
    const right = sets.items[other] ?? 0;
    if (left < this.firstNew && right < this.firstNew) return;
    if (this.found === this.most)
      throw badInput(`More than ${this.most} pairs are this alike: take a higher threshold.`);
    this.found += 1;
    const overlap = least + missesI;
    this.pairs.push(Math.min(left, right), Math.max(left, right), overlap / (sum - overlap));
  }
}

/** How many of 32 bits are set (Hacker's Delight, section 5-1). */
function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

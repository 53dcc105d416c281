import type { DifferentSets } from './exact-different.ts';

/** Different sets by their size, smallest first; those of one size in their order. */
export interface OrderedSets {
  readonly count: number;
  /** By place in the order: which set it is, where its tokens begin and end, and its bitmaps. */
  readonly items: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly bits: Int32Array;
  readonly moreBits: Int32Array;
  /** The first place of sets of at least that many tokens; up to one more than the largest has. */
  readonly firstOfSize: Uint32Array;
}

/** Empty sets are left out. */
export function orderBySize(offsets: Uint32Array, different: DifferentSets): OrderedSets {
  const sets = different.items.subarray(0, different.count);
  let largest = 0;
  for (const item of sets) largest = Math.max(largest, (offsets[item + 1] ?? 0) - (offsets[item] ?? 0));
  const sizes = new Uint32Array(largest + 2);
  for (const item of sets) {
    const size = (offsets[item + 1] ?? 0) - (offsets[item] ?? 0);
    sizes[size] = (sizes[size] ?? 0) + 1;
  }
  const firstOfSize = new Uint32Array(largest + 2);
  for (let size = 1; size <= largest; size += 1) {
    firstOfSize[size + 1] = (firstOfSize[size] ?? 0) + (sizes[size] ?? 0);
  }
  const count = firstOfSize[largest + 1] ?? 0;
  const numbers = () => new Uint32Array(count);
  const order = { count, items: numbers(), starts: numbers(), ends: numbers(), firstOfSize };
  const bits = new Int32Array(count);
  const moreBits = new Int32Array(count);
  const next = firstOfSize.slice();
  for (const item of sets) {
    const start = offsets[item] ?? 0;
    const end = offsets[item + 1] ?? 0;
    if (start === end) continue;
    const place = next[end - start] ?? 0;
    next[end - start] = place + 1;
    order.items[place] = item;
    order.starts[place] = start;
    order.ends[place] = end;
    bits[place] = different.bits[item] ?? 0;
    moreBits[place] = different.moreBits[item] ?? 0;
  }
  return { ...order, bits, moreBits };
}

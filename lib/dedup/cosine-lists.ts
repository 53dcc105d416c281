import type { Random } from '../sampling/random.ts';
import type { CosineCodes } from './cosine-codes.ts';
import { SCALE } from './cosine-codes.ts';
import type { Pace } from './cosine-pace.ts';

/** Vectors of each list that its centre is made of: more change the lists hardly. */
const SAMPLE_PER_LIST = 24;
const TURNS = 5;

/** Bytes that the lists need in the memory of their codes. */
export const bytesOfLists = (lists: number, stride: number): number => (lists + 4) * (stride + 4);

/**
 * The vectors of some codes in lists around centres (spherical k-means on the heads), as for an inverted file: near
 * vectors are in the same list or in lists whose centres are near.
 */
export class CosineLists {
  /** By item: its list. */
  readonly listOf: Uint16Array<ArrayBuffer>;
  /** By centre, the product with the item that was asked for last. */
  readonly scores: Int32Array<ArrayBuffer>;
  private readonly centres: number;
  private readonly scoresAt: number;
  private readonly centreCodes: Int16Array<ArrayBuffer>;

  constructor(
    private readonly codes: CosineCodes,
    readonly lists: number,
  ) {
    this.centres = codes.extraAt;
    this.scoresAt = codes.extraAt + (lists + 4) * codes.stride;
    this.listOf = new Uint16Array(codes.count);
    this.scores = new Int32Array(codes.kernel.buffer, this.scoresAt, lists);
    this.centreCodes = new Int16Array(codes.kernel.buffer, this.centres, (lists * codes.stride) / 2);
  }

  /** Fills `scores` for an item and gives the best list. */
  score(item: number): number {
    const { codes, lists, scores } = this;
    codes.kernel.dots(codes.headAt(item), this.centres, lists, codes.stride / 16, this.scoresAt);
    let best = 0;
    let most = -Infinity;
    for (let list = 0; list < lists; list += 1) {
      const score = scores[list] ?? 0;
      if (score > most) [best, most] = [list, score];
    }
    return best;
  }

  /** Finds the centres and puts each item into its list. */
  async build(random: Random, pace: Pace): Promise<void> {
    const { codes, lists, listOf, centreCodes } = this;
    const width = codes.stride / 2;
    const all = new Int16Array(codes.kernel.buffer);
    const copy = (list: number, item: number) => {
      const at = codes.headAt(item) / 2;
      centreCodes.set(all.subarray(at, at + width), list * width);
    };
    for (let list = 0; list < lists; list += 1) copy(list, random.below(codes.count));
    const sample = Uint32Array.from({ length: Math.min(codes.count, SAMPLE_PER_LIST * lists) }, () =>
      random.below(codes.count),
    );
    for (let turn = 0; turn < TURNS; turn += 1) {
      const sums = new Float64Array(lists * width);
      for (const item of sample) {
        const to = this.score(item) * width;
        const at = codes.headAt(item) / 2;
        for (let d = 0; d < width; d += 1) sums[to + d] = (sums[to + d] ?? 0) + (all[at + d] ?? 0);
        if (pace.due) await pace.rest(0, 1);
      }
      for (let list = 0; list < lists; list += 1) {
        const sum = sums.subarray(list * width, (list + 1) * width);
        let square = 0;
        for (const x of sum) square += x * x;
        // A list that nothing is nearest to starts again elsewhere.
        if (square === 0) copy(list, random.below(codes.count));
        else
          for (let d = 0; d < width; d += 1)
            centreCodes[list * width + d] = ((sum[d] ?? 0) / Math.sqrt(square)) * SCALE;
      }
    }
    for (let item = 0; item < codes.count; item += 1) {
      listOf[item] = this.score(item);
      if (pace.due) await pace.rest(0, 1);
    }
  }

  /** In how many lists the scores of the item asked for last are better than in `list`. */
  rankOf(list: number): number {
    const own = this.scores[list] ?? 0;
    let better = 0;
    for (const score of this.scores) if (score > own) better += 1;
    return better;
  }
}

/** The value at place `rank` of the numbers in descending order; reorders them (Hoare's selection). */
export function selectDescending(values: Int32Array, rank: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >>> 1] ?? 0;
    let i = from;
    let j = to;
    while (i <= j) {
      while ((values[i] ?? 0) > pivot) i += 1;
      while ((values[j] ?? 0) < pivot) j -= 1;
      if (i > j) break;
      const held = values[i] ?? 0;
      values[i] = values[j] ?? 0;
      values[j] = held;
      i += 1;
      j -= 1;
    }
    if (rank <= j) to = j;
    else if (rank >= i) from = i;
    else break;
  }
  return values[rank] ?? 0;
}

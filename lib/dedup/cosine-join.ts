import type { SimilarPairs } from '../model/dedup.ts';
import { createRandom, type Random } from '../sampling/random.ts';
import { principalAxes } from './cosine-axes.ts';
import { CosineCodes, cosineOf, padded, roundingError } from './cosine-codes.ts';
import { distinctVectors } from './cosine-equal.ts';
import { FoundPairs } from './cosine-found.ts';
import { Pace } from './cosine-pace.ts';
import type { Steps } from './steps.ts';

/** Up to so many texts all pairs are looked at; beyond, `approximateCosineJoin` is far cheaper. */
export const EXACT_LIMIT = 20_000;

/** The axes change what is looked at twice, never what is found; a fixed seed makes two runs take the same time. */
const SEED = 1;
/** Axes that may be worth their while; multiples of 16, and none where the vectors themselves are that short. */
const HEADS = [16, 32, 48, 64, 96] as const;
/** Vectors whose pairs tell how many of all pairs a head would leave over: 80,000 pairs. */
const TRIAL = 400;
/** Below this many vectors all pairs take less time than finding the axes. */
const WORTH_AXES = 1500;
/** What looking at a pair again costs, in numbers of a scan: as whole vectors one at a time, and then in float64. */
const AGAIN = { each: 1.5, once: 400 };
/** Items compared at a time: their whole vectors (400 kB) stay in the processor's cache for all that are compared to them. */
const BLOCK = 512;

export interface CosineOptions {
  /** Without WebAssembly, whatever the browser has. */
  readonly plain?: boolean;
}

/**
 * All pairs of vectors with a cosine of at least the threshold: what a double loop over `cosineOf` finds. Each pair of
 * vectors is bounded by rounded heads first (see `CosineCodes`) and the few left over are computed in float64.
 *
 * Of equal vectors each later one is paired with the first alone, at 1, and the first stands for them in all other pairs:
 * clusters are the same at every threshold. So it is when there are more than `PAIR_LIMIT` pairs. Vectors of zeros are like nothing.
 * Similarities are rounded to float32 after they were compared, which can take them 6e-8 below the threshold.
 * @param vectors of length 1 (or 0), `dimensions` numbers each
 * @param threshold 0 to 1, exclusive of 0; made for 0.5 to 1
 * @throws the signal's reason; RangeError when memory for two bytes a number is not to be had
 */
export async function cosineJoin(
  vectors: Float32Array<ArrayBuffer>,
  dimensions: number,
  threshold: number,
  steps: Steps,
  { plain = false }: CosineOptions = {},
): Promise<SimilarPairs> {
  const pace = new Pace(steps);
  await pace.rest(0, 1);
  const { firsts: rows, repeats, repeated } = distinctVectors(vectors, dimensions);
  const total = Math.max(1, rows.length);
  const found = new FoundPairs(vectors.length / dimensions);
  for (const [i, repeat] of repeats.entries()) found.add(repeated[i] ?? 0, repeat, 1);
  const axes = chooseAxes(vectors, dimensions, rows, threshold, createRandom(SEED));
  const heads = axes ? axes.length / dimensions : 0;
  const codes = new CosineCodes({ vectors, dimensions, rows, axes, heads, whole: true, plain });
  for (let item = 0; item < rows.length; item += 64) {
    codes.fill(item, Math.min(rows.length, item + 64));
    if (pace.due) await pace.rest(0, total);
  }
  for (let block = 0; block < rows.length; block += BLOCK) {
    const end = Math.min(rows.length, block + BLOCK);
    for (let item = 0; item < end; item += 1) {
      const row = rows[item] ?? 0;
      const count = codes.candidates(item, Math.max(block, item + 1), end, threshold);
      for (let i = 0; i < count; i += 1) {
        const other = codes.found[i] ?? 0;
        if (other >= end) break;
        const otherRow = rows[other] ?? 0;
        const similarity = cosineOf(vectors, dimensions, row, otherRow);
        if (similarity >= threshold) found.add(row, otherRow, similarity);
      }
      // Blocks have more and more items before them: pairs done, as texts.
      if (pace.due)
        await pace.rest(Math.min(total, (block * block + 2 * Math.min(item, block) * BLOCK) / total), total);
    }
  }
  steps.progress(total, total);
  return found.take();
}

/** The axes by which a join takes the least time, judged on pairs of a sample; null when whole vectors are best. */
export function chooseAxes(
  vectors: Float32Array<ArrayBuffer>,
  dimensions: number,
  rows: Uint32Array<ArrayBuffer>,
  threshold: number,
  random: Random,
): Float32Array<ArrayBuffer> | null {
  const possible = HEADS.filter((heads) => 2 * heads <= dimensions);
  const most = possible.at(-1);
  if (most === undefined || rows.length < WORTH_AXES) return null;
  const axes = principalAxes(vectors, dimensions, rows, most, random);
  const trial = Uint32Array.from({ length: TRIAL }, () => rows[random.below(rows.length)] ?? 0);
  const codes = new CosineCodes({ vectors, dimensions, rows: trial, axes, heads: most, whole: false, plain: true });
  codes.fill(0, TRIAL);
  const ints = new Int16Array(codes.kernel.buffer);
  let best = 0;
  let least = padded(dimensions);
  for (const heads of possible) {
    const share = leftOver(ints, codes.headAt(0) / 2, most, heads, threshold - roundingError(heads));
    const cost = heads + share * (AGAIN.each * dimensions + AGAIN.once);
    if (cost < least) [best, least] = [heads, cost];
  }
  return best === 0 ? null : axes.slice(0, best * dimensions);
}

/** The share of a sample's pairs that heads of so many axes do not rule out, for unit vectors. */
function leftOver(codes: Int16Array, at: number, width: number, heads: number, bound: number): number {
  const unit = 16_384 ** 2;
  const tails = Float64Array.from({ length: TRIAL }, (_, i) => {
    let square = 0;
    for (let d = at + i * width; d < at + i * width + heads; d += 1) square += (codes[d] ?? 0) ** 2;
    return Math.sqrt(Math.max(0, 1 - square / unit));
  });
  let left = 0;
  for (let i = 0; i < TRIAL; i += 1) {
    for (let j = 0; j < i; j += 1) {
      let sum = 0;
      const a = at + i * width;
      const b = at + j * width;
      for (let d = 0; d < heads; d += 1) sum += (codes[a + d] ?? 0) * (codes[b + d] ?? 0);
      if (sum / unit + (tails[i] ?? 0) * (tails[j] ?? 0) >= bound) left += 1;
    }
  }
  return left / ((TRIAL * (TRIAL - 1)) / 2);
}

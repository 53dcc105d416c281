import { wilson } from '../balance/intervals.ts';
import type { SimilarPairs } from '../model/dedup.ts';
import { createRandom, type Random } from '../sampling/random.ts';
import { principalAxes } from './cosine-axes.ts';
import { CosineCodes, cosineOf, padded } from './cosine-codes.ts';
import { distinctVectors } from './cosine-equal.ts';
import { FoundPairs } from './cosine-found.ts';
import { cosineJoin } from './cosine-join.ts';
import { bytesOfLists, CosineLists, selectDescending } from './cosine-lists.ts';
import { Pace } from './cosine-pace.ts';
import type { Steps } from './steps.ts';

/**
 * The share of all pairs that was found, estimated on texts drawn at random. Pairs of one text are not independent, so
 * the interval (Wilson, 95%) is that of `n`, the texts drawn that have any.
 */
export interface Recall {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface ApproximatePairs {
  readonly pairs: SimilarPairs;
  /** Null where all pairs were looked at after all. */
  readonly recall: Recall | null;
}

/** What the lists are set for; the goal is 0.99, and half of the sample decides for the other half. */
const AIM = 0.996;
const AXES = 64;
/** Below so many texts all pairs are no more work than lists are. */
const WORTH_LISTS = 4000;
/** Lists are a power of two near this many times the square root of the texts: each is as long as there are lists. */
const LISTS = 1.5;
/** Drawn texts that have neighbours, and how many are drawn at most to get them: each is compared to all. */
const WITH_NEIGHBOURS = 600;
const DRAWN = 4000;
/** Of one text; where everything is alike a few tell as much. */
const NEIGHBOURS = 40;
/** Whole vectors are held, too, up to so many bytes: they make looking again at what heads leave over cheaper. */
const WHOLE_BYTES = 400_000_000;
/** Past so large a share of all lists looking into each list costs more than not having any. */
const TOO_MANY = 0.4;

/**
 * Pairs of vectors with a cosine of at least the threshold, most of them: each text is compared to those in the lists
 * around centres that are nearest to it. How many lists is settled on a sample of these very vectors, whose neighbours
 * are found by comparing with all; another sample tells the recall. None of the pairs is wrong. Equal vectors, zeros and too many
 * pairs are treated as by `cosineJoin`, which is called where lists would not save anything.
 * @param threshold as of `cosineJoin`
 * @throws as `cosineJoin`
 */
export async function approximateCosineJoin(
  vectors: Float32Array<ArrayBuffer>,
  dimensions: number,
  threshold: number,
  steps: Steps,
  seed = 1,
): Promise<ApproximatePairs> {
  const pace = new Pace(steps);
  await pace.rest(0, 1);
  const { firsts, repeats, repeated } = distinctVectors(vectors, dimensions);
  const all = async () => ({ pairs: await cosineJoin(vectors, dimensions, threshold, steps), recall: null });
  if (firsts.length < WORTH_LISTS) return all();
  const random = createRandom(seed);
  const axes = padded(dimensions) > AXES ? principalAxes(vectors, dimensions, firsts, AXES, random) : null;
  const lists = Math.min(4096, 2 ** Math.round(Math.log2(LISTS * Math.sqrt(firsts.length))));
  const codes = new CosineCodes({
    vectors,
    dimensions,
    rows: firsts,
    axes,
    heads: AXES,
    whole: 2 * padded(dimensions) * firsts.length <= WHOLE_BYTES,
    extra: bytesOfLists(lists, 2 * (axes ? AXES : padded(dimensions))),
  });
  for (let item = 0; item < firsts.length; item += 64) {
    codes.fill(item, Math.min(firsts.length, item + 64));
    if (pace.due) await pace.rest(0, 1);
  }
  const index = new CosineLists(codes, lists);
  await index.build(random, pace);
  const { rows, starts } = sortByList(codes, index, firsts);
  const job: Job = { vectors, dimensions, threshold, rows, starts, codes, index, pace };
  const { probes, recall } = await settle(job, random);
  if (probes > TOO_MANY * lists) return all();
  const found = new FoundPairs(vectors.length / dimensions);
  for (const [i, repeat] of repeats.entries()) found.add(repeated[i] ?? 0, repeat, 1);
  await join(job, probes, found, steps);
  return { pairs: found.take(), recall };
}

interface Job {
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  readonly threshold: number;
  /** By item: its row of `vectors`; items of a list are neighbours. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Items of list i: `starts[i]` to `starts[i + 1]`. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly codes: CosineCodes;
  readonly index: CosineLists;
  readonly pace: Pace;
}

function sortByList(codes: CosineCodes, index: CosineLists, firsts: Uint32Array<ArrayBuffer>) {
  const { listOf, lists } = index;
  const starts = new Uint32Array(lists + 1);
  for (const list of listOf) starts[list + 1] = (starts[list + 1] ?? 0) + 1;
  for (let list = 0; list < lists; list += 1) starts[list + 1] = (starts[list + 1] ?? 0) + (starts[list] ?? 0);
  const next = starts.slice();
  const order = new Uint32Array(firsts.length);
  for (const [item, list] of listOf.entries()) {
    const at = next[list] ?? 0;
    order[at] = item;
    next[list] = at + 1;
  }
  codes.reorder(order);
  listOf.set(listOf.slice().sort());
  return { rows: Uint32Array.from(order, (item) => firsts[item] ?? 0), starts };
}

/** Calls `near` with each item from `from` to `to` whose cosine with `item` reaches the threshold. */
function compare(
  job: Job,
  item: number,
  from: number,
  to: number,
  near: (other: number, cosine: number) => void,
): void {
  const { vectors, dimensions, threshold, rows, codes } = job;
  const count = codes.candidates(item, from, to, threshold);
  const row = rows[item] ?? 0;
  for (let i = 0; i < count; i += 1) {
    const other = codes.found[i] ?? 0;
    if (other >= to) return;
    if (other === item) continue;
    const cosine = cosineOf(vectors, dimensions, row, rows[other] ?? 0);
    if (cosine >= threshold) near(other, cosine);
  }
}

/**
 * How many lists to look into, and the recall of that. A pair is found when one of the two looks into the list of the
 * other: the smaller of the two ranks decides.
 */
async function settle(job: Job, random: Random): Promise<{ probes: number; recall: Recall }> {
  const { index, rows, pace } = job;
  const halves: number[][][] = [[], []];
  let withNeighbours = 0;
  for (let drawn = 0; drawn < DRAWN && withNeighbours < WITH_NEIGHBOURS; drawn += 1) {
    const item = random.below(rows.length);
    const near: number[] = [];
    compare(job, item, 0, rows.length, (other) => void near.push(other));
    if (pace.due) await pace.rest(0, 1);
    if (near.length === 0) continue;
    while (near.length > NEIGHBOURS) near.splice(random.below(near.length), 1);
    index.score(item);
    const there = near.map((other) => index.rankOf(index.listOf[other] ?? 0));
    const ranks = near.map((other, i) => {
      index.score(other);
      return Math.min(there[i] ?? 0, index.rankOf(index.listOf[item] ?? 0));
    });
    halves[withNeighbours % 2]?.push(ranks);
    withNeighbours += 1;
  }
  const [tuning = [], testing = []] = halves;
  const ranks = tuning.flat().sort((a, b) => a - b);
  // Few pairs say little of the rarest misses: never fewer than 4 lists.
  const probes = Math.max(4, 1 + (ranks[Math.ceil(AIM * ranks.length) - 1] ?? 0));
  const tested = testing.flat();
  const value = tested.length === 0 ? 1 : tested.filter((rank) => rank < probes).length / tested.length;
  const n = testing.length;
  return { probes, recall: { value, ...wilson(value * n, n), n } };
}

async function join(job: Job, probes: number, found: FoundPairs, steps: Steps): Promise<void> {
  const { rows, starts, index, pace } = job;
  const sorted = new Int32Array(index.lists);
  for (let item = 0; item < rows.length; item += 1) {
    index.score(item);
    sorted.set(index.scores);
    const least = selectDescending(sorted, probes - 1);
    for (let list = 0; list < index.lists; list += 1) {
      if ((index.scores[list] ?? 0) < least) continue;
      compare(job, item, starts[list] ?? 0, starts[list + 1] ?? 0, (other, cosine) =>
        found.add(rows[item] ?? 0, rows[other] ?? 0, cosine),
      );
    }
    if (pace.due) await pace.rest(item, rows.length);
  }
  steps.progress(rows.length, rows.length);
}

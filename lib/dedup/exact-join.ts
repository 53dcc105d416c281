import type { SimilarPairs } from '../model/dedup.ts';
import { badInput } from '../model/fault.ts';
import { DifferentSets } from './exact-different.ts';
import { JoinIndex } from './exact-index.ts';
import { orderBySize } from './exact-order.ts';
import { PairList } from './minhash-pairs.ts';
import { Pace } from './pace.ts';
import type { Steps } from './steps.ts';
import type { TokenSets } from './token-sets.ts';

/** Sets handled between two looks at the clock. */
const BATCH = 256;

/** Pairs of different sets that fit in a tab's memory: 0.4 GB, and as much again while they are sorted. */
const MOST_PAIRS = 2 ** 25;

/** Numbers by which filters are judged. */
export interface JoinCounts {
  readonly candidates: number;
  readonly compared: number;
}

export interface JoinOptions {
  /** More pairs of different sets than these are refused; 2^25 if not given. */
  readonly most?: number;
  /** Told once, at the end. */
  readonly onCounts?: (counts: JoinCounts) => void;
}

/**
 * All pairs of sets whose Jaccard similarity is at least `threshold`, and no others: a set-similarity join of the PPJoin
 * family (Xiao, Wang, Lin and Yu 2008) with keys of one to three tokens and parity bitmaps.
 *
 * Of several equal sets the first stands for all: each of the others has one pair, with the first and of similarity 1,
 * and pairs between different sets name the first of each. So connected components are right at any threshold from the
 * given one on, and a million equal sets make a million pairs. An empty set (Tokeniser makes none) is like nothing.
 *
 * @param threshold above 0, up to 1; a pair exactly there counts
 * @throws the signal's reason; bad-input for another threshold, or where pairs are too many to hold
 */
export function exactJoin(
  sets: TokenSets,
  threshold: number,
  steps: Steps,
  options: JoinOptions = {},
): Promise<SimilarPairs> {
  return join(sets, 0, threshold, steps, options);
}

/**
 * As `exactJoin`, without pairs of two sets before `firstNew`: new sets among themselves and with those that were there.
 */
export function joinNew(sets: TokenSets, firstNew: number, threshold: number, steps: Steps): Promise<SimilarPairs> {
  return join(sets, firstNew, threshold, steps, {});
}

async function join(
  sets: TokenSets,
  firstNew: number,
  threshold: number,
  steps: Steps,
  { most = MOST_PAIRS, onCounts }: JoinOptions,
): Promise<SimilarPairs> {
  if (!(threshold > 0 && threshold <= 1)) throw badInput(`A threshold is above 0 and at most 1, not ${threshold}.`);
  const pairs = new PairList();
  const different = new DifferentSets(sets, (first, item) => {
    if (item >= firstNew) pairs.push(first, item, 1);
  });
  // One part in three is for each of: which are different, counting, seeking.
  const pace = new Pace(steps, 3 * sets.count);
  for (let from = 0; from < sets.count; from += BATCH) {
    different.look(from, Math.min(from + BATCH, sets.count));
    if (pace.isDue()) await pace.pause(from);
  }
  const order = orderBySize(sets.offsets, different);
  const index = new JoinIndex(order, sets.tokens, sets.vocabulary.frequencies, threshold, pairs, firstNew, most);
  for (let from = 0; from < order.count; from += BATCH) {
    index.count(from, Math.min(from + BATCH, order.count));
    if (pace.isDue()) await pace.pause(sets.count + from);
  }
  index.layOut();
  for (let size = 1; size + 1 < order.firstOfSize.length; size += 1) {
    const start = order.firstOfSize[size] ?? 0;
    const end = order.firstOfSize[size + 1] ?? 0;
    // Sets of one size are filed after all of them sought, where they cannot be partners.
    const together = index.bounds.largestPartner[size] === size ? 1 : BATCH;
    for (let from = start; from < end; from += together) {
      const to = Math.min(from + together, end);
      index.seek(from, to, size);
      if (together === 1) index.file(from, to);
      if (pace.isDue()) await pace.pause(2 * sets.count + from);
    }
    if (together !== 1) index.file(start, end);
  }
  onCounts?.({ candidates: index.candidates, compared: index.compared });
  pace.end();
  return pairs.take(sets.count);
}

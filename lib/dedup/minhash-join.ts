import type { SimilarPairs } from '../model/dedup.ts';
import { badInput } from '../model/fault.ts';
import { equalSets } from './clusters-equal.ts';
import { chooseBands } from './lsh-bands.ts';
import { BandKeys, haveCommonBand, KeyChains } from './lsh-keys.ts';
import { createSigner, type MinHashOptions } from './minhash.ts';
import { estimateMeasure, jaccardMeasure, type Measure } from './minhash-measure.ts';
import { PairList } from './minhash-pairs.ts';
import { estimate, type Signer } from './minhash-signer.ts';
import type { Steps } from './steps.ts';
import type { TokenSets } from './token-sets.ts';

export interface MinHashJoinOptions extends MinHashOptions {
  /** Pairs less alike are left out, and the bands are chosen for it. Above 0, up to 1. */
  readonly threshold: number;
  /** Whether pairs that the bands propose get the Jaccard similarity of their sets, or the signatures' estimate. */
  readonly verified: boolean;
}

/** Numbers looked at between two pauses: some 5 ms. */
const PACE = 4_000_000;

/**
 * Pairs of sets that MinHash with locality-sensitive hashing finds (Broder 1997; Indyk and Motwani 1998). Not all of
 * them: `foundProbability` says how many. The first of several equal sets stands for them: the others have one pair each,
 * with it. An empty set is like nothing.
 *
 * @throws the signal's reason; bad-input for options out of range
 */
export async function minhashJoin(sets: TokenSets, options: MinHashJoinOptions, steps: Steps): Promise<SimilarPairs> {
  const { threshold } = options;
  if (!(threshold > 0 && threshold <= 1)) throw badInput(`A threshold is above 0 and at most 1, not ${threshold}.`);
  const nodes = equalSets(sets);
  const pairs = new PairList();
  for (const [item, node] of nodes.nodeOf.entries()) {
    const first = nodes.first[node] ?? 0;
    if (first !== item) pairs.push(first, item, 1);
  }
  const items = nodes.first.filter((item) => sets.offsets[item] !== sets.offsets[item + 1]);
  const bands = chooseBands(threshold, options.permutations);
  const signer = createSigner(sets.vocabulary, options);
  const keys = new BandKeys(bands, items.length);
  const pace = new WorkPace(steps, items.length * (1 + bands.count));

  await signAll(sets, items, signer, keys, pace);
  const measure = options.verified ? jaccardMeasure(sets, threshold) : estimateMeasure(sets, signer);
  for (let band = 0; band < bands.count; band += 1) {
    await joinBand(band, sets, items, keys, pace, measure, (left, right, similarity) => {
      if (similarity >= threshold) pairs.push(left, right, similarity);
    });
  }
  pace.end();
  return pairs.take(sets.count);
}

async function signAll(
  { tokens, offsets }: TokenSets,
  items: Uint32Array,
  signer: Signer,
  keys: BandKeys,
  pace: WorkPace,
): Promise<void> {
  const signature = new Int32Array(signer.permutations);
  for (const [index, item] of items.entries()) {
    const from = offsets[item] ?? 0;
    const to = offsets[item + 1] ?? 0;
    signer.sign(tokens, from, to, signature, 0);
    keys.set(index, signature, 0);
    if (pace.isDue((to - from + 1) * signer.permutations)) await pace.pause(index);
  }
}

async function joinBand(
  band: number,
  { offsets }: TokenSets,
  items: Uint32Array,
  keys: BandKeys,
  pace: WorkPace,
  measure: Measure,
  found: (left: number, right: number, similarity: number) => void,
): Promise<void> {
  const chains = new KeyChains(keys.keys[band] ?? new Int32Array());
  for (const [index, item] of items.entries()) {
    const size = (offsets[item + 1] ?? 0) - (offsets[item] ?? 0);
    for (let other = chains.add(index); other >= 0; other = chains.previous(other)) {
      if (keys.metBefore(band, other, index)) continue;
      const earlier = items[other] ?? 0;
      // The later one first: it stays the same along the chain.
      found(earlier, item, measure(item, earlier));
      if (pace.isDue(2 * size + keys.bands.rows)) await pace.pause((1 + band) * items.length + index);
    }
    if (pace.isDue(band)) await pace.pause((1 + band) * items.length + index);
  }
}

/** Counts work in place of looking at the clock: single texts can take longer than the pauses should be apart. */
class WorkPace {
  private work = 0;

  constructor(
    private readonly steps: Steps,
    private readonly total: number,
  ) {
    steps.signal.throwIfAborted();
  }

  isDue(work: number): boolean {
    this.work += work;
    return this.work >= PACE;
  }

  async pause(done: number): Promise<void> {
    this.work = 0;
    this.steps.progress(done, this.total);
    await this.steps.breathe();
    this.steps.signal.throwIfAborted();
  }

  end(): void {
    this.steps.progress(this.total, this.total);
  }
}

/**
 * What MinHash makes of single pairs: sets 2i and 2i + 1 are compared. A pair that the bands miss has similarity 0, as it
 * would not be found; the others have the Jaccard similarity or its estimate.
 */
export function minhashSimilarities(sets: TokenSets, options: MinHashJoinOptions): Float32Array<ArrayBuffer> {
  const { permutations } = options;
  const signer = createSigner(sets.vocabulary, options);
  const bands = chooseBands(options.threshold, permutations);
  const jaccard = jaccardMeasure(sets, 0);
  const signatures = new Int32Array(2 * permutations);
  return Float32Array.from({ length: Math.floor(sets.count / 2) }, (_, i) => {
    const [a = 0, b = 0, c = 0] = sets.offsets.subarray(2 * i, 2 * i + 3);
    signer.sign(sets.tokens, a, b, signatures, 0);
    signer.sign(sets.tokens, b, c, signatures, permutations);
    if (a === b || b === c || !haveCommonBand(bands, signatures, 0, permutations)) return 0;
    return options.verified
      ? jaccard(2 * i, 2 * i + 1)
      : estimate(signatures, 0, signatures, permutations, permutations);
  });
}

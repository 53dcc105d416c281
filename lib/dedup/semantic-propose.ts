import { createRandom, type Random } from '../sampling/random.ts';
import type { Recall } from './cosine-approximate.ts';
import { approximateCosineJoin } from './cosine-approximate.ts';
import { CosineCodes, cosineOf } from './cosine-codes.ts';
import { cosineJoin, EXACT_LIMIT } from './cosine-join.ts';
import { Pace } from './cosine-pace.ts';
import type { Encoder } from './encoder.ts';
import type { Embedded } from './semantic-embedded.ts';
import { chooseCut, expectRecall, type PredictedPairs, STEP } from './semantic-expect.ts';
import { SemanticMap } from './semantic-map.ts';
import type { Steps } from './steps.ts';

/** Texts that the map is fitted on: fewer predict worse and so propose more, more take longer than they save. */
const FITTED = { most: 2000, share: 0.1 };
/** Texts whose predicted neighbours are counted, at most, until there are so many neighbours: where all is alike few texts tell. */
const COUNTED = { texts: 1000, pairs: 2_000_000 };
/** How far below the threshold predictions are looked at, and pairs drawn in each step of it. */
const DEPTH = 0.4;
const DRAWN = 30;
/** Of the texts that have a near-duplicate; measured, more of them are found than the estimate says. */
const AIM = 0.95;
/**
 * Proposals are at most such a share of the texts beyond those that are predicted to be near-duplicates, even where that
 * misses more: the fast way has to be fast.
 */
const MOST = 0.08;
/** Below such an expected recall it is no use, and all texts are taken. */
const FAIR = 0.5;
/** Past such a share of all texts the full way takes hardly longer, and misses nothing. */
const NEARLY_ALL = 0.6;
/** Parts of the whole work: static vectors, texts to fit on, texts to set the cut on; the rest are the proposals. */
const PART = { guess: 0.05, fit: 0.2, draw: 0.3 };
const GUESSES = 2048;
const SEED = 11;

/**
 * Runs the encoder on texts that may have a near-duplicate. A map from static vectors to the encoder's is fitted on a
 * sample of these texts; pairs with predicted cosines of every height are drawn and computed, which tells how far
 * predictions are off here; the cut is set so that nearly all texts with a near-duplicate have one above it, and the texts of all
 * pairs above it go through the encoder.
 * @param embedded takes the vectors. @param told of what is done, from 0 to 1
 * @returns the share expected among those texts of the texts that have a near-duplicate; null where too many of those
 * would be missed
 */
export async function proposeTexts(
  texts: readonly string[],
  guess: Encoder,
  embedded: Embedded,
  threshold: number,
  steps: Steps,
  told: (part: number) => void,
): Promise<Recall | null> {
  const random = createRandom(SEED);
  const quiet: Steps = { ...steps, progress: () => undefined };
  const between = (from: number, to: number) => (part: number) => told(from + (to - from) * part);
  const guesses = await guessAll(texts, guess, steps, between(0, PART.guess));
  const sample = draw(texts.length, Math.min(FITTED.most, Math.ceil(FITTED.share * texts.length)), random);
  await embedded.add(sample, steps, between(PART.guess, PART.fit));
  const rows = new Float32Array(sample.length * guess.dimensions);
  for (const [i, item] of sample.entries())
    rows.set(guesses.subarray(item * guess.dimensions, (item + 1) * guess.dimensions), i * guess.dimensions);
  const full = embedded.of(sample);
  const map = SemanticMap.fit(
    { vectors: rows, dimensions: guess.dimensions },
    { vectors: full, dimensions: full.length / sample.length },
  );
  const predicted = new Float32Array(texts.length * map.dimensions);
  const pace = new Pace(quiet);
  for (let item = 0; item < texts.length; item += 64) {
    map.apply(guesses, predicted, item, Math.min(texts.length, item + 64));
    if (pace.due) await pace.rest(0, 1);
  }
  const space: Space = { predicted, dimensions: map.dimensions, count: texts.length };
  const counted = await countPairs(space, threshold, random, pace);
  await embedded.add(counted.drawn.flat(), steps, between(PART.fit, PART.draw));
  const pairs: PredictedPairs = { ...counted, drawn: counted.drawn.map(([a, b]) => compute(space, embedded, a, b)) };
  let cut = pairs.drawn.length < 3 ? pairs.floor : chooseCut(pairs, threshold, AIM);
  const most = MOST + shareAbove(counted.nearest, threshold);
  while (cut + STEP < 1 && shareAbove(counted.nearest, cut) > most) cut += STEP;
  const expected = pairs.drawn.length < 3 ? nothingKnown : expectRecall(pairs, threshold, cut);
  if (expected.value < FAIR) return null;
  const { dimensions } = space;
  const proposals =
    texts.length > EXACT_LIMIT
      ? (await approximateCosineJoin(predicted, dimensions, cut, quiet)).pairs
      : await cosineJoin(predicted, dimensions, cut, quiet);
  const proposed = new Set([...proposals.a, ...proposals.b]);
  if (proposed.size > NEARLY_ALL * texts.length) return null;
  await embedded.add(proposed, steps, between(PART.draw, 1));
  told(1);
  return expected;
}

/** Too few pairs come near the threshold to tell. */
const nothingKnown: Recall = { value: 1, low: 0, high: 1, n: 0 };

interface Space {
  readonly predicted: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  readonly count: number;
}

async function guessAll(texts: readonly string[], guess: Encoder, { signal }: Steps, share: (part: number) => void) {
  const guesses = new Float32Array(texts.length * guess.dimensions);
  for (let from = 0; from < texts.length; from += GUESSES) {
    guesses.set(await guess.embed(texts.slice(from, from + GUESSES), signal), from * guess.dimensions);
    if (signal.aborted) throw signal.reason;
    share(from / texts.length);
  }
  return guesses;
}

/** So many different numbers below `below`, ascending. */
function draw(below: number, count: number, random: Random): Uint32Array<ArrayBuffer> {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, below)) drawn.add(random.below(below));
  return Uint32Array.from(drawn).sort();
}

/** Counts pairs by predicted cosine on a sample of texts, and draws some of each step. */
async function countPairs(space: Space, threshold: number, random: Random, pace: Pace) {
  const { predicted, dimensions, count } = space;
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  const codes = new CosineCodes({ vectors: predicted, dimensions, rows, axes: null, heads: 0, whole: false });
  for (let item = 0; item < count; item += 64) {
    codes.fill(item, Math.min(count, item + 64));
    if (pace.due) await pace.rest(0, 1);
  }
  const floor = Math.max(0.05, threshold - DEPTH);
  const steps = Math.ceil((1 - floor) / STEP);
  const seen = new Float64Array(steps);
  const kept = Array.from({ length: steps }, (): [number, number][] => []);
  const sample = inAnyOrder(draw(count, COUNTED.texts, random), random);
  const nearest: number[] = [];
  const neighbours = new Float64Array(sample.length * steps);
  let total = 0;
  for (const item of sample) {
    if (total > COUNTED.pairs) break;
    let most = 0;
    const found = codes.candidates(item, 0, count, floor);
    for (let k = 0; k < found; k += 1) {
      const other = codes.found[k] ?? 0;
      if (other === item || other >= count) continue;
      const cosine = cosineOf(predicted, dimensions, item, other);
      if (cosine < floor) continue;
      most = Math.max(most, cosine);
      total += 1;
      const step = Math.min(steps - 1, Math.floor((cosine - floor) / STEP));
      seen[step] = (seen[step] ?? 0) + 1;
      const at = nearest.length * steps + step;
      neighbours[at] = (neighbours[at] ?? 0) + 1;
      // Each pair of a step is kept with the same chance (reservoir sampling).
      const list = kept[step] ?? [];
      if (list.length < DRAWN) list.push([item, other]);
      else {
        const place = random.below(seen[step] ?? 1);
        if (place < DRAWN) list[place] = [item, other];
      }
    }
    nearest.push(most);
    if (pace.due) await pace.rest(0, 1);
  }
  return { floor, steps, neighbours: neighbours.slice(0, nearest.length * steps), drawn: kept.flat(), nearest };
}

/** Shuffled in place (Fisher and Yates). */
function inAnyOrder(items: Uint32Array<ArrayBuffer>, random: Random): Uint32Array<ArrayBuffer> {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const held = items[i] ?? 0;
    items[i] = items[j] ?? 0;
    items[j] = held;
  }
  return items;
}

const shareAbove = (nearest: readonly number[], cut: number): number =>
  nearest.filter((cosine) => cosine >= cut).length / nearest.length;

function compute({ predicted, dimensions }: Space, embedded: Embedded, a: number, b: number) {
  const pair = embedded.of([a, b]);
  return { predicted: cosineOf(predicted, dimensions, a, b), cosine: cosineOf(pair, pair.length / 2, 0, 1) };
}

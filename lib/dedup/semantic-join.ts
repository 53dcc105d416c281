import type { SimilarPairs } from '../model/dedup.ts';
import { approximateCosineJoin, type Recall } from './cosine-approximate.ts';
import { cosineOf } from './cosine-codes.ts';
import { cosineJoin, EXACT_LIMIT } from './cosine-join.ts';
import type { Encoder, Encoders } from './encoder.ts';
import { Embedded } from './semantic-embedded.ts';
import { proposeTexts } from './semantic-propose.ts';
import type { Steps } from './steps.ts';

/** Where the sentence encoder runs, and where vectors are compared. */
export interface SemanticStages {
  readonly embedding: Steps;
  readonly joining: Steps;
}

export interface SemanticPairs {
  readonly pairs: SimilarPairs;
  /** Null where all pairs were looked at. */
  readonly recall: Recall | null;
  /** Texts that went through the encoder. */
  readonly embedded: number;
}

/** Progress of the fast way is told in parts of a thousand: how many texts it takes is known late. */
const PARTS = 1000;
/** Below so many texts finding out which ones to leave out takes as long as leaving none out. */
const WORTH_GUESSING = 5000;

/**
 * Pairs of texts whose sentence vectors have a cosine of at least the threshold.
 *
 * The fast way runs the encoder only on texts that static token vectors propose (see `proposeTexts`), and then compares
 * exactly all that it was run on, so no pair is wrong; the recall, by texts that have a near-duplicate, is an estimate. Where
 * proposals would miss too many of them, and for few texts, it is the full way: `embedded` tells.
 * @param threshold 0.5 to 1
 * @throws the signal's reason; whatever the encoders throw
 */
export async function semanticJoin(
  texts: readonly string[],
  { full, guess }: Encoders,
  { threshold, fast }: { readonly threshold: number; readonly fast: boolean },
  { embedding, joining }: SemanticStages,
): Promise<SemanticPairs> {
  if (fast && texts.length >= WORTH_GUESSING) {
    const embedded = new Embedded(texts, full);
    const told = (part: number) => embedding.progress(Math.round(PARTS * part), PARTS);
    const proposed = await proposeTexts(texts, guess, embedded, threshold, embedding, told);
    if (proposed !== null) {
      const items = embedded.items();
      const { pairs, recall } = await join(embedded.of(items), full.dimensions, threshold, joining);
      const at = (index: number) => items[index] ?? 0;
      return {
        pairs: { a: pairs.a.map(at), b: pairs.b.map(at), similarity: pairs.similarity },
        recall: recall === null ? proposed : times(proposed, recall),
        embedded: embedded.size,
      };
    }
    await embedded.add(texts.keys(), embedding, (part) => told(0.3 + 0.7 * part));
    const all = Uint32Array.from(texts.keys());
    return { ...(await join(embedded.of(all), full.dimensions, threshold, joining)), embedded: texts.length };
  }
  const embedded = new Embedded(texts, full);
  await embedded.add(texts.keys(), embedding, (part) =>
    embedding.progress(Math.round(part * texts.length), texts.length),
  );
  const vectors = embedded.of(Uint32Array.from(texts.keys()));
  return { ...(await join(vectors, full.dimensions, threshold, joining)), embedded: texts.length };
}

async function join(vectors: Float32Array<ArrayBuffer>, dimensions: number, threshold: number, steps: Steps) {
  if (vectors.length / dimensions > EXACT_LIMIT) return approximateCosineJoin(vectors, dimensions, threshold, steps);
  return { pairs: await cosineJoin(vectors, dimensions, threshold, steps), recall: null };
}

/** A share of a share, with an interval that holds whichever of the two is off. */
const times = (a: Recall, b: Recall): Recall => ({
  value: a.value * b.value,
  low: a.low * b.low,
  high: a.high * b.high,
  n: Math.min(a.n, b.n),
});

/**
 * Cosines of pairs of texts: each text at an even place and the one behind it. Texts without any token are like nothing.
 * What the fast way would leave out depends on the texts around, and stands in its recall.
 */
export async function semanticSimilarities(
  texts: readonly string[],
  { full }: { readonly full: Encoder },
  signal: AbortSignal,
): Promise<Float32Array<ArrayBuffer>> {
  const embedded = new Embedded(texts, full);
  await embedded.add(texts.keys(), { signal, breathe: () => Promise.resolve() }, () => undefined);
  const vectors = embedded.of(Uint32Array.from(texts.keys()));
  const cosine = (pair: number) => cosineOf(vectors, full.dimensions, 2 * pair, 2 * pair + 1);
  return Float32Array.from({ length: Math.floor(texts.length / 2) }, (_, pair) =>
    Math.max(0, Math.min(1, cosine(pair))),
  );
}

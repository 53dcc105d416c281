import { minhashSimilarities } from '../../lib/dedup/minhash-join.ts';
import { measurePlanted, type MeasurePairs } from '../../lib/dedup/planted/measure.ts';
import { plant } from '../../lib/dedup/planted/plant.ts';
import type { TokenSets } from '../../lib/dedup/token-sets.ts';
import { Tokeniser } from '../../lib/dedup/tokeniser.ts';
import type { DedupMethod, TokenChoice } from '../../lib/model/dedup.ts';
import type { PlantedCheck } from '../../lib/protocol/dedup.ts';
import { checkMethod } from './check-ask.ts';
import { type Comparison, noEncoder } from './compare.ts';
import { type EncoderPort, openEncoders } from './encoders.ts';
import { jaccard } from './likeness.ts';
import type { DedupWorld, Joins } from './ports.ts';

/** Texts of the job that are planted into: enough for some hundred pairs, read in a moment. */
const SAMPLE = 2_000;
/** Pairs of each kind at most: more take long and say no more. */
const MOST = 500;
/**
 * What MinHash's bands are chosen for where the comparison itself was made in another way: the paper's threshold. Bands
 * for a lower one see more than the paper's did.
 */
const PAPER_THRESHOLD = 0.9;
/** The same texts give the same check. */
const SEED = 1;

interface CheckWorld extends Pick<DedupWorld, 'now' | 'breathe'> {
  readonly joins: Pick<Joins, 'semanticSimilarities'>;
  readonly encoder: EncoderPort | null;
}

/**
 * Plants known duplicates and non-duplicates into some of a comparison's texts and measures each pair alone, by each
 * method: true near-duplicates among the texts themselves have no part in it.
 */
export async function checkPlanted(
  { texts, ask }: Comparison,
  methods: readonly DedupMethod[],
  perKind: number,
  world: CheckWorld,
): Promise<PlantedCheck> {
  for (const method of methods) checkMethod(method);
  const begun = world.now();
  const count = Math.min(SAMPLE, texts.count);
  const items = Uint32Array.from({ length: count }, (_, i) => Math.floor((i * texts.count) / count));
  const planted = plant(await texts.pick(items), Math.max(1, Math.min(MOST, Math.floor(perKind))), SEED);
  const measures = methods.map((method): MeasurePairs => async (a, b) => {
    await world.breathe();
    return measure(
      a.flatMap((text, i) => [text, b[i] ?? '']),
      method,
      ask.method.kind === 'minhash' ? ask.floor : PAPER_THRESHOLD,
      world,
    );
  });
  const results = await measurePlanted(planted, measures);
  return { methods, results, milliseconds: world.now() - begun };
}

/** Similarities of pairs: each text of an even number with the next. */
async function measure(
  flat: readonly string[],
  method: DedupMethod,
  bandsFor: number,
  { joins, encoder }: CheckWorld,
): Promise<Float32Array<ArrayBuffer>> {
  switch (method.kind) {
    case 'exact': {
      const sets = setsOfTexts(flat, method.tokens);
      return Float32Array.from({ length: flat.length / 2 }, (_, i) => jaccard(sets, 2 * i, 2 * i + 1));
    }
    case 'minhash':
      return minhashSimilarities(setsOfTexts(flat, method.tokens), { ...method, threshold: bandsFor });
    case 'semantic': {
      const { signal } = new AbortController();
      const encoders = await openEncoders(encoder ?? noEncoder(), signal);
      return joins.semanticSimilarities(flat, encoders, signal);
    }
  }
}

function setsOfTexts(texts: readonly string[], tokens: TokenChoice): TokenSets {
  const tokeniser = new Tokeniser(tokens);
  for (const text of texts) tokeniser.addText(text);
  return tokeniser.finish();
}

import { equalSets, equalTexts, type Nodes, setsOf } from '../../lib/dedup/clusters-equal.ts';
import { type Forest, spanningForest } from '../../lib/dedup/clusters-forest.ts';
import type { Steps } from '../../lib/dedup/steps.ts';
import type { DedupMethod, SimilarPairs, TokenChoice } from '../../lib/model/dedup.ts';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { DedupAsk, DedupFound, DedupStage } from '../../lib/protocol/dedup.ts';
import { type EncoderPort, openEncoders } from './encoders.ts';
import { countForeign } from './foreign.ts';
import { lexicalLikeness, type Likeness, semanticLikeness } from './likeness.ts';
import type { Joins, Recall } from './ports.ts';
import type { JobTexts } from './texts.ts';
import { tokenise, type Tokenised } from './tokenise.ts';

/** What a finished comparison is kept as: a few numbers for each text, and its pairs. */
export interface Comparison {
  readonly ask: DedupAsk;
  readonly texts: JobTexts;
  readonly nodes: Nodes;
  readonly forest: Forest;
  readonly likeness: Likeness;
  readonly characters: Uint32Array<ArrayBuffer>;
  readonly specific: Float32Array<ArrayBuffer>;
}

export type Facts = Pick<DedupFound, 'empty' | 'cut' | 'foreign' | 'recall'>;

export interface CompareWorld {
  readonly joins: Joins;
  /** Null before `useEncoder`. */
  readonly encoder: EncoderPort | null;
  readonly signal: AbortSignal;
  readonly stage: (name: DedupStage) => Steps;
}

/** Semantic comparisons cut words, too: for the rule that keeps the most specific. */
const WORDS: TokenChoice = { kind: 'words', size: 1 };

/** Finds all pairs. @throws FaultError; the signal's reason */
export async function compare(
  texts: JobTexts,
  ask: DedupAsk,
  world: CompareWorld,
): Promise<{ readonly comparison: Comparison; readonly facts: Facts }> {
  const { method } = ask;
  const found =
    method.kind === 'semantic'
      ? await findByMeaning(texts, method, ask.floor, world)
      : await findByWords(texts, method, ask.floor, world);
  const { nodes, pairs, likeness, tokenised, facts } = found;
  const forest = spanningForest(nodes, pairs);
  const { characters, specific } = tokenised;
  return { comparison: { ask, texts, nodes, forest, likeness, characters, specific }, facts };
}

interface Found {
  readonly nodes: Nodes;
  readonly pairs: SimilarPairs;
  readonly likeness: Likeness;
  readonly tokenised: Omit<Tokenised, 'sets'>;
  readonly facts: Facts;
}

async function findByWords(
  texts: JobTexts,
  method: DedupMethod & { readonly kind: 'exact' | 'minhash' },
  floor: number,
  { joins, stage }: CompareWorld,
): Promise<Found> {
  const { sets: all, ...tokenised } = await tokenise(texts, method.tokens, stage('tokenising'));
  const nodes = equalSets(all);
  const sets = setsOf(all, nodes.first);
  const { pairs, recall } =
    nodes.count < 2
      ? nothingFound
      : method.kind === 'exact'
        ? { pairs: await joins.exact(sets, floor, stage('joining')), recall: null }
        : await joins.minhash(sets, { ...method, threshold: floor }, stage('joining'));
  const likeness = lexicalLikeness(nodes, pairs, sets);
  return { nodes, pairs, likeness, tokenised, facts: factsOf(tokenised, recall) };
}

const nothingFound = {
  pairs: { a: new Uint32Array(), b: new Uint32Array(), similarity: new Float32Array() },
  recall: null,
} as const;

const factsOf = ({ empty }: Pick<Tokenised, 'empty'>, recall: Recall): Facts => ({
  empty,
  cut: 0,
  foreign: null,
  recall,
});

async function findByMeaning(
  texts: JobTexts,
  method: DedupMethod & { readonly kind: 'semantic' },
  floor: number,
  { joins, encoder, signal, stage }: CompareWorld,
): Promise<Found> {
  const port = encoder ?? noEncoder();
  const all: string[] = [];
  const decoder = new TextDecoder();
  const tokenised = await tokenise(texts, WORDS, stage('reading'), (bytes, from, to) => {
    all.push(decoder.decode(bytes.subarray(from, to)));
  });
  const nodes = equalTexts(all);
  // The encoder is not loaded for nothing.
  if (nodes.count < 2) {
    const likeness: Likeness = (a) => Promise.resolve(new Float32Array(a.length).fill(1));
    const facts = { ...factsOf(tokenised, null), foreign: await countForeign(all, signal) };
    return { nodes, pairs: nothingFound.pairs, likeness, tokenised, facts };
  }
  const distinct = Array.from(nodes.first, (item) => all[item] ?? '');
  stage('loading').progress(0, 1);
  const encoders = await openEncoders(port, signal);
  const { pairs, recall } = await joins.semantic(
    distinct,
    encoders,
    { threshold: floor, fast: method.fast },
    { embedding: stage('embedding'), joining: stage('joining') },
  );
  // What is asked for later stands alone: the comparison's own signal is over.
  const embed = async (wanted: readonly number[]) => {
    const picked = await texts.pick(Array.from(wanted, (node) => nodes.first[node] ?? 0));
    return encoders.full.embed(picked, new AbortController().signal);
  };
  const likeness = semanticLikeness(nodes, pairs, encoders.full.dimensions, embed);
  const foreign = await countForeign(all, signal);
  const facts = { empty: tokenised.empty, cut: Math.min(encoders.cut(), texts.count), foreign, recall };
  return { nodes, pairs, likeness, tokenised, facts };
}

export function noEncoder(): never {
  throw new FaultError(fault('internal', 'The sentence encoder was not started.'));
}

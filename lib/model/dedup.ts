import type { CellId, ShardId } from './ids.ts';

/** What a text is cut into before it is compared: runs of `size` words, or of `size` characters. One word is the paper's. */
export interface TokenChoice {
  readonly kind: 'words' | 'characters';
  /** 1 to 8. */
  readonly size: number;
}

/** How the likeness of two texts is measured, and how alike pairs are found. */
export type DedupMethod =
  /** Jaccard similarity of token sets; every pair is found and none is wrong. */
  | { readonly kind: 'exact'; readonly tokens: TokenChoice }
  /** As the paper did it: signatures banded for the threshold, then (when verified) the true Jaccard similarity. */
  | {
      readonly kind: 'minhash';
      readonly tokens: TokenChoice;
      /** 16 to 256; the paper's is 128. */
      readonly permutations: number;
      /** 0 to 2^32 - 1. */
      readonly seed: number;
      readonly verified: boolean;
    }
  /** Cosine of sentence vectors: of all texts, or (`fast`) only of texts that static token vectors propose. */
  | { readonly kind: 'semantic'; readonly model: string; readonly fast: boolean };

export const keepRules = ['first', 'longest', 'specific', 'voted'] as const;
/**
 * Which text of a cluster stays: the first in order; the one with most characters; the one with the most informative
 * words (sum of their inverse document frequencies); the best voted. Ties go to the first.
 */
export type KeepRule = (typeof keepRules)[number];

/** Pairs of items (indexes into the texts that were compared), a < b, sorted by a, then b. */
export interface SimilarPairs {
  readonly a: Uint32Array<ArrayBuffer>;
  readonly b: Uint32Array<ArrayBuffer>;
  /** 0 to 1. */
  readonly similarity: Float32Array<ArrayBuffer>;
}

/** Near-duplicates that the user removed: always undoable, because nothing is deleted by it. */
export interface DedupDecision {
  readonly version: 1;
  readonly id: string;
  readonly createdAt: number;
  /** What was compared, for people: `PersonaHub`, `3 runs`. */
  readonly scope: string;
  readonly method: DedupMethod;
  /** Pairs at least this alike were joined to clusters. */
  readonly threshold: number;
  readonly keep: KeepRule;
  /** Clusters in which the user chose by hand. */
  readonly byHand: number;
  /** Texts compared. */
  readonly before: number;
  readonly clusters: number;
  readonly removed: RemovedPersonas | RemovedAnswers;
}

/** Row `rows[i]` of `shards[shard[i]]` was removed in favour of row `keptRows[i]` of `shards[keptShard[i]]`. */
export interface RemovedPersonas {
  readonly kind: 'personas';
  readonly shards: readonly ShardId[];
  /**
   * Hash of each shard when the decision was applied, which fills it in: rows of a shard with another hash are other
   * rows, and stay.
   */
  readonly hashes?: readonly string[];
  readonly shard: Uint16Array<ArrayBuffer>;
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly keptShard: Uint16Array<ArrayBuffer>;
  readonly keptRows: Uint32Array<ArrayBuffer>;
  /** Of the removed to the kept; below the threshold where others link the two. */
  readonly similarity: Float32Array<ArrayBuffer>;
}

export interface RemovedAnswers {
  readonly kind: 'answers';
  readonly cells: readonly CellId[];
  readonly kept: readonly CellId[];
  readonly similarity: Float32Array<ArrayBuffer>;
}

/** Kinds of planted texts, from what every method should see to what none can; the last three are no duplicates. */
export const plantedKinds = [
  'case',
  'order',
  'word',
  'inflection',
  'synonym',
  'paraphrase',
  'translation',
  'number',
  'negation',
  'profession',
] as const;
export type PlantedKind = (typeof plantedKinds)[number];

export interface PlantedResult {
  readonly kind: PlantedKind;
  /** False for number, negation and profession: those found are errors. */
  readonly duplicate: boolean;
  /** Planted pairs of this kind; fewer where the texts gave no more. */
  readonly planted: number;
  /** How many of them are bundled texts, because the user's own gave nothing to work on (all translations are). */
  readonly bundled: number;
  /** By method, in the order asked: similarities of the planted pairs, so that any threshold can be read off. */
  readonly similarities: readonly Float32Array<ArrayBuffer>[];
  /** One of them, for people. */
  readonly example: readonly [original: string, planted: string] | null;
}

import type { SimilarPairs } from '../../lib/model/dedup.ts';
import type { Encoders } from '../../lib/dedup/encoder.ts';
import type { Steps } from '../../lib/dedup/steps.ts';
import type { TokenSets } from '../../lib/dedup/token-sets.ts';
import type { DedupEvent, DedupFound } from '../../lib/protocol/dedup.ts';
import type { ShardStore } from '../../lib/store/ports.ts';

/** What the dedup worker reads of the database. */
export type ShardReader = Pick<ShardStore, 'getShard' | 'parts'>;

/** What the dedup worker stands on; a test gives its own. */
export interface DedupWorld {
  /** @throws FaultError `storage-blocked` where there is no database */
  readonly openShards: () => Promise<ShardReader>;
  readonly emit: (event: DedupEvent) => void;
  /** Lets waiting calls in between two pieces of long work. */
  readonly breathe: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/** What an approximate join says of itself; see `DedupFound`. */
export type Recall = DedupFound['recall'];

/** How pairs are found. Those that find them exactly say no recall. */
export interface Joins {
  readonly exact: (sets: TokenSets, floor: number, steps: Steps) => Promise<SimilarPairs>;
  readonly minhash: (
    sets: TokenSets,
    options: MinHashChoice,
    steps: Steps,
  ) => Promise<{ readonly pairs: SimilarPairs; readonly recall: Recall }>;
  readonly semantic: (
    texts: readonly string[],
    encoders: Encoders,
    options: { readonly threshold: number; readonly fast: boolean },
    stages: SemanticStages,
  ) => Promise<{ readonly pairs: SimilarPairs; readonly recall: Recall }>;
  /** Of pairs of texts: each at an even place with the one behind it. */
  readonly semanticSimilarities: (
    texts: readonly string[],
    encoders: Encoders,
    signal: AbortSignal,
  ) => Promise<Float32Array<ArrayBuffer>>;
}

/** Progress of the two halves of a semantic join. */
export interface SemanticStages {
  readonly embedding: Steps;
  readonly joining: Steps;
}

export interface MinHashChoice {
  readonly permutations: number;
  readonly seed: number;
  readonly verified: boolean;
  /** The bands are chosen for it. */
  readonly threshold: number;
}

import type { DedupMethod, KeepRule, PlantedResult, RemovedAnswers, RemovedPersonas } from '../model/dedup.ts';
import type { CellId, ShardId } from '../model/ids.ts';
import type { RowRef } from '../model/persona.ts';
import type { Outcome } from './engine.ts';

/** What to compare: rows of shards (the worker reads them itself), or answers as they are. */
export type DedupTexts =
  | {
      readonly kind: 'personas';
      /** Named shards, each once, with the rows to take in their order. */
      readonly shards: readonly ShardId[];
      readonly rows: readonly Uint32Array<ArrayBuffer>[];
    }
  | {
      readonly kind: 'answers';
      readonly cells: readonly CellId[];
      readonly texts: readonly string[];
      /** -1, 0 or 1 each. */
      readonly votes: readonly number[];
    };

/** Names one comparison; unique within a page. */
export type DedupJobId = string;

export interface DedupAsk {
  readonly method: DedupMethod;
  /** Pairs less alike are not kept: the least that the threshold can be set to afterwards. 0.5 to 1. */
  readonly floor: number;
}

export const dedupStages = ['reading', 'tokenising', 'signing', 'loading', 'embedding', 'joining'] as const;
/** `loading`: the sentence encoder. */
export type DedupStage = (typeof dedupStages)[number];

/** Within a stage; stages come in the order of `dedupStages`, those that a method does not have are left out. */
export interface DedupProgress {
  readonly job: DedupJobId;
  readonly stage: DedupStage;
  readonly done: number;
  readonly total: number;
}

export interface DedupFound {
  readonly texts: number;
  readonly pairs: number;
  readonly milliseconds: number;
  /** Texts without any token, or past what the encoder reads: what a user should know. Zero where there are none. */
  readonly empty: number;
  readonly cut: number;
  /** Texts in languages that the encoder was not trained on; null where it was not asked. */
  readonly foreign: number | null;
  /** Share of all pairs that an approximate method found, estimated on a sample with its size; null for exact ones. */
  readonly recall: { readonly value: number; readonly low: number; readonly high: number; readonly n: number } | null;
}

/** Clusters of a finished comparison at a threshold: connected components of its pairs. */
export interface Grouping {
  readonly threshold: number;
  readonly keep: KeepRule;
  readonly clusters: number;
  /** Texts in clusters. */
  readonly clustered: number;
  /** Texts that would go; `before - removed` stay. */
  readonly removed: number;
  readonly before: number;
  /** Members of the largest. */
  readonly largest: number;
  readonly byHand: number;
  /** Pairs by similarity, in 50 equal steps from 0.5 to 1: what the slider stands on. */
  readonly histogram: readonly number[];
}

export interface ClusterMember {
  /** Index into what was compared. */
  readonly item: number;
  readonly text: string;
  readonly row: RowRef | null;
  readonly cell: CellId | null;
  readonly keep: boolean;
  /** To the first kept member; 1 for that one itself. */
  readonly similarity: number;
  readonly vote: number;
}

/** Largest first, then by their first member; kept members first. */
export interface Cluster {
  /** Its first item: stays the same while its members do. */
  readonly id: number;
  readonly members: readonly ClusterMember[];
  /** Members beyond those listed (at most 100 are). */
  readonly more: number;
  readonly byHand: boolean;
}

/** What the user says of an item of a cluster: keep it, remove it, or what the rule says. */
export type HandChoice = 'keep' | 'remove' | 'rule';

export { plantedKinds } from '../model/dedup.ts';
export type { PlantedKind, PlantedResult } from '../model/dedup.ts';

export interface PlantedCheck {
  readonly methods: readonly DedupMethod[];
  readonly results: readonly PlantedResult[];
  readonly milliseconds: number;
}

/** A new answer of a run beside its earlier ones. */
export interface LiveMatch {
  readonly cell: CellId;
  /** The most alike of the earlier ones, and how alike; null where none reaches the threshold. */
  readonly of: CellId | null;
  readonly similarity: number;
}

export type DedupEvent = { readonly kind: 'progress'; readonly progress: DedupProgress };

/** The methods of the dedup worker. It reads shards and writes nothing: whatever it holds can be made again. */
export interface DedupWorkerApi {
  connect(onEvent: (event: DedupEvent) => void): void;
  ping(): Promise<void>;
  /** Where the sentence encoder answers (`EmbedPort`); needed before a semantic method is asked for. */
  useEncoder(port: MessagePort): Promise<void>;

  /** Answers when all pairs are found; `cancelled` after `cancel`. A finished comparison is kept until `forget`. */
  find(job: DedupJobId, texts: DedupTexts, ask: DedupAsk): Promise<Outcome<DedupFound>>;
  cancel(job: DedupJobId): Promise<void>;
  forget(job: DedupJobId): Promise<void>;
  /** @param threshold at least the job's floor */
  group(job: DedupJobId, threshold: number, keep: KeepRule): Promise<Outcome<Grouping>>;
  /** Clusters `from` to `from + count` of the last grouping. */
  clusters(job: DedupJobId, from: number, count: number): Promise<Outcome<readonly Cluster[]>>;
  /** A choice by hand; one of a cluster always stays, so removing the last kept one is a `bad-input` fault. */
  choose(job: DedupJobId, item: number, choice: HandChoice): Promise<Outcome<Grouping>>;
  /** What the last grouping removes. */
  removed(job: DedupJobId): Promise<Outcome<RemovedPersonas | RemovedAnswers>>;
  /** Plants duplicates and non-duplicates into the job's texts (`perKind` of each at most) and measures the methods. */
  check(job: DedupJobId, methods: readonly DedupMethod[], perKind: number): Promise<Outcome<PlantedCheck>>;

  /**
   * Adds answers to a run's running join, in their order, and answers for each which earlier one it repeats (words,
   * Jaccard). A run is remembered until `forgetRun`; the same cell again is ignored.
   */
  live(
    run: string,
    answers: readonly { readonly cell: CellId; readonly text: string }[],
    threshold: number,
  ): Promise<Outcome<readonly LiveMatch[]>>;
  forgetRun(run: string): Promise<void>;
}

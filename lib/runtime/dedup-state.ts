import type { DedupDecision, DedupMethod, KeepRule } from '../model/dedup.ts';
import type { Fault } from '../model/fault.ts';
import type { CellId, RunId } from '../model/ids.ts';
import type {
  Cluster,
  DedupFound,
  DedupProgress,
  Grouping,
  HandChoice,
  LiveMatch,
  PlantedCheck,
} from '../protocol/dedup.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { Scope } from '../protocol/shards.ts';

// What screens need of the worker's language comes to them through this file.
export type {
  Cluster,
  ClusterMember,
  DedupFound,
  DedupProgress,
  DedupStage,
  Grouping,
  HandChoice,
  LiveMatch,
  PlantedCheck,
  PlantedKind,
  PlantedResult,
} from '../protocol/dedup.ts';

/** What a review is of. */
export type ReviewSubject =
  | { readonly kind: 'personas'; readonly name: string; readonly scope: Scope }
  | { readonly kind: 'answers'; readonly name: string; readonly runs: readonly RunId[] };

/** A comparison, from its start to the decision. One at a time; it outlives a change of screens. */
export interface Review {
  readonly subject: ReviewSubject;
  readonly method: DedupMethod;
  readonly floor: number;
  /** Null before the first news and once it has ended. */
  readonly progress: (DedupProgress & { readonly secondsLeft: number | null }) | null;
  readonly state: 'running' | 'found' | 'failed' | 'cancelled' | 'applied';
  readonly fault: Fault | null;
  readonly found: DedupFound | null;
  readonly threshold: number;
  readonly keep: KeepRule;
  /** Of `threshold` and `keep`, or of those before while the new one is made. */
  readonly grouping: Grouping | null;
  /** Counts groupings and choices: pages read at another number are out of date. */
  readonly turn: number;
  /** What the methods see of planted texts; null until asked for. */
  readonly check: PlantedCheck | null;
  readonly checking: boolean;
  /** The decision, once applied. */
  readonly decision: DedupDecision | null;
}

/** Repetition in the run on Play's screen. */
export interface LiveLikeness {
  readonly run: RunId | null;
  /** By cell; cells that repeat nothing are in it, too, with `of` null. */
  readonly matches: ReadonlyMap<CellId, LiveMatch>;
  /** Answers compared, those among them that repeat an earlier one, and the 95% Wilson interval of their share. */
  readonly texts: number;
  readonly repeated: number;
  readonly low: number;
  readonly high: number;
  readonly threshold: number;
}

export interface DedupState {
  readonly review: Review | null;
  /** Newest first: of personas and of answers. */
  readonly decisions: readonly DedupDecision[];
  readonly live: LiveLikeness;
  readonly fault: Fault | null;
}

/** Jaccard similarity from which a new answer is called a near-duplicate while a run goes on. */
export const LIVE_THRESHOLD = 0.7;

export const noDedup: DedupState = {
  review: null,
  decisions: [],
  live: {
    run: null,
    matches: new Map(),
    texts: 0,
    repeated: 0,
    low: 0,
    high: 0,
    threshold: LIVE_THRESHOLD,
  },
  fault: null,
};

/** Nothing here rejects. */
export interface DedupActions {
  /** A screen shows decisions: reads them, once. */
  readonly open: () => void;
  /** Begins a comparison in the place of the one that is there. */
  readonly find: (subject: ReviewSubject, method: DedupMethod, floor: number) => void;
  readonly cancel: () => void;
  /** Clusters anew from the kept pairs; calls that come faster than answers are skipped but for the last. */
  readonly setThreshold: (threshold: number) => void;
  readonly setKeep: (keep: KeepRule) => void;
  readonly clusters: (from: number, count: number) => Promise<Outcome<readonly Cluster[]>>;
  readonly choose: (item: number, choice: HandChoice) => Promise<Outcome<void>>;
  readonly check: (methods: readonly DedupMethod[]) => void;
  /** Removes what the grouping removes: all of it or nothing. */
  readonly apply: () => Promise<Outcome<DedupDecision>>;
  /** Puts back what a decision removed. */
  readonly undo: (decision: string) => Promise<Outcome<void>>;
  /** A decision with every removed text, the one kept for it and their likeness, as JSONL. */
  readonly exportDecision: (decision: string) => Promise<Outcome<Blob>>;
  readonly close: () => void;
}

export interface DedupStore {
  readonly actions: DedupActions;
  readonly getState: () => DedupState;
  readonly subscribe: (listener: () => void) => () => void;
}

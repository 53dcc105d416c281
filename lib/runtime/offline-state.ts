import type { Fault } from '../model/fault.ts';
import type { OfflineOffer, OfflineProgress } from '../protocol/offline.ts';

/** The copy of the app for offline use; replaced, never mutated. */
export interface OfflineState {
  /**
   * - `reading`: not known yet
   * - `unsupported`: not here; `fault` says why
   * - `absent`: nothing is kept or registered; `leftBytes` may lie here from a copy that was not finished
   * - `filling`: the first copy is being made
   * - `kept`
   */
  readonly phase: 'reading' | 'unsupported' | 'absent' | 'filling' | 'kept';
  /** What the site offers now; null until the panel asks, and while nothing can be reached. */
  readonly offer: OfflineOffer | null;
  /** Of the first copy or of an update, while it is fetched. */
  readonly progress: (OfflineProgress & { readonly secondsLeft: number | null }) | null;
  /** Bytes that lie here for the copy; null until the panel asks. */
  readonly keptBytes: number | null;
  /** `elsewhere`: another tab already runs the newer version; this one keeps its own until it is reloaded. */
  readonly update: 'none' | 'filling' | 'ready' | 'elsewhere';
  /** The user put the notice off; a newer version shows it again. */
  readonly later: boolean;
  /** What the last removal freed. */
  readonly freedBytes: number | null;
  readonly fault: Fault | null;
}

/** All return at once; results arrive in the state. */
export interface OfflineActions {
  /** The panel is shown: reads the size on offer (one small file of this site) and what is kept. */
  look(): void;
  /** Fetches and keeps the app, or what is still missing of it. Nothing is registered or kept before this. */
  keep(): void;
  /** What was fetched stays for the next time. */
  cancel(): void;
  /** The kill switch: takes the worker and its caches away. */
  remove(): void;
  /** Lets the waiting version take over and reloads this tab; other tabs keep theirs. */
  reload(): void;
  later(): void;
}

export interface OfflineStore {
  readonly actions: OfflineActions;
  readonly getState: () => OfflineState;
  readonly subscribe: (listener: () => void) => () => void;
}

export const unreadOffline: OfflineState = {
  phase: 'reading',
  offer: null,
  progress: null,
  keptBytes: null,
  update: 'none',
  later: false,
  freedBytes: null,
  fault: null,
};

import type { CatalogueEntry } from '../model/catalogue.ts';
import type { Fault } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import type { Persona } from '../model/persona.ts';
import type { Cell, Run } from '../model/run.ts';
import type { KeptRun, Reproduction, SharedModel, SharedPlayground, ShareSubject } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PackedLink } from '../protocol/share.ts';

export type { Outcome } from '../protocol/engine.ts';
export type { PackedLink } from '../protocol/share.ts';

/** What was opened from a link, a file or an address, and what is shared; replaced, never mutated. */
export interface ShareState {
  readonly opened: Opened | null;
  /** The run on Play's screen beside the recording that it repeats; null when it repeats none. */
  readonly reproduction: Reproduction | null;
}

/** Where it came from: the address bar, a file that was chosen, or an address that was typed. */
export type OpenedFrom =
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'address'; readonly url: string };

export type Opened = { readonly from: OpenedFrom } & (
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | OpenedPlayground
  /** Runs of a file; `known` of them are kept here already. */
  | { readonly kind: 'runs'; readonly runs: readonly KeptRun[]; readonly known: number }
);

/** A playground to look at. Nothing was fetched, started or changed for it. */
export interface OpenedPlayground {
  readonly kind: 'playground';
  readonly playground: SharedPlayground;
  /** By column: the persona as it is known here, null for the control and for a named one that is not held. */
  readonly personas: readonly (Persona | null)[];
  /** Each model of the recipe, with its entry here; null where this copy of the app lists none. */
  readonly models: readonly { readonly model: SharedModel; readonly entry: CatalogueEntry | null }[];
  /** The recording as a run of this app, to be shown as such; null for a recipe alone. */
  readonly recorded: { readonly run: Run; readonly cells: readonly Cell[] } | null;
}

/** What stands on Play and would be replaced: answers being written, or a set-up that no kept run has. */
export type Unsaved = 'writing' | 'draft' | null;

/** Nothing here rejects. */
export interface ShareActions {
  /** Reads a link's fragment; nothing else happens. */
  openLink(fragment: string): void;
  openFile(file: File): void;
  /** Fetches the file: call it for a click only. */
  openAddress(url: string): void;
  close(): void;
  unsaved(): Promise<Unsaved>;
  /** Puts the recipe on Play, without those voices that are not held here; answers how to take it back. */
  toPlay(): Promise<Outcome<{ readonly undo: () => void }>>;
  /** `toPlay`, keeps the recording under Runs, and starts a run that is compared with it. */
  runHere(): Promise<Outcome<{ readonly undo: () => void }>>;
  /** Keeps what was opened under Runs. @returns the runs that are new */
  keep(): Promise<Outcome<readonly RunId[]>>;
  pack(subject: ShareSubject): Promise<Outcome<PackedLink>>;
  packFile(subject: ShareSubject): Promise<Outcome<Blob>>;
  /** Runs with all attempts of each cell. */
  packRuns(runs: readonly RunId[]): Promise<Outcome<Blob>>;
}

export interface ShareStore {
  readonly actions: ShareActions;
  readonly getState: () => ShareState;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Before anything is opened. */
export const nothingShared: ShareState = { opened: null, reproduction: null };

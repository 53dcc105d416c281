import type { Fault } from '../model/fault.ts';

/** A file of the built app, as the worker for offline use knows it. */
export interface OfflineFile {
  /** What a page asks for: `/models`, not `/models.html`. */
  readonly path: string;
  /** As it lies on the disk; on the wire it may be packed. */
  readonly bytes: number;
  /** Of its content, as fetch checks it: `sha256-` and base64. */
  readonly integrity: string;
}

/** One build of the app; written into the worker's file after the build. */
export interface OfflineBuild {
  readonly version: 1;
  /** A hash over paths and contents. */
  readonly id: string;
  /** A hash of what headers files are sent with: when that changes, kept answers are stale whatever their content. */
  readonly rules: string;
  /** The app itself: all of them or none are kept. */
  readonly files: readonly OfflineFile[];
  /** Runtimes that not everybody needs: kept when they are first used. */
  readonly onUse: readonly OfflineFile[];
}

/** What `/offline.json` says before anything is registered. */
export interface OfflineOffer {
  readonly version: 1;
  readonly build: string;
  readonly count: number;
  readonly bytes: number;
}

export interface OfflineProgress {
  readonly build: string;
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** From the worker to every tab, over a broadcast channel. */
export type OfflineReport =
  | ({ readonly kind: 'progress' } & OfflineProgress)
  | { readonly kind: 'failed'; readonly build: string; readonly fault: Fault };

/** From a page to the worker. `tidy` looks for builds that no tab uses any more. */
export interface OfflineOrder {
  readonly kind: 'cancel' | 'activate' | 'tidy';
}

export const OFFLINE_CHANNEL = 'polyphony-offline';
/** Files of the app by path and content: builds share what they have in common. */
export const APP_CACHE = 'polyphony-app-v1';
/** What belongs to which build, and which tab to which; small, and gone with the copy. */
export const BUILDS_CACHE = 'polyphony-builds-v1';
/** In the latter: the id of the build that answers new tabs. */
export const CURRENT_KEY = '/offline-copy/current';
/** In the latter: `OfflineBuild` by id. */
export const BUILD_KEY = '/offline-copy/build/';
/** In the latter: a build's id by the id of a tab that runs it. */
export const TAB_KEY = '/offline-copy/tab/';

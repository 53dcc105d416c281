/** What the models worker needs of the world; browsers, tests and Node each bring their own. */

/** Takes the bytes of one file in their order. */
export interface FileSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Ends the file; what was written is on disk. Called once, also after a failed write. */
  close(): Promise<void>;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
}

/** Kept files by path (`a/b/c`, any characters in the segments). One contract suite: `file-store-contract.ts`. */
export interface FileStore {
  /** Whether a file can be gone on with at its end. */
  readonly resumable: boolean;
  /** Bytes of a file; null when there is none. */
  size(path: string): Promise<number | null>;
  /** The file as it is now, left on disk where the store has one; null when there is none. */
  open(path: string): Promise<Blob | null>;
  /** Opens for writing behind the first `from` bytes, which are kept; the rest is cut off. Only 0 without `resumable`. */
  write(path: string, from: number): Promise<FileSink>;
  /** Replaces what lies at `to`. @throws when there is no file at `from` */
  move(from: string, to: string): Promise<void>;
  /** Deletes a file, or a folder with all that is in it; nothing there is no error. */
  remove(path: string): Promise<void>;
  /** All files under a folder (a path, or empty for all), in no order. */
  list(folder: string): Promise<readonly StoredFile[]>;
}

/** Named caches of responses by address: what WebLLM and the embedded engine read their weights from. */
export interface ArtifactCaches {
  /** Bytes of a kept response; null when there is none. */
  size(cache: string, url: string): Promise<number | null>;
  /** Keeps a body; blobs are streamed from where they lie. */
  put(cache: string, url: string, body: Blob, type: string): Promise<void>;
  delete(cache: string, url: string): Promise<void>;
}

/** Locks that all tabs of the site see. */
export interface Locks {
  /** Runs `work` while it holds the lock alone; waits for it. @throws AbortError of the signal while waiting */
  alone<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** As `alone`, beside others that share it. */
  shared<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Runs `work` alone if nobody holds the lock now. @returns false when somebody does */
  ifFree(name: string, work: () => Promise<void>): Promise<boolean>;
}

export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

export interface World {
  readonly store: FileStore;
  readonly caches: ArtifactCaches;
  readonly locks: Locks;
  readonly fetch: Fetcher;
  /** Bytes that the site may still write; null where the browser does not say. */
  readonly free: () => Promise<number | null>;
  /** Monotone milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A request that brings nothing for so long is given up and made again. */
  readonly stallMs: number;
}

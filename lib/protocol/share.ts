import type { ShardId } from '../model/ids.ts';
import type { SharedFile, SharedPlayground, SharedSource, ShareSubject } from '../model/share.ts';
import type { Outcome } from './engine.ts';

/** A playground packed for a URL. */
export interface PackedLink {
  /** From `#` on: `#v1.<deflate-raw, base64url>.<checksum>`. */
  readonly fragment: string;
  /** Of the JSON before it was packed, in bytes. */
  readonly plainBytes: number;
}

/** Where a persona came from, by the shard's id; shards that are gone are not in it. */
export type ShareSources = ReadonlyMap<ShardId, SharedSource>;

/**
 * The methods of the share worker: everything that comes from outside is taken apart here, away from the page, under
 * limits, and nothing is written or fetched. Faults: `share-corrupt`, `share-newer`, `share-too-large`, `bad-input`.
 */
export interface ShareWorkerApi {
  ping(): Promise<void>;
  pack(subject: ShareSubject, sources: ShareSources): Promise<Outcome<PackedLink>>;
  /** @param fragment with or without its `#`; 32 KiB at most, 1 MiB unpacked, 100 ms */
  unpack(fragment: string): Promise<Outcome<SharedPlayground>>;
  /** A `.polyphony` file: gzip around JSON with a version. */
  packFile(file: ShareFileSubject, sources: ShareSources): Promise<Outcome<Blob>>;
  /** A `.polyphony` file, or answers that were exported (JSONL, CSV, Parquet, HTML) by this app. */
  unpackFile(file: File): Promise<Outcome<SharedFile>>;
}

export type ShareFileSubject =
  { readonly kind: 'playground'; readonly subject: ShareSubject } | Extract<SharedFile, { readonly kind: 'runs' }>;

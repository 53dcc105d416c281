import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import type { Piece } from './manifest.ts';

/** Kept responses by address; the browser's Cache Storage, or nothing where that is not to be had. */
export interface PartCache {
  get(url: string): Promise<Response | undefined>;
  put(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  delete(url: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

export interface FetchParts {
  readonly cache: PartCache;
  readonly fetch: (url: string) => Promise<Response>;
  readonly signal: AbortSignal;
  /** Bytes that arrived since the last call, from the cache or the network. */
  readonly onBytes: (bytes: number) => void;
}

// Two at once hide a part's verification behind the other's download; more would only share the same line.
const LANES = 2;

/** SHA-256 in hex; the pure implementation serves pages without a secure context, where there is no crypto.subtle. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // The types promise it always; browsers leave it out on plain http.
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  return bytesToHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes));
}

/**
 * The bytes of all pieces one after the other. A kept piece is verified; a damaged one is fetched again alone.
 * @throws FaultError `download-failed`, `model-corrupt` when the server's copy does not match, `storage-full` never:
 *   what cannot be kept is fetched next time.
 */
export async function fetchParts(
  base: string,
  pieces: readonly Piece[],
  how: FetchParts,
): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.bytes, 0));
  const offsets: number[] = [];
  pieces.reduce((at, piece, i) => ((offsets[i] = at), at + piece.bytes), 0);
  let next = 0;
  const lane = async () => {
    try {
      for (let i = next++; i < pieces.length; i = next++) {
        const piece = pieces[i];
        if (piece) all.set(await fetchPiece(base, piece, how), offsets[i] ?? 0);
      }
    } catch (thrown) {
      next = pieces.length; // the other lane need not go on
      throw thrown;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return all;
}

/** One piece, verified. */
export async function fetchPiece(base: string, piece: Piece, how: FetchParts): Promise<Uint8Array<ArrayBuffer>> {
  how.signal.throwIfAborted();
  const url = keptUrl(base, piece);
  const kept = await how.cache.get(url);
  if (kept) {
    // A browser may lose a kept body: it then counts as damaged.
    const bytes = new Uint8Array(await kept.arrayBuffer().catch(() => new ArrayBuffer(0)));
    if (bytes.byteLength === piece.bytes && (await sha256Hex(bytes)) === piece.sha256) {
      how.onBytes(bytes.byteLength);
      return bytes;
    }
    await how.cache.delete(url);
  }
  const bytes = await download(url, piece, how);
  if ((await sha256Hex(bytes)) !== piece.sha256)
    throw new FaultError(fault('model-corrupt', `${piece.path} arrived damaged: its SHA-256 is not the manifest’s.`));
  await how.cache.put(url, bytes);
  return bytes;
}

/** The hash is part of the address: a new version never meets an old copy. */
export function keptUrl(base: string, piece: Piece): string {
  return `${base}${piece.path}?sha256=${piece.sha256}`;
}

export async function download(url: string, piece: Piece, how: FetchParts): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(piece.bytes);
  let at = 0;
  try {
    const response = await how.fetch(url);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    for await (const chunk of response.body) {
      how.signal.throwIfAborted();
      if (at + chunk.byteLength > bytes.byteLength) throw new Error('the server sent too much');
      bytes.set(chunk, at);
      at += chunk.byteLength;
      how.onBytes(chunk.byteLength);
    }
    if (at < bytes.byteLength) throw new Error(`it broke off after ${at} of ${bytes.byteLength} bytes`);
    return bytes;
  } catch (thrown) {
    how.signal.throwIfAborted();
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FaultError(fault('download-failed', `${piece.path} could not be fetched: ${why}.`));
  }
}

/** What a model's folder says of itself, unchecked. @throws FaultError `download-failed` */
export async function fetchManifestJson(base: string, fetcher: (url: string) => Promise<Response>): Promise<unknown> {
  try {
    const response = await fetcher(`${base}manifest.json`);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FaultError(fault('download-failed', `The model’s manifest could not be fetched: ${why}.`));
  }
}

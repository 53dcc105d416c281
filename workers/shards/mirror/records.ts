import type { ShardId } from '../../../lib/model/ids.ts';
import type { PackedPart } from '../../../lib/model/shard.ts';
import { readPart, writePart } from '../../../lib/personas/part-bytes.ts';
import { hashBytes } from '../../../lib/personas/shard-hash.ts';

// "PPR1": polyphony part record, version 1.
const MAGIC = 0x31525050;
/** Magic, index and length (4 bytes each), then the hash. */
const HEAD_BYTES = 12 + 32;
/** Longer than any part: what says so is damaged. */
const MAX_RECORD = 96 * 1024 * 1024;

/** Where the bytes of a part lie in a file of records. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly hash: string;
}

/** A part as a record: head and bytes. */
export function recordOf(part: PackedPart): readonly [Uint8Array, Uint8Array] {
  const bytes = writePart(part);
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, part.index, true);
  view.setUint32(8, bytes.byteLength, true);
  for (let i = 0; i < 32; i += 1) head[12 + i] = Number.parseInt(part.hash.slice(i * 2, i * 2 + 2), 16);
  return [head, bytes];
}

/** Where each part lies; of several records of a part the last. What follows a damaged head is not found. */
export async function findRecords(file: Blob): Promise<ReadonlyMap<number, Place>> {
  const places = new Map<number, Place>();
  for (let at = 0; at + HEAD_BYTES <= file.size;) {
    const head = new Uint8Array(await file.slice(at, at + HEAD_BYTES).arrayBuffer());
    const view = new DataView(head.buffer);
    const length = view.getUint32(8, true);
    const from = at + HEAD_BYTES;
    at = from + length;
    if (view.getUint32(0, true) !== MAGIC || length > MAX_RECORD || at > file.size) break;
    const hash = Array.from(head.subarray(12), (byte) => byte.toString(16).padStart(2, '0')).join('');
    places.set(view.getUint32(4, true), { from, to: at, hash });
  }
  return places;
}

/** The part that lies there; null when its bytes are not those that were written. */
export async function readRecord(file: Blob, shard: ShardId, { from, to, hash }: Place): Promise<PackedPart | null> {
  const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
  if ((await hashBytes(bytes)) !== hash) return null;
  try {
    return readPart(shard, hash, bytes);
  } catch {
    return null;
  }
}

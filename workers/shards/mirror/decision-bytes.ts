import type { DedupDecision, RemovedPersonas } from '../../../lib/model/dedup.ts';
import { hashBytes } from '../../../lib/personas/shard-hash.ts';
import { readPersonaDecision } from '../../../lib/store/decision-shapes.ts';

/** Names the file format: a line of JSON, then the five lists behind each other, the machine's byte order (little). */
const FORMAT = 'polyphony-decision 1';
/** Bytes of one row in all lists: three of 32 bits, two of 16. */
const ROW_BYTES = 16;
/** Longer first lines are none of ours: a decision names thousands of shards at most. */
const MAX_HEAD = 4 * 1024 * 1024;

/** The first line of a decision's file: everything but its lists. It differs when anything of the decision does. */
export function decisionHead(decision: DedupDecision): string | null {
  const { removed, ...rest } = decision;
  if (removed.kind !== 'personas') return null;
  const { shards, hashes, rows } = removed;
  return JSON.stringify({ format: FORMAT, ...rest, removed: { shards, hashes, rows: rows.length } });
}

/** A decision about personas as the bytes of a file. @returns null for one about answers */
export async function writeDecision(decision: DedupDecision): Promise<Uint8Array<ArrayBuffer> | null> {
  const head = decisionHead(decision);
  const { removed } = decision;
  if (head === null || removed.kind !== 'personas') return null;
  const lists = [removed.rows, removed.keptRows, removed.similarity, removed.shard, removed.keptShard];
  const body = join(lists.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)));
  return join([new TextEncoder().encode(`${head}\n${await hashBytes(body)}\n`), body]);
}

/** The decision of such a file; null for one that is damaged, cut or of a newer version. */
export async function readDecision(file: Blob): Promise<DedupDecision | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = [bytes.indexOf(10), bytes.indexOf(10, bytes.indexOf(10) + 1)];
  if (first < 0 || first > MAX_HEAD || second < 0) return null;
  const line = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const body = bytes.slice(second + 1);
  if ((await hashBytes(body)) !== line(first + 1, second)) return null;
  const head = parse(line(0, first));
  if (head?.format !== FORMAT || typeof head.removed !== 'object' || head.removed === null) return null;
  const { rows: count, ...names } = head.removed as { readonly rows: unknown };
  if (typeof count !== 'number' || count * ROW_BYTES !== body.length) return null;
  const lists: Omit<RemovedPersonas, 'kind' | 'shards'> = {
    rows: new Uint32Array(body.buffer, 0, count),
    keptRows: new Uint32Array(body.buffer, 4 * count, count),
    similarity: new Float32Array(body.buffer, 8 * count, count),
    shard: new Uint16Array(body.buffer, 12 * count, count),
    keptShard: new Uint16Array(body.buffer, 14 * count, count),
  };
  return readPersonaDecision({ ...head, removed: { kind: 'personas', ...names, ...lists } });
}

function parse(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

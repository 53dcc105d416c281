import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { PackedColumn, PackedPart } from '../model/shard.ts';

const encoder = new TextEncoder();
const littleEndianHere = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * A part's content hash: SHA-256 (64 hex digits) over its numbers, texts and columns. The shard's id is not part of it:
 * the same personas under another name hash alike. By `crypto.subtle` where there is one; otherwise the same, slower.
 */
export function hashPart(part: Omit<PackedPart, 'hash'>): Promise<string> {
  return hashBytes(bytesOfPart(part));
}

/** SHA-256 (64 hex digits) of some bytes. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Missing on plain http.
  const { subtle } = crypto as { subtle?: typeof crypto.subtle };
  if (!subtle) return bytesToHex(sha256(bytes));
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

/** What the hash of a part is made of. */
export function bytesOfPart(part: Omit<PackedPart, 'hash'>): Uint8Array<ArrayBuffer> {
  return join(piecesOf(part));
}

/** As `hashPart`, at once. */
export function hashPartNow(part: Omit<PackedPart, 'hash'>): string {
  const hash = sha256.create();
  for (const piece of piecesOf(part)) hash.update(piece);
  return bytesToHex(hash.digest());
}

/** A shard's content hash: SHA-256 (64 hex digits) over its parts' hashes, in their order. */
export function hashShard(partHashes: readonly string[]): string {
  const hash = sha256.create();
  for (const part of partHashes) hash.update(hexToBytes(part));
  return bytesToHex(hash.digest());
}

function piecesOf(part: Omit<PackedPart, 'hash'>): Uint8Array[] {
  const columns = part.columns.map(headerOf);
  // The header carries every length, so that bytes cannot wander from one field to the next unnoticed.
  const header = JSON.stringify([part.version, part.index, part.count, part.text.length, columns]);
  const pieces: Uint8Array[] = [encoder.encode(`${header}\n`), part.text, littleEndian(part.offsets)];
  for (const column of part.columns) {
    if (column.kind === 'category') pieces.push(littleEndian(column.codes));
    else if (column.kind === 'integer') pieces.push(littleEndian(column.numbers));
    else pieces.push(littleEndian(column.offsets), column.text);
  }
  return pieces;
}

function headerOf(column: PackedColumn): unknown {
  if (column.kind === 'category') return [column.kind, column.name, column.values];
  return [column.kind, column.name, column.kind === 'text' ? column.text.length : 0];
}

/** Numbers go in little-endian, so that every machine agrees. */
function littleEndian(numbers: Uint32Array | Int32Array | Uint16Array): Uint8Array {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return littleEndianHere ? bytes : swapped(bytes, numbers.BYTES_PER_ELEMENT);
}

/** Numbers from bytes that `hashPart` has seen; `bytes` starts its own buffer. */
export function fromLittleEndian<T>(
  bytes: Uint8Array<ArrayBuffer>,
  Numbers: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
): T {
  return new Numbers((littleEndianHere ? bytes : swapped(bytes, Numbers.BYTES_PER_ELEMENT)).buffer);
}

function swapped(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes, (_, i) => bytes[i - (i % width) + (width - 1 - (i % width))] ?? 0);
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

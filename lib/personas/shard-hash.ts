import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { PackedPart } from '../model/persona.ts';

/**
 * A shard's content hash: SHA-256 (64 hex digits) over the packed bytes of its parts in the order given. The shard's
 * id is not part of it: the same personas under another name hash alike. Numbers go in little-endian, so that every
 * machine agrees.
 */
export function hashParts(parts: readonly PackedPart[]): string {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  for (const part of parts) {
    const columns = part.columns.map((column) => [column.name, column.values]);
    // The header carries every length, so that bytes cannot wander from one field to the next unnoticed.
    const header = JSON.stringify([part.version, part.index, part.count, part.text.length, columns]);
    hash.update(encoder.encode(`${header}\n`));
    hash.update(part.text);
    hash.update(littleEndian(part.offsets, 4));
    for (const column of part.columns) hash.update(littleEndian(column.codes, 2));
  }
  return bytesToHex(hash.digest());
}

function littleEndian(numbers: Uint32Array | Uint16Array, width: 2 | 4): Uint8Array {
  const bytes = new Uint8Array(numbers.length * width);
  const view = new DataView(bytes.buffer);
  for (const [i, n] of numbers.entries()) {
    if (width === 4) view.setUint32(i * 4, n, true);
    else view.setUint16(i * 2, n, true);
  }
  return bytes;
}

import * as v from 'valibot';
import type { ShardId } from '../model/ids.ts';
import type { PackedColumn, PackedPart } from '../model/shard.ts';
import { checkPart, damaged } from './check-part.ts';
import { bytesOfPart, fromLittleEndian } from './shard-hash.ts';

const headerShape = v.tuple([
  v.literal(2),
  v.number(),
  v.number(),
  v.number(),
  v.array(
    v.union([
      v.tuple([v.literal('category'), v.string(), v.array(v.string())]),
      v.tuple([v.literal('integer'), v.string(), v.number()]),
      v.tuple([v.literal('text'), v.string(), v.number()]),
    ]),
  ),
]);

const LINE_BREAK = 10;

/** A part as the bytes that its hash is made of: for files. */
export function writePart(part: PackedPart): Uint8Array<ArrayBuffer> {
  return bytesOfPart(part);
}

/**
 * The part that `writePart` wrote. @throws FaultError `shard-corrupt` for other bytes. The caller compares the hash.
 * @param hash SHA-256 of the bytes
 */
export function readPart(shard: ShardId, hash: string, bytes: Uint8Array<ArrayBuffer>): PackedPart {
  const end = bytes.indexOf(LINE_BREAK);
  const header = end < 0 ? null : parse(bytes.subarray(0, end));
  if (header === null) throw damaged({ shard }, 'its header cannot be read');
  const [version, index, count, textLength, columnHeaders] = header;
  let at = end + 1;
  const take = (length: number): Uint8Array<ArrayBuffer> => {
    if (!Number.isSafeInteger(length) || length < 0 || at + length > bytes.length) {
      throw damaged({ shard, index }, 'it is cut off');
    }
    at += length;
    // A copy of its own: views on a whole file would keep all of it in memory.
    return bytes.slice(at - length, at);
  };
  const text = take(textLength);
  const offsets = fromLittleEndian(take((count + 1) * 4), Uint32Array);
  const columns = columnHeaders.map((column): PackedColumn => {
    const name = column[1];
    if (column[0] === 'category') {
      const codes = fromLittleEndian(take(count * 2), Uint16Array);
      return { kind: 'category', name, values: column[2], codes };
    }
    if (column[0] === 'integer') {
      return { kind: 'integer', name, numbers: fromLittleEndian(take(count * 4), Int32Array) };
    }
    const columnOffsets = fromLittleEndian(take((count + 1) * 4), Uint32Array);
    return { kind: 'text', name, offsets: columnOffsets, text: take(column[2]) };
  });
  const part = { version, shard, index, count, text, offsets, columns, hash };
  if (at !== bytes.length) throw damaged(part, 'there is more than its header says');
  checkPart(part);
  return part;
}

function parse(line: Uint8Array): v.InferOutput<typeof headerShape> | null {
  try {
    const read = v.safeParse(headerShape, JSON.parse(new TextDecoder().decode(line)));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

import type { FileShape } from '../../../lib/model/file-shape.ts';
import { faultOf } from '../../../lib/model/fault.ts';
import { formatOfName, sniffCompression, sniffEncoding, sniffFormat } from '../../../lib/personas/formats/sniff.ts';
import { piecesOf } from './bomb-guard.ts';
import { decompress } from './decompress.ts';
import type { SourceFile } from './ports.ts';
import { streamOf } from './read-rows.ts';

/** Uncompressed bytes that a preview is made from: hundreds of rows of most files. */
const HEAD_BYTES = 256 * 1024;
const PIECE = 16 * 1024;
/** Of these the format is told. */
const SNIFFED_BYTES = 64 * 1024;

export interface Head {
  readonly shape: FileShape;
  /** Uncompressed. */
  readonly bytes: Uint8Array;
  /** How much of the file, as it lies there, they are made from. */
  readonly read: number;
  /** Whether they are the whole file. */
  readonly whole: boolean;
}

/**
 * The start of a file, and how it is to be read.
 * @param wanted what the user says of it, which goes before what the bytes show
 * @throws FaultError of the source; `file-corrupt` for a compressed file of which nothing can be read
 */
export async function readHead(file: SourceFile, wanted: Partial<FileShape>, signal: AbortSignal): Promise<Head> {
  let read = 0;
  const pieces = (async function* () {
    for await (const chunk of streamOf(file, signal)) {
      for (const piece of piecesOf(chunk, PIECE)) {
        read += piece.length;
        yield piece;
      }
    }
  })();
  const first = await pieces.next();
  const compression = wanted.compression ?? sniffCompression(first.value ?? new Uint8Array(0));
  const all = (async function* () {
    if (first.value) yield first.value;
    yield* pieces;
  })();
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  let whole = true;
  try {
    for await (const chunk of decompress(all, compression)) {
      const taken = chunk.subarray(0, HEAD_BYTES - length);
      head.set(taken, length);
      length += taken.length;
      whole = taken.length === chunk.length;
      if (length === HEAD_BYTES) {
        whole &&= read === file.bytes;
        break;
      }
    }
  } catch (thrown) {
    // A file that breaks off later still shows its first rows; the import tells the rest.
    if (length === 0 || faultOf(thrown).code !== 'file-corrupt') throw thrown;
    whole = false;
  }
  const bytes = head.subarray(0, length);
  return { shape: shapeOf(bytes, file.name, compression, wanted, whole), bytes, read, whole };
}

function shapeOf(
  bytes: Uint8Array,
  name: string,
  compression: FileShape['compression'],
  wanted: Partial<FileShape>,
  whole: boolean,
): FileShape {
  const encoding = wanted.encoding ?? sniffEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, SNIFFED_BYTES));
  const sniffed = sniffFormat(bytes, text, name, whole && bytes.length <= SNIFFED_BYTES);
  // A compressed table keeps its name's claim; an empty file has nothing else to go by.
  const format = wanted.format ?? (bytes.length === 0 ? (formatOfName(name) ?? sniffed.format) : sniffed.format);
  return { format, compression, encoding, header: wanted.header ?? sniffed.header };
}

import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** Bytes that can be read at any place: a file, or an array in tests. */
export interface Bytes {
  readonly size: number;
  /** Exactly `length` bytes from `at`; asked only for what lies within `size`. */
  read(at: number, length: number): Promise<Buffer>;
}

export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** Where its data start in the file. */
  readonly start: number;
  readonly compressed: number;
  readonly size: number;
}

const END = { signature: 0x06054b50, bytes: 22, comment: 0xffff };
const CENTRAL = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
// A wheel's directory takes a few kB; a claim of more than this is damage.
const DIRECTORY_LIMIT = 16 * 1024 * 1024;

const damaged = (what: string): Error => new Error(`This zip file is damaged: ${what}.`);

async function take(bytes: Bytes, at: number, length: number, what: string): Promise<Buffer> {
  if (at < 0 || length < 0 || at + length > bytes.size) throw damaged(`${what} lies outside of it`);
  return bytes.read(at, length);
}

/** The directory at a zip file's end. Zip64 is not known here: nothing that we read is that large. */
async function directory(bytes: Bytes): Promise<Buffer> {
  const length = Math.min(bytes.size, END.bytes + END.comment);
  const tail = await take(bytes, bytes.size - length, length, 'its end');
  for (let at = tail.length - END.bytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END.signature) continue;
    // The comment must reach exactly to the end, else these four bytes only look like a signature.
    if (at + END.bytes + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const size = tail.readUInt32LE(at + 12);
    if (size > DIRECTORY_LIMIT) throw damaged('its directory is impossibly large');
    return take(bytes, tail.readUInt32LE(at + 16), size, 'its directory');
  }
  throw damaged('it has no directory at its end');
}

/**
 * Finds one entry by its whole name.
 * @throws Error in plain words when the file is no zip file, is damaged or has no such entry.
 */
export async function findEntry(bytes: Bytes, name: string): Promise<ZipEntry> {
  const list = await directory(bytes);
  for (let at = 0; at + CENTRAL.bytes <= list.length;) {
    if (list.readUInt32LE(at) !== CENTRAL.signature) throw damaged('its directory is garbled');
    const nameEnd = at + CENTRAL.bytes + list.readUInt16LE(at + 28);
    const next = nameEnd + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
    if (next > list.length) throw damaged('its directory is cut off');
    if (list.toString('utf8', at + CENTRAL.bytes, nameEnd) === name) {
      const method = list.readUInt16LE(at + 10);
      if (list.readUInt16LE(at + 8) & 1) throw new Error(`${name} is encrypted in this zip file.`);
      if (method !== 0 && method !== 8) throw new Error(`${name} is packed by method ${method}, not known here.`);
      const compressed = list.readUInt32LE(at + 20);
      const local = list.readUInt32LE(at + 42);
      const head = await take(bytes, local, LOCAL.bytes, `the head of ${name}`);
      if (head.readUInt32LE(0) !== LOCAL.signature) throw damaged(`the head of ${name} is garbled`);
      const start = local + LOCAL.bytes + head.readUInt16LE(26) + head.readUInt16LE(28);
      if (start + compressed > bytes.size) throw damaged(`${name} is cut off`);
      const size = list.readUInt32LE(at + 24);
      if (method === 0 && size !== compressed) throw damaged(`${name} has two different sizes`);
      return { name, deflated: method === 8, start, compressed, size };
    }
    at = next;
  }
  throw new Error(`This zip file has no ${name}.`);
}

/** Lets exactly `size` bytes through, so that a damaged entry can neither fill the disk nor pass as whole. */
function exactly(size: number, name: string): Transform {
  let done = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback: TransformCallback) {
      done += chunk.length;
      if (done > size) callback(damaged(`${name} is longer than it says`));
      else callback(null, chunk);
    },
    flush(callback) {
      callback(done === size ? null : damaged(`${name} is shorter than it says`));
    },
  });
}

/** Streams one entry of a zip file into another file. */
export async function extract(zip: string, name: string, into: string): Promise<void> {
  const file = await open(zip);
  let entry: ZipEntry;
  try {
    const { size } = await file.stat();
    const read = async (at: number, length: number) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, at);
      if (bytesRead !== length) throw damaged('it ends early');
      return buffer;
    };
    entry = await findEntry({ size, read }, name);
  } finally {
    await file.close();
  }
  const { start, compressed, size, deflated } = entry;
  const source =
    compressed === 0 ? [] : createReadStream(zip, { start, end: start + compressed - 1, highWaterMark: 1 << 20 });
  const target = createWriteStream(into);
  if (deflated) await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), exactly(size, name), target);
  else await pipeline(source, exactly(size, name), target);
}

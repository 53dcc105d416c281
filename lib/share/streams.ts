/**
 * What one write may hold: a browser inflates all of it before anybody can look, and deflate makes a thousand bytes of
 * one at most. So at most a megabyte comes out between two looks.
 */
const PIECE = 1024;

export type Packing = 'deflate-raw' | 'gzip';

/** Bytes packed by the platform's own compressor. */
export async function packed(bytes: Uint8Array<ArrayBuffer>, packing: Packing): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream(packing);
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  written.catch(() => undefined); // the reader tells
  const parts: Uint8Array[] = [];
  const reader = readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  await written;
  return joined(parts);
}

/**
 * The reverse, for bytes that nobody vouches for. Whatever comes out is counted as it comes; the stream is given up at
 * once when `onPiece` throws.
 * @param onPiece told after each piece how many bytes came out so far
 * @throws whatever damaged bytes make the platform throw, or `onPiece`
 */
export async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  packing: Packing,
  onPiece: (bytesSoFar: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream(packing);
  const writer = writable.getWriter();
  const reader = readable.getReader();
  // Faults come out of reads; these promises would report them once more.
  writer.closed.catch(() => undefined);
  reader.closed.catch(() => undefined);
  const feeding = feed(bytes, writer);
  const parts: Uint8Array[] = [];
  let count = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      count += next.value.length;
      onPiece(count);
      parts.push(next.value);
    }
    return joined(parts);
  } finally {
    reader.cancel().catch(() => undefined);
    writer.abort().catch(() => undefined);
    await feeding;
  }
}

/** Hands the bytes over as fast as they are read. Never rejects: what is wrong with them shows in the reads. */
async function feed(bytes: Uint8Array<ArrayBuffer>, writer: ByteWriter): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; at += PIECE) await writer.write(bytes.slice(at, at + PIECE));
    await writer.close();
  } catch {
    // The stream is broken or was given up.
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import { type GgufTensorHead, readGgufHeader } from '../../../lib/decoding/gguf.ts';
import { writeGguf, type Written } from '../../../lib/decoding/gguf-writer.test-help.ts';

// Magic, version and two counts.
const START = 24;
const encoder = new TextEncoder();
const u64 = (value: number) => new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
const u32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);

/** Splits a GGUF file as llama.cpp's tool does: all metadata in the first part, tensors spread over all. */
export function splitGguf(bytes: Uint8Array, parts: number): Uint8Array<ArrayBuffer>[] {
  const { heads, dataStart, metadata } = readGgufHeader(bytes);
  const infos = heads.map(infoOf);
  const [firstInfo = new Uint8Array()] = infos;
  const entries = bytes.subarray(START, Buffer.from(bytes.buffer, bytes.byteOffset, dataStart).indexOf(firstInfo));
  const perPart = Math.ceil(heads.length / parts);
  return Array.from({ length: parts }, (_, no) => {
    const own = heads.slice(no * perPart, (no + 1) * perPart);
    const split = entriesOf([
      ['split.no', { type: 'u16', value: no }],
      ['split.count', { type: 'u16', value: parts }],
      ['split.tensors.count', { type: 'i32', value: heads.length }],
    ]);
    let offset = 0;
    const data: Uint8Array[] = [];
    const moved = own.map((head) => {
      const at = heads.indexOf(head);
      const end = heads[at + 1]?.offset ?? bytes.length - dataStart;
      data.push(bytes.subarray(dataStart + head.offset, dataStart + end));
      const info = infoOf({ ...head, offset });
      offset += end - head.offset;
      return info;
    });
    const counts = [u64(own.length), u64(3 + (no === 0 ? metadata.size : 0))];
    const head = [encoder.encode('GGUF'), u32(3), ...counts, ...(no === 0 ? [entries] : []), split, ...moved];
    const length = head.reduce((sum, chunk) => sum + chunk.length, 0);
    return join([...head, new Uint8Array(-length & 31), ...data]);
  });
}

function infoOf({ name, shape, type, offset }: GgufTensorHead): Uint8Array {
  const text = encoder.encode(name);
  const sizes = [...shape].reverse().map(u64);
  return join([u64(text.length), text, u32(shape.length), ...sizes, u32(type), u64(offset)]);
}

function entriesOf(metadata: readonly (readonly [string, Written])[]): Uint8Array {
  return writeGguf({ metadata }).subarray(START);
}

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

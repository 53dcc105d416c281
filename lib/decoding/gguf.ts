import { fault, FaultError } from '../model/fault.ts';

/** Block formats that the converter can expand; numbers are GGML's type ids. */
export const ggmlTypes = { F32: 0, F16: 1, Q4_0: 2, Q4_1: 3, Q8_0: 8 } as const;

/** Bytes and elements of one block, by GGML type id. */
const blocks: Readonly<Record<number, readonly [bytes: number, elements: number]>> = {
  [ggmlTypes.F32]: [4, 1],
  [ggmlTypes.F16]: [2, 1],
  [ggmlTypes.Q4_0]: [18, 32],
  [ggmlTypes.Q4_1]: [20, 32],
  [ggmlTypes.Q8_0]: [34, 32],
};

export interface GgufTensor {
  readonly name: string;
  readonly type: number;
  /** Row-major, outermost first: `[rows, columns]` for a matrix. */
  readonly shape: readonly number[];
  /** The tensor's blocks, a view into the file. */
  readonly data: Uint8Array;
}

export type GgufValue = string | number | boolean | readonly GgufValue[];

export interface Gguf {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

// A header that claims more than these is damage, not a model: the largest open models hold a few thousand tensors, a
// vocabulary a few hundred thousand strings.
const MAX_TENSORS = 100_000;
const MAX_ENTRIES = 100_000;
const MAX_ARRAY = 4_000_000;
const MAX_DIMS = 4;
const MAX_DEPTH = 4;

function corrupt(what: string): FaultError {
  return new FaultError(fault('model-corrupt', `This GGUF file is damaged: ${what}.`));
}

/** The bytes given end before the header does: more of the file may help, or it is cut off. */
export class HeaderCut extends FaultError {
  constructor() {
    super(corrupt('it ends in the middle of its header').fault);
  }
}

class Reader {
  private readonly view: DataView;
  private readonly text = new TextDecoder('utf-8', { ignoreBOM: true });
  at = 0;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  private take(n: number): number {
    const from = this.at;
    if (from + n > this.bytes.byteLength) throw new HeaderCut();
    this.at = from + n;
    return from;
  }
  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }
  /** A 64-bit count or offset; above 2^53 it can only be damage. */
  u64(): number {
    const value = Number(this.view.getBigUint64(this.take(8), true));
    if (!Number.isSafeInteger(value)) throw corrupt('a length is impossibly large');
    return value;
  }
  string(): string {
    const length = this.u64();
    const from = this.take(length);
    return this.text.decode(this.bytes.subarray(from, from + length));
  }
  value(type: number, depth = 0): GgufValue {
    switch (type) {
      case 0:
        return this.view.getUint8(this.take(1));
      case 1:
        return this.view.getInt8(this.take(1));
      case 2:
        return this.view.getUint16(this.take(2), true);
      case 3:
        return this.view.getInt16(this.take(2), true);
      case 4:
        return this.u32();
      case 5:
        return this.view.getInt32(this.take(4), true);
      case 6:
        return this.view.getFloat32(this.take(4), true);
      case 7:
        return this.view.getUint8(this.take(1)) !== 0;
      case 8:
        return this.string();
      case 9: {
        const inner = this.u32();
        const length = this.u64();
        if (length > MAX_ARRAY || depth >= MAX_DEPTH) throw corrupt('a list is impossibly long');
        const list: GgufValue[] = [];
        for (let i = 0; i < length; i++) list.push(this.value(inner, depth + 1));
        return list;
      }
      case 10:
        return Number(this.view.getBigUint64(this.take(8), true));
      case 11:
        return Number(this.view.getBigInt64(this.take(8), true));
      case 12:
        return this.view.getFloat64(this.take(8), true);
      default:
        throw corrupt('a value has an unknown type');
    }
  }
}

/** Where a tensor's blocks lie, as the header tells; nothing of it is checked against the file's length. */
export interface GgufTensorHead {
  readonly name: string;
  readonly type: number;
  /** Outermost first. */
  readonly shape: readonly number[];
  /** Bytes from `GgufHeader.dataStart`. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly heads: readonly GgufTensorHead[];
  /** Bytes from the file's start to its tensors. */
  readonly dataStart: number;
}

/**
 * Reads what stands before the tensors of a GGUF file (version 2 or 3, little endian).
 * Format: the GGUF specification in ggml's repository.
 * @param bytes the file's beginning, or all of it.
 * @throws HeaderCut when the bytes end too early; FaultError `model-corrupt` for anything that is no GGUF file,
 *   `model-unsupported` for other versions.
 */
export function readGgufHeader(bytes: Uint8Array): GgufHeader {
  if (bytes.byteLength < 24 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'GGUF')
    throw new FaultError(fault('model-corrupt', 'This is not a GGUF file.'));
  const reader = new Reader(bytes);
  reader.at = 4;
  const version = reader.u32();
  if (version !== 2 && version !== 3)
    throw new FaultError(fault('model-unsupported', `GGUF version ${version} is not known here.`));
  const tensorCount = reader.u64();
  const entryCount = reader.u64();
  if (tensorCount > MAX_TENSORS || entryCount > MAX_ENTRIES) throw corrupt('its counts are impossibly large');
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < entryCount; i++) {
    const key = reader.string();
    metadata.set(key, reader.value(reader.u32()));
  }
  const heads: GgufTensorHead[] = [];
  for (let i = 0; i < tensorCount; i++) {
    const name = reader.string();
    const dims = reader.u32();
    if (dims > MAX_DIMS) throw corrupt(`tensor ${name} has ${dims} dimensions`);
    const shape: number[] = [];
    for (let d = 0; d < dims; d++) shape.unshift(reader.u64());
    heads.push({ name, shape, type: reader.u32(), offset: reader.u64() });
  }
  const align = metadata.get('general.alignment') ?? 32;
  if (typeof align !== 'number' || !Number.isSafeInteger(align) || align < 1)
    throw corrupt('its alignment is no number');
  return { metadata, heads, dataStart: Math.ceil(reader.at / align) * align };
}

/**
 * Reads a GGUF file held in memory. Tensor data are views, nothing is copied.
 * @throws FaultError `model-corrupt` for anything that is not a whole GGUF file, `model-unsupported` for block formats
 *   that the converter cannot expand.
 */
export function readGguf(bytes: Uint8Array): Gguf {
  const { metadata, heads, dataStart: base } = readGgufHeader(bytes);
  const tensors = new Map<string, GgufTensor>();
  for (const head of heads) {
    const size = tensorBytes(head.type, head.shape, head.name);
    const from = base + head.offset;
    if (from + size > bytes.byteLength) throw corrupt(`tensor ${head.name} is cut off`);
    tensors.set(head.name, {
      name: head.name,
      type: head.type,
      shape: head.shape,
      data: bytes.subarray(from, from + size),
    });
  }
  return { metadata, tensors };
}

function tensorBytes(type: number, shape: readonly number[], name: string): number {
  const block = blocks[type];
  if (!block)
    throw new FaultError(fault('model-unsupported', `Tensor ${name} has a block format that is not known here.`));
  const elements = shape.reduce((a, b) => a * b, 1);
  const columns = shape[shape.length - 1] ?? 1;
  if (!Number.isSafeInteger(elements) || columns % block[1] !== 0)
    throw corrupt(`tensor ${name} has an impossible shape`);
  return (elements / block[1]) * block[0];
}

/** IEEE half precision to number. */
export function halfToNumber(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * Expands one row of a matrix (or a whole vector as row 0) to float32, as GGML's reference code does.
 * @param out receives `columns` numbers from index 0.
 */
export function dequantizeRow(tensor: GgufTensor, row: number, out: Float32Array): void {
  const columns = tensor.shape[tensor.shape.length - 1] ?? 1;
  const block = blocks[tensor.type];
  if (!block) throw new FaultError(fault('model-unsupported', `Tensor ${tensor.name} cannot be expanded.`));
  const [size, elements] = block;
  const data = tensor.data;
  let at = row * (columns / elements) * size;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let c = 0; c < columns; c += elements, at += size) {
    switch (tensor.type) {
      case ggmlTypes.F32:
        out[c] = view.getFloat32(at, true);
        break;
      case ggmlTypes.F16:
        out[c] = halfToNumber(view.getUint16(at, true));
        break;
      case ggmlTypes.Q4_0:
      case ggmlTypes.Q4_1: {
        const offset = tensor.type === ggmlTypes.Q4_1;
        const scale = halfToNumber(view.getUint16(at, true));
        const base = offset ? halfToNumber(view.getUint16(at + 2, true)) : -8 * scale;
        const from = at + (offset ? 4 : 2);
        for (let j = 0; j < 16; j++) {
          const byte = data[from + j] ?? 0;
          out[c + j] = Math.fround((byte & 15) * scale) + base;
          out[c + j + 16] = Math.fround((byte >> 4) * scale) + base;
        }
        break;
      }
      default: {
        const scale = halfToNumber(view.getUint16(at, true));
        for (let j = 0; j < 32; j++) out[c + j] = view.getInt8(at + 2 + j) * scale;
      }
    }
  }
}

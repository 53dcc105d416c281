import { ggmlTypes } from './gguf.ts';

/** Type ids of metadata values, as the specification numbers them. */
export const valueTypes = [
  'u8',
  'i8',
  'u16',
  'i16',
  'u32',
  'i32',
  'f32',
  'bool',
  'string',
  'array',
  'u64',
  'i64',
  'f64',
] as const;
export type ValueType = (typeof valueTypes)[number];

export type Written =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'array'; readonly of: ValueType; readonly value: readonly Written[] }
  | { readonly type: Exclude<ValueType, 'string' | 'bool' | 'array'>; readonly value: number };

export interface WrittenTensor {
  readonly name: string;
  readonly type: number;
  /** Outermost first. */
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

export interface GgufParts {
  readonly version?: number;
  readonly metadata?: readonly (readonly [key: string, value: Written])[];
  readonly tensors?: readonly WrittenTensor[];
  /** Written as general.alignment too when it is not 32. */
  readonly alignment?: number;
}

const sizes = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, u64: 8, i64: 8, f64: 8 } as const;

class Writer {
  readonly bytes: number[] = [];
  number(type: keyof typeof sizes, value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    if (type === 'u8') view.setUint8(0, value);
    else if (type === 'i8') view.setInt8(0, value);
    else if (type === 'u16') view.setUint16(0, value, true);
    else if (type === 'i16') view.setInt16(0, value, true);
    else if (type === 'u32') view.setUint32(0, value, true);
    else if (type === 'i32') view.setInt32(0, value, true);
    else if (type === 'f32') view.setFloat32(0, value, true);
    else if (type === 'u64') view.setBigUint64(0, BigInt(value), true);
    else if (type === 'i64') view.setBigInt64(0, BigInt(value), true);
    else view.setFloat64(0, value, true);
    this.bytes.push(...new Uint8Array(view.buffer, 0, sizes[type]));
  }
  string(text: string): void {
    const utf8 = new TextEncoder().encode(text);
    this.number('u64', utf8.length);
    this.bytes.push(...utf8);
  }
  value(written: Written): void {
    if (written.type === 'string') this.string(written.value);
    else if (written.type === 'bool') this.number('u8', written.value ? 1 : 0);
    else if (written.type === 'array') {
      this.number('u32', valueTypes.indexOf(written.of));
      this.number('u64', written.value.length);
      for (const one of written.value) this.value(one);
    } else this.number(written.type, written.value);
  }
}

export function writeGguf({
  version = 3,
  metadata = [],
  tensors = [],
  alignment = 32,
}: GgufParts): Uint8Array<ArrayBuffer> {
  const out = new Writer();
  const entries =
    alignment === 32 ? metadata : [...metadata, ['general.alignment', { type: 'u32', value: alignment }] as const];
  const padded = (n: number) => Math.ceil(n / alignment) * alignment;
  out.bytes.push(...new TextEncoder().encode('GGUF'));
  out.number('u32', version);
  out.number('u64', tensors.length);
  out.number('u64', entries.length);
  for (const [key, value] of entries) {
    out.string(key);
    out.number('u32', valueTypes.indexOf(value.type));
    out.value(value);
  }
  let offset = 0;
  for (const { name, shape, type, data } of tensors) {
    out.string(name);
    out.number('u32', shape.length);
    for (const size of [...shape].reverse()) out.number('u64', size);
    out.number('u32', type);
    out.number('u64', offset);
    offset = padded(offset + data.length);
  }
  for (const { data } of tensors) {
    while (out.bytes.length % alignment !== 0) out.bytes.push(0);
    out.bytes.push(...data);
  }
  return Uint8Array.from(out.bytes);
}

export function f32Tensor(name: string, shape: readonly number[], values: readonly number[]): WrittenTensor {
  return { name, type: ggmlTypes.F32, shape, data: new Uint8Array(Float32Array.from(values).buffer) };
}

import { fault, FaultError } from '../../../lib/model/fault.ts';

/** One field of a protocol-buffer message, as ONNX files are made of. */
export interface Field {
  readonly number: number;
  /** Of a length-delimited or fixed field. */
  readonly bytes: Uint8Array;
  /** Of a varint field. */
  readonly value: number;
  /** The whole field as it stands in the message. */
  readonly raw: Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const nothing = new Uint8Array(0);

/** The fields of one message. @throws FaultError `model-corrupt` */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = message[at++];
      // Ten bytes hold 64 bits; more are no number.
      if (byte === undefined || scale > 2 ** 63) throw damaged();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < message.length) {
    const from = at;
    const key = varint();
    const number = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === VARINT) {
      const value = varint();
      yield { number, bytes: nothing, value, raw: message.subarray(from, at) };
      continue;
    }
    const length = kind === BYTES ? varint() : kind === FIXED64 ? 8 : kind === FIXED32 ? 4 : NaN;
    if (!(at + length <= message.length)) throw damaged();
    const bytes = message.subarray(at, at + length);
    at += length;
    yield { number, bytes, value: 0, raw: message.subarray(from, at) };
  }
}

const decoder = new TextDecoder();

export function textOf(field: Field | undefined): string {
  return decoder.decode(field?.bytes);
}

export function damaged(): FaultError {
  return new FaultError(fault('model-corrupt', 'The .onnx file is damaged, or it is no ONNX model.'));
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}

/** A varint field; negative numbers as two's complement. */
export function integer(field: number, value: number): Uint8Array {
  return join([varint(field * 8 + VARINT), varint(value)]);
}

export function block(field: number, bytes: Uint8Array): Uint8Array {
  return join([varint(field * 8 + BYTES), varint(bytes.length), bytes]);
}

const encoder = new TextEncoder();

export function text(field: number, value: string): Uint8Array {
  return block(field, encoder.encode(value));
}

export function float(field: number, value: number): Uint8Array {
  return join([varint(field * 8 + FIXED32), fixed32(value)]);
}

/** A float's four bytes. */
export function fixed32(value: number): Uint8Array {
  return new Uint8Array(Float32Array.of(value).buffer);
}

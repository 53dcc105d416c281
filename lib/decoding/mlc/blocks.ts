import { fault, FaultError } from '../../model/fault.ts';
import { ggmlTypes, halfToNumber, type GgufTensor } from '../gguf.ts';

/** Weights of one row that share a scale: GGML's block, and the kernels' group. */
export const GROUP = 32;

/** The rows of one matrix in the library's order: which row of which tensor stands at each output. */
export interface MatrixRows {
  readonly tensor: GgufTensor;
  /** Row of the tensor at each place; all of its rows, each once. */
  readonly order: Uint32Array;
}

/** A matrix as the kernels read it, all parts input-major: neighbours in memory are neighbouring outputs. */
export interface PackedMatrix {
  /** `[inputs * bits / 32, outputs]`, the first input of a word in its lowest bits. */
  readonly q: Uint32Array<ArrayBuffer>;
  /** `[inputs / 32, outputs]` scales. */
  readonly s: Float32Array<ArrayBuffer>;
  /** `[inputs / 32, outputs]` offsets; null where a level's middle, 128, is zero. */
  readonly m: Float32Array<ArrayBuffer> | null;
}

// Bytes before the levels: scale and offset, or scale alone, in half precision.
const Q4_1 = { bytes: 20, head: 4 };
const Q8_0 = { bytes: 34, head: 2 };

/** A half that has to be a finite number: one infinity would spoil every answer without a word. */
function scaleAt(view: DataView, at: number, tensor: GgufTensor): number {
  const value = halfToNumber(view.getUint16(at, true));
  if (Number.isFinite(value)) return value;
  throw new FaultError(fault('model-corrupt', `This file is damaged: ${tensor.name} holds a scale that is no number.`));
}

/** Calls `visit` for each block, block columns outermost: writing then runs along the output, the larger side. */
function eachBlock(
  sources: readonly MatrixRows[],
  inputs: number,
  blockBytes: number,
  visit: (tensor: GgufTensor, view: DataView, at: number, group: number, output: number) => void,
): void {
  const groups = inputs / GROUP;
  for (let group = 0; group < groups; group++) {
    let output = 0;
    for (const { tensor, order } of sources) {
      const view = new DataView(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
      for (const row of order) {
        visit(tensor, view, (row * groups + group) * blockBytes, group, output);
        output += 1;
      }
    }
  }
}

/**
 * GGUF Q4_1 blocks, repacked and not rounded: a weight stays `level * s + m`.
 * @param sources matrices of `inputs` columns, put below one another.
 * @param outputs rows of all sources together.
 * @throws FaultError `model-corrupt` for a scale or offset that is no number.
 */
export function packQ4(sources: readonly MatrixRows[], inputs: number, outputs: number): PackedMatrix {
  const q = new Uint32Array((inputs / 8) * outputs);
  const s = new Float32Array((inputs / GROUP) * outputs);
  const m = new Float32Array((inputs / GROUP) * outputs);
  eachBlock(sources, inputs, Q4_1.bytes, (tensor, view, at, group, output) => {
    s[group * outputs + output] = scaleAt(view, at, tensor);
    m[group * outputs + output] = scaleAt(view, at + 2, tensor);
    // A block's byte i holds input i in its low half and input i + 16 in its high one: four words of eight inputs.
    for (let word = 0; word < 4; word++) {
      const from = at + Q4_1.head + 8 * (word % 2);
      const shift = word < 2 ? 0 : 4;
      let bits = 0;
      for (let i = 0; i < 8; i++) bits |= ((view.getUint8(from + i) >> shift) & 15) << (4 * i);
      q[(group * 4 + word) * outputs + output] = bits;
    }
  });
  return { q, s, m };
}

/**
 * GGUF Q8_0 blocks: the signed level plus 128 as a byte, so that the kernel needs no sign; a weight is
 * `(byte - 128) * s`. Arguments and errors as for `packQ4`.
 */
export function packQ8(sources: readonly MatrixRows[], inputs: number, outputs: number): PackedMatrix {
  const q = new Uint32Array((inputs / 4) * outputs);
  const s = new Float32Array((inputs / GROUP) * outputs);
  eachBlock(sources, inputs, Q8_0.bytes, (tensor, view, at, group, output) => {
    s[group * outputs + output] = scaleAt(view, at, tensor);
    // Adding 128 to a byte in two's complement turns its highest bit.
    for (let word = 0; word < GROUP / 4; word++)
      q[(group * 8 + word) * outputs + output] = view.getUint32(at + Q8_0.head + 4 * word, true) ^ 0x80808080;
  });
  return { q, s, m: null };
}

/** The block format that `packQ4` or `packQ8` reads. */
export const blockTypes = { 4: ggmlTypes.Q4_1, 8: ggmlTypes.Q8_0 } as const;

/** Rows as they are. */
export function plainOrder(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, i) => i);
}

/**
 * llama.cpp interleaves the two rotary halves of each head's rows; this puts them back side by side.
 * @param heads divides `rows` into heads of even height.
 */
export function rotaryOrder(rows: number, heads: number): Uint32Array {
  const height = rows / heads;
  const half = height / 2;
  return Uint32Array.from({ length: rows }, (_, i) => {
    const within = i % height;
    return i - within + 2 * (within % half) + Math.floor(within / half);
  });
}

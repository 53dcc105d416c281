import { fault, FaultError } from '../model/fault.ts';
import { dequantizeRow, type Gguf, type GgufTensor } from './gguf.ts';

/** How one constant of the graph is made; written by the graph's build script into layout.json. */
export type LayoutConstant = {
  readonly name: string;
  readonly dtype: 'int8' | 'float32';
  readonly shape: readonly number[];
  /** Bytes from the start of weights.bin; a multiple of 64. */
  readonly offset: number;
  readonly bytes: number;
} & (
  | { readonly make: 'int8' | 'copy'; readonly sources: readonly Source[] }
  | { readonly make: 'scale' | 'columnSums'; readonly of: string }
  | { readonly make: 'cos' | 'sin'; readonly base: number }
);

interface Source {
  readonly tensor: string;
  /** llama.cpp interleaves the rotary halves of each head's rows; with this many heads they are put back side by side. */
  readonly rotaryHeads?: number;
  /** Factors that multiply the columns. */
  readonly times?: string;
  /** Factors that divide the rows, or a vector's elements. */
  readonly divide?: string;
}

export interface Layout {
  readonly version: 1;
  readonly model: string;
  readonly bytes: number;
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocab: number;
  readonly context: number;
  /**
   * By name, one factor for each channel: int8 eighths of log2 in base64. What is divided in one place is multiplied in
   * the next, so the network stays the same while its activations lose their outliers (models/.../calibrate.py).
   */
  readonly smooth: Readonly<Record<string, string>>;
  readonly constants: readonly LayoutConstant[];
}

/** What `convertWeights` calls between constants: bytes done so far; may throw to stop. */
export type ConvertProgress = (doneBytes: number) => void;

/**
 * GGUF tensors to the graph's weights.bin: matrices as int8 [k, n] with one scale for each of the n outputs
 * (the largest magnitude of an output's weights becomes 127), column sums times scale for the row zero points,
 * norms and rotary tables as float32. The same bytes in Node and in a browser that shares V8's Math.cos.
 * @returns `layout.bytes` bytes.
 * @throws FaultError `model-unsupported` when the file's tensors are not this network's, `model-corrupt` when they hold
 *   what is no number.
 */
export function convertWeights(gguf: Gguf, layout: Layout, onProgress?: ConvertProgress): Uint8Array<ArrayBuffer> {
  const out = new ArrayBuffer(layout.bytes);
  const scales = new Map<string, Float32Array>();
  const sums = new Map<string, Float32Array>();
  for (const constant of layout.constants) {
    const { offset, bytes } = constant;
    const floats = constant.dtype === 'float32' ? new Float32Array(out, offset, bytes / 4) : null;
    switch (constant.make) {
      case 'int8': {
        const [k = 0, n = 0] = constant.shape;
        const made = quantize(new Int8Array(out, offset, bytes), k, n, rowOrder(gguf, layout, constant.sources, k, n));
        scales.set(constant.name, made.scales);
        sums.set(constant.name, made.sums);
        break;
      }
      case 'copy':
        for (const source of constant.sources) {
          dequantizeRow(find(gguf, source.tensor, constant.shape), 0, must(floats));
          if (source.divide) divide(must(floats), factors(layout, source.divide, constant.shape[0] ?? 0));
        }
        break;
      case 'scale':
        must(floats).set(must(scales.get(constant.of)));
        break;
      case 'columnSums':
        must(floats).set(must(sums.get(constant.of)));
        break;
      default:
        rotary(must(floats), constant.shape[1] ?? 0, constant.base, constant.make === 'cos' ? Math.cos : Math.sin);
    }
    onProgress?.(offset + bytes);
  }
  return new Uint8Array(out);
}

// 32 rows at a time: their int8 columns fill cache lines of the transposed output instead of touching one byte in each.
const TILE = 32;

function quantize(q: Int8Array, k: number, n: number, rows: readonly SourceRow[]) {
  const scales = new Float32Array(n);
  const sums = new Float32Array(n);
  const row = new Float32Array(k);
  const tile = new Int8Array(TILE * k);
  for (let from = 0; from < n; from += TILE) {
    const width = Math.min(TILE, n - from);
    for (let t = 0; t < width; t++) {
      const { tensor, index, columns, shrink } = must(rows[from + t]);
      dequantizeRow(tensor, index, row);
      let top = 0;
      for (let c = 0; c < k; c++) {
        if (columns || shrink !== 1) row[c] = ((row[c] ?? 0) * (columns?.[c] ?? 1)) / shrink;
        top = Math.max(top, Math.abs(row[c] ?? 0));
      }
      if (!Number.isFinite(top)) throw corrupt(tensor.name);
      const scale = Math.max(Math.fround(top / 127), 1e-12);
      let sum = 0;
      for (let c = 0; c < k; c++) {
        const level = roundHalfEven((row[c] ?? 0) / scale);
        const clipped = level > 127 ? 127 : level < -127 ? -127 : level;
        tile[c * TILE + t] = clipped;
        sum += clipped;
      }
      scales[from + t] = scale;
      sums[from + t] = sum * (scales[from + t] ?? 0);
    }
    for (let c = 0; c < k; c++) q.set(tile.subarray(c * TILE, c * TILE + width), c * n + from);
  }
  return { scales, sums };
}

/** Ties to even, as numpy and the reference builder round. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

interface SourceRow {
  readonly tensor: GgufTensor;
  readonly index: number;
  /** Factors of the columns; null leaves the row as it is. */
  readonly columns: Float32Array | null;
  readonly shrink: number;
}

/** Which source row stands at each output position, rotary order restored, and its factors. */
function rowOrder(gguf: Gguf, layout: Layout, sources: readonly Source[], k: number, n: number): SourceRow[] {
  const order: SourceRow[] = [];
  const tensors = sources.map((source) => find(gguf, source.tensor, null, k));
  const found = tensors.reduce((sum, tensor) => sum + (tensor.shape[0] ?? 0), 0);
  if (found !== n) throw unsupported(`${tensors[0]?.name ?? ''} has ${found} rows instead of ${n}`);
  for (const [i, source] of sources.entries()) {
    const tensor = must(tensors[i]);
    const rows = tensor.shape[0] ?? 0;
    if (source.rotaryHeads && rows % (2 * source.rotaryHeads) !== 0)
      throw unsupported(`${tensor.name} has ${rows} rows`);
    const columns = source.times ? factors(layout, source.times, k) : null;
    const shrink = source.divide ? factors(layout, source.divide, rows) : null;
    for (let r = 0; r < rows; r++) {
      const index = source.rotaryHeads ? beforeRotary(r, rows / source.rotaryHeads) : r;
      order.push({ tensor, index, columns, shrink: shrink?.[index] ?? 1 });
    }
  }
  return order;
}

/** llama.cpp's row of output row `i`, in heads of `perHead` rows. */
function beforeRotary(i: number, perHead: number): number {
  const within = i % perHead;
  const half = perHead / 2;
  return i - within + 2 * (within % half) + Math.floor(within / half);
}

/** 2^(e/8) for each byte e. Eight roots written out: powers must not differ between browsers. */
const eighthRoots = [0, 1, 2, 3, 4, 5, 6, 7].map((e) => Math.fround(2 ** (e / 8)));

function factors(layout: Layout, name: string, count: number): Float32Array {
  const bytes = fromBase64(must(layout.smooth[name]));
  if (bytes.length !== count) throw unsupported(`it has ${count} channels where ${name} has ${bytes.length}`);
  return Float32Array.from(bytes, (byte) => {
    const e = (byte << 24) >> 24;
    return 2 ** Math.floor(e / 8) * (eighthRoots[((e % 8) + 8) % 8] ?? 1);
  });
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Node 20 and older browsers have no Uint8Array.fromBase64. */
function fromBase64(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.replace(/=+$/, '')) {
    held = ((held << 6) | BASE64.indexOf(character)) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return bytes;
}

function divide(values: Float32Array, by: Float32Array): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / (by[i] ?? 1);
}

function find(gguf: Gguf, name: string, shape: readonly number[] | null, columns?: number): GgufTensor {
  const tensor = gguf.tensors.get(name);
  if (!tensor) throw unsupported(`it has no tensor ${name}`);
  const fits = shape ? tensor.shape.join() === shape.join() : tensor.shape.length === 2 && tensor.shape[1] === columns;
  if (!fits) throw unsupported(`tensor ${name} is ${tensor.shape.join(' by ')}`);
  return tensor;
}

function rotary(out: Float32Array, half: number, base: number, f: (x: number) => number): void {
  for (let i = 0; i < out.length; i++) {
    const position = Math.floor(i / half);
    out[i] = f(position * base ** (-(i % half) / half));
  }
}

function unsupported(why: string): FaultError {
  return new FaultError(fault('model-unsupported', `This file is not SmolLM2-135M: ${why}.`));
}

function corrupt(tensor: string): FaultError {
  return new FaultError(fault('model-corrupt', `This file is damaged: ${tensor} holds what is no number.`));
}

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new FaultError(fault('internal', 'The weight layout is inconsistent.'));
  return value;
}

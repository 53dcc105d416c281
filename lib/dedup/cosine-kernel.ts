import { cosineKernelBytes } from './cosine-kernel-bytes.ts';

/**
 * The inner loops of the cosine joins over one buffer. Vectors are 16-bit whole numbers, 8 in a block of 16 bytes; all
 * addresses are in bytes, those of vectors and tails multiples of 16, and `blocks` is even. An inner product must fit 31
 * bits. `count` is rounded up to a multiple of 4: what lies behind the last item is read (and may be answered), so it has
 * to be within the buffer.
 */
export interface CosineKernel {
  readonly buffer: ArrayBuffer;
  readonly simd: boolean;
  /**
   * Writes `base + j` (32 bits, ascending) to `out` for each item j with `dot(query, item j) + tail * tails[j] >= bound`,
   * in float32; room for `count + 3` of them is needed. @returns the address behind the last one written
   */
  scan(
    query: number,
    items: number,
    tails: number,
    count: number,
    blocks: number,
    tail: number,
    bound: number,
    out: number,
    base: number,
  ): number;
  /** Keeps of the item numbers at `from` to `to` those with `dot(query, item) >= bound`. @returns the end of what is kept */
  refine(query: number, items: number, blocks: number, from: number, to: number, bound: number): number;
  /** Writes `dot(query, item j)` (32 bits, signed) to `out` for each item. */
  dots(query: number, items: number, count: number, blocks: number, out: number): void;
}

type Functions = Pick<CosineKernel, 'scan' | 'refine' | 'dots'>;

const PAGE = 65_536;

let compiled: WebAssembly.Module | null | undefined;

/** The module, compiled once; null where WebAssembly or its vectors are not to be had. */
function compile(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  try {
    compiled = new WebAssembly.Module(Uint8Array.from(atob(cosineKernelBytes), (char) => char.charCodeAt(0)));
  } catch {
    compiled = null;
  }
  return compiled;
}

/**
 * @param bytes of the buffer; zeros at first.
 * @param plain without WebAssembly: the same answers, about eight times slower.
 * @throws RangeError where that much memory is not to be had
 */
export function makeCosineKernel(bytes: number, plain = false): CosineKernel {
  const module = plain ? null : compile();
  if (module === null) {
    const buffer = new ArrayBuffer(bytes);
    return { buffer, simd: false, ...plainFunctions(buffer) };
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { buffer: memory.buffer, simd: true, ...(exports as unknown as Functions) };
}

/** The same in plain code, for browsers without WebAssembly's vectors, and to test those against. */
function plainFunctions(buffer: ArrayBuffer): Functions {
  const codes = new Int16Array(buffer);
  const words = new Int32Array(buffer);
  const floats = new Float32Array(buffer);
  const dot = (a: number, b: number, blocks: number): number => {
    let sum = 0;
    const start = b / 2 - a / 2;
    const end = a / 2 + blocks * 8;
    for (let i = a / 2; i < end; i += 2)
      sum += (codes[i] ?? 0) * (codes[start + i] ?? 0) + (codes[i + 1] ?? 0) * (codes[start + i + 1] ?? 0);
    return sum;
  };
  return {
    scan(query, items, tails, count, blocks, tail, bound, out, base) {
      const least = Math.fround(bound);
      let to = out;
      for (let j = 0; j < Math.ceil(count / 4) * 4; j += 1) {
        const rest = Math.fround(Math.fround(tail) * (floats[tails / 4 + j] ?? 0));
        const most = Math.fround(Math.fround(dot(query, items + j * blocks * 16, blocks)) + rest);
        if (most < least) continue;
        words[to / 4] = base + j;
        to += 4;
      }
      return to;
    },
    refine(query, items, blocks, from, to, bound) {
      let end = from;
      for (let at = from; at < to; at += 4) {
        const item = words[at / 4] ?? 0;
        if (dot(query, items + item * blocks * 16, blocks) < bound) continue;
        words[end / 4] = item;
        end += 4;
      }
      return end;
    },
    dots(query, items, count, blocks, out) {
      for (let j = 0; j < Math.ceil(count / 4) * 4; j += 1)
        words[out / 4 + j] = dot(query, items + j * blocks * 16, blocks);
    },
  };
}

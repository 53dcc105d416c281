import { project } from './cosine-axes.ts';
import { makeCosineKernel, type CosineKernel } from './cosine-kernel.ts';

/** Numbers are kept as whole multiples of 1/SCALE: the product of two unit vectors then fits 31 bits (2^28). */
export const SCALE = 16_384;
/** Rounding of float32 sums over a few hundred numbers, and of lengths that are 1 only nearly. */
const SLACK = 1e-5;
/** Numbers in two blocks, the kernel's unit. */
const UNIT = 16;

export const padded = (dimensions: number): number => Math.ceil(dimensions / UNIT) * UNIT;

/** How far the inner product of two rounded unit vectors can be from that of the vectors themselves. */
export const roundingError = (dimensions: number): number => (1.01 * Math.sqrt(dimensions)) / SCALE + SLACK;

/** The cosine of two vectors of length 1, in float64; four sums, because each addition waits for the one before. */
export function cosineOf(vectors: Float32Array, dimensions: number, a: number, b: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const shift = (b - a) * dimensions;
  const end = (a + 1) * dimensions;
  let i = a * dimensions;
  for (; i + 3 < end; i += 4) {
    s0 += (vectors[i] ?? 0) * (vectors[shift + i] ?? 0);
    s1 += (vectors[i + 1] ?? 0) * (vectors[shift + i + 1] ?? 0);
    s2 += (vectors[i + 2] ?? 0) * (vectors[shift + i + 2] ?? 0);
    s3 += (vectors[i + 3] ?? 0) * (vectors[shift + i + 3] ?? 0);
  }
  for (; i < end; i += 1) s0 += (vectors[i] ?? 0) * (vectors[shift + i] ?? 0);
  return s0 + s1 + (s2 + s3);
}

export interface CodesOptions {
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  /** Items, in the order in which they lie: the row of `vectors` of each. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Orthonormal, `heads` x `dimensions`; null to compare whole vectors from the start. */
  readonly axes: Float32Array<ArrayBuffer> | null;
  /** A multiple of 16. */
  readonly heads: number;
  /** Whether whole vectors are held, too, to refine what heads leave over. */
  readonly whole: boolean;
  /** Bytes of its memory for the caller's own use, at `extraAt`. */
  readonly extra?: number;
  readonly plain?: boolean;
}

/**
 * Vectors as rounded whole numbers in the memory of a kernel: their heads (coordinates on a few axes that hold most of
 * their length) with the lengths of what is left, and the whole vectors. By Cauchy and Schwarz the product of two
 * vectors is at most that of their heads plus that of the lengths of their tails.
 */
export class CosineCodes {
  readonly kernel: CosineKernel;
  readonly count: number;
  /** Bytes of a head; where there are none, of a whole vector. */
  readonly stride: number;
  readonly extraAt: number;
  private readonly heads: number;
  private readonly tails: number;
  private readonly wholes: number | null;
  private readonly wholeStride: number;
  private readonly out: number;
  private readonly tailOf: Float32Array<ArrayBuffer>;
  /** What `candidates` found last. */
  readonly found: Int32Array<ArrayBuffer>;
  private readonly headError: number;
  private readonly wholeError: number;

  constructor(private readonly options: CodesOptions) {
    const { rows, dimensions, axes, heads, whole, extra = 0, plain } = options;
    this.count = rows.length;
    // Behind the last item lies room for three more, which the kernel reads and nobody asks for.
    const room = this.count + 4;
    const width = axes ? heads : padded(dimensions);
    this.stride = 2 * width;
    this.wholeStride = 2 * padded(dimensions);
    this.heads = 0;
    this.tails = room * this.stride;
    this.out = this.tails + 16 * Math.ceil(room / 4);
    const wholes = this.out + 16 * Math.ceil(room / 4);
    this.wholes = axes && whole ? wholes : null;
    this.extraAt = wholes + (this.wholes === null ? 0 : room * this.wholeStride);
    this.kernel = makeCosineKernel(this.extraAt + extra, plain);
    this.tailOf = new Float32Array(this.kernel.buffer, this.tails, room);
    this.found = new Int32Array(this.kernel.buffer, this.out, room);
    this.headError = roundingError(width);
    this.wholeError = roundingError(dimensions);
  }

  /** Rounds items `from` to `to` in; each once, before they are asked for. */
  fill(from: number, to: number): void {
    const { vectors, dimensions, rows, axes } = this.options;
    const codes = new Int16Array(this.kernel.buffer);
    const head = new Float32Array(axes ? this.options.heads : 0);
    for (let item = from; item < to; item += 1) {
      const at = (rows[item] ?? 0) * dimensions;
      const whole = axes ? this.wholes : this.heads;
      if (whole !== null) {
        const into = (whole + item * this.wholeStride) / 2;
        for (let i = 0; i < dimensions; i += 1) codes[into + i] = Math.round((vectors[at + i] ?? 0) * SCALE);
      }
      if (!axes) continue;
      project(vectors, at, axes, dimensions, head);
      let rest = SLACK;
      for (let i = at; i < at + dimensions; i += 1) rest += (vectors[i] ?? 0) ** 2;
      const into = (this.heads + item * this.stride) / 2;
      for (const [i, x] of head.entries()) {
        rest -= x * x;
        codes[into + i] = Math.round(x * SCALE);
      }
      // Scaled as heads are, so that the kernel adds like to like.
      this.tailOf[item] = Math.sqrt(Math.max(rest, SLACK)) * SCALE;
    }
  }

  /**
   * Finds the items `from` to `to` (and up to three after them) whose cosine with `item` may reach the threshold; none
   * that does is left out. @returns how many stand in `found`, ascending, until the next call
   */
  candidates(item: number, from: number, to: number, threshold: number): number {
    const { kernel, heads, stride, wholes, wholeStride, out } = this;
    let end = kernel.scan(
      heads + item * stride,
      heads + from * stride,
      this.tails + 4 * from,
      Math.max(0, to - from),
      stride / 16,
      this.tailOf[item] ?? 0,
      (threshold - this.headError) * SCALE * SCALE,
      out,
      from,
    );
    if (wholes !== null) {
      const bound = Math.floor((threshold - this.wholeError) * SCALE * SCALE);
      end = kernel.refine(wholes + item * wholeStride, wholes, wholeStride / 16, out, end, bound);
    }
    return (end - out) / 4;
  }

  /** Where the head (without axes: the whole vector) of an item lies. */
  headAt(item: number): number {
    return this.heads + item * this.stride;
  }

  /** Puts the items into another order: that of now at `order[i]` becomes item i. */
  reorder(order: Uint32Array<ArrayBuffer>): void {
    const bytes = new Uint8Array(this.kernel.buffer);
    const move = (at: number, stride: number) => {
      const old = bytes.slice(at, at + this.count * stride);
      for (const [to, from] of order.entries())
        bytes.set(old.subarray(from * stride, (from + 1) * stride), at + to * stride);
    };
    move(this.heads, this.stride);
    move(this.tails, 4);
    if (this.wholes !== null) move(this.wholes, this.wholeStride);
  }
}

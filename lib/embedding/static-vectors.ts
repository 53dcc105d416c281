import { fault, FaultError } from '../model/fault.ts';

/**
 * The file: these bytes, then (32 bits each, little endian) the version, the number of tokens and of dimensions, a
 * float32 scale for each token, and all tokens' numbers as signed bytes.
 */
const MAGIC = 0x74617473; // "stat"
const VERSION = 1;
const HEAD = 16;

/**
 * One vector for each token of the sentence encoder, weighted by how much the token says. Their sum stands in for the
 * encoder's vector of a text at a thousandth of the cost: it knows the words, not their order.
 */
export class StaticVectors {
  readonly dimensions: number;
  readonly tokens: number;
  private readonly scales: Float32Array<ArrayBuffer>;
  private readonly codes: Int8Array<ArrayBuffer>;

  /** @param bytes as `packStaticVectors` made them. @throws FaultError `model-corrupt` */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    const corrupt = () => new FaultError(fault('model-corrupt', 'The file of static token vectors is not readable.'));
    if (bytes.byteLength < HEAD) throw corrupt();
    // A copy, because the file may begin at any byte of its buffer and float32 must begin at a multiple of 4.
    const whole = bytes.slice().buffer;
    const [magic, version, tokens = 0, dimensions = 0] = new Uint32Array(whole, 0, 4);
    if (magic !== MAGIC || version !== VERSION || whole.byteLength !== HEAD + tokens * (4 + dimensions))
      throw corrupt();
    this.tokens = tokens;
    this.dimensions = dimensions;
    this.scales = new Float32Array(whole, HEAD, tokens);
    this.codes = new Int8Array(whole, HEAD + 4 * tokens);
  }

  /**
   * Writes the sum of the tokens' vectors, scaled to length 1, to `into` from `at` on; zeros for a text whose tokens say
   * nothing. Numbers of tokens that the file does not have are passed over.
   */
  embed(ids: ArrayLike<number>, into: Float32Array, at: number): void {
    const { dimensions, codes, scales } = this;
    const sum = into.subarray(at, at + dimensions).fill(0);
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] ?? 0;
      const scale = scales[id] ?? 0;
      if (scale === 0) continue;
      const from = id * dimensions;
      for (let d = 0; d < dimensions; d += 1) sum[d] = (sum[d] ?? 0) + scale * (codes[from + d] ?? 0);
    }
    let square = 0;
    for (const x of sum) square += x * x;
    if (square > 0) for (let d = 0; d < dimensions; d += 1) sum[d] = (sum[d] ?? 0) / Math.sqrt(square);
  }
}

/** Rounds vectors of tokens (of any length, `dimensions` numbers each) to a file that `StaticVectors` reads. */
export function packStaticVectors(vectors: Float32Array, dimensions: number): Uint8Array<ArrayBuffer> {
  const tokens = vectors.length / dimensions;
  const file = new ArrayBuffer(HEAD + tokens * (4 + dimensions));
  new Uint32Array(file, 0, 4).set([MAGIC, VERSION, tokens, dimensions]);
  const scales = new Float32Array(file, HEAD, tokens);
  const codes = new Int8Array(file, HEAD + 4 * tokens);
  for (let token = 0; token < tokens; token += 1) {
    const row = vectors.subarray(token * dimensions, (token + 1) * dimensions);
    let most = 0;
    for (const x of row) most = Math.max(most, Math.abs(x));
    scales[token] = most / 127;
    const scale = scales[token] ?? 0;
    if (scale > 0)
      for (let d = 0; d < dimensions; d += 1) codes[token * dimensions + d] = Math.round((row[d] ?? 0) / scale);
  }
  return new Uint8Array(file);
}

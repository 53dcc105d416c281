import { OnnxWriter } from './onnx-writer.test-help.ts';

/** A Llama-like network and where its numbers come from. */
export interface HubNetwork {
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly width: number;
  readonly ffn: number;
  readonly vocab: number;
  readonly context: number;
  readonly ropeBase: number;
  /** Rows of a matrix [outputs, inputs]. */
  matrix(kind: MatrixKind, layer: number): { readonly rows: number; row(index: number, out: Float32Array): void };
  norm(kind: 'attention' | 'ffn' | 'last', layer: number): Float32Array;
}
export type MatrixKind = 'embed' | 'q' | 'k' | 'v' | 'o' | 'gate' | 'up' | 'down';

export interface HubVariant {
  /** `q4`: MatMulNBits with blocks of 32; `int8`: activations quantised as they come, as `quantize_dynamic` writes it. */
  readonly weights: 'q4' | 'int8';
  /** One matrix for query, key and value instead of three. */
  readonly packed: boolean;
  /** Whether the graph asks for positions and for how many logits to keep, as some exports do. */
  readonly positions: boolean;
  readonly dataFile: string;
}

const MS = 'com.microsoft';
const BLOCK = 32;
const int64 = (...values: number[]) => new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer);
const bytesOf = (values: Float32Array<ArrayBuffer>) => new Uint8Array(values.buffer);

interface Rows {
  readonly rows: number;
  row(index: number, out: Float32Array): void;
}

/** Several matrices with the same inputs, below one another. */
function stacked(parts: readonly Rows[]): Rows {
  return {
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    row(index, out) {
      let rest = index;
      for (const part of parts) {
        if (rest < part.rows) {
          part.row(rest, out);
          return;
        }
        rest -= part.rows;
      }
    },
  };
}

/**
 * The network as onnxruntime-genai's model builder lays it out, which most decoders on the hub come from: names of
 * inputs and outputs, GroupQueryAttention fed by the attention mask, embedding and head in one matrix of 8 bits.
 */
export function hubModel(net: HubNetwork, variant: HubVariant) {
  const w = new OnnxWriter(variant.dataFile);
  const { width, headDim, kvHeads, heads, vocab } = net;
  const cache = ['batch_size', kvHeads, 'past_sequence_length', headDim];
  const grown = ['batch_size', kvHeads, 'total_sequence_length', headDim];
  w.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  w.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
  if (variant.positions) {
    w.input('position_ids', 'int64', ['batch_size', 'sequence_length']);
    w.input('num_logits_to_keep', 'int64', []);
  }
  w.output('logits', 'float', ['batch_size', 'sequence_length', vocab]);
  w.inline('one', 'int64', [1], int64(1));
  w.inline('index1', 'int64', [], int64(1));
  const lengths = w.op('ReduceSum', ['attention_mask', 'one'], ['mask_sum'], { keepdims: 0 });
  w.op('Cast', [w.op('Sub', [lengths, 'one'], ['mask_last'])], ['seqlens_k'], { to: 6 });
  const total = w.op('Gather', [w.op('Shape', ['attention_mask'], ['mask_shape']), 'index1'], ['mask_total'], {
    axis: 0,
  });
  w.op('Cast', [total], ['total_seq_len'], { to: 6 });
  for (const [name, f] of [
    ['cos_cache', Math.cos],
    ['sin_cache', Math.sin],
  ] as const)
    w.external(name, 'float', [net.context, headDim / 2], bytesOf(rotary(net, f)));

  const head = eightBits(net.matrix('embed', 0), width);
  w.external('embed_q', 'uint8', [vocab, width], head.levels);
  w.external('embed_s', 'float', [vocab, width / BLOCK], bytesOf(head.scales));
  const at = { gather_axis: 0, quantize_axis: 1, block_size: BLOCK, bits: 8 };
  let x = w.op('GatherBlockQuantized', ['embed_q', 'input_ids', 'embed_s'], ['embedded'], at, MS);
  const norm = (name: string, weight: Float32Array) =>
    w.external(name, 'float', [width], bytesOf(Float32Array.from(weight)));
  const eps = { epsilon: { float: 1e-5 } };
  let a = w.op('SimplifiedLayerNormalization', [x, norm('norm_0', net.norm('attention', 0))], ['a_0'], {
    ...eps,
    axis: -1,
  });
  for (let i = 0; i < net.layers; i++) {
    const linear = (input: string, name: string, kinds: readonly MatrixKind[], inputs: number) =>
      (variant.weights === 'q4' ? fourBit : dynamic)(
        w,
        input,
        `${name}_${i}`,
        stacked(kinds.map((kind) => net.matrix(kind, i))),
        inputs,
      );
    const qkv = variant.packed
      ? [linear(a, 'qkv', ['q', 'k', 'v'], width), '', '']
      : (['q', 'k', 'v'] as const).map((kind) => linear(a, kind, [kind], width));
    for (const t of ['key', 'value']) {
      w.input(`past_key_values.${i}.${t}`, 'float', cache);
      w.output(`present.${i}.${t}`, 'float', grown);
    }
    const attended = w.op(
      'GroupQueryAttention',
      [
        ...qkv,
        `past_key_values.${i}.key`,
        `past_key_values.${i}.value`,
        'seqlens_k',
        'total_seq_len',
        'cos_cache',
        'sin_cache',
      ],
      [`attended_${i}`, `present.${i}.key`, `present.${i}.value`],
      {
        num_heads: heads,
        kv_num_heads: kvHeads,
        do_rotary: 1,
        rotary_interleaved: 0,
        scale: { float: headDim ** -0.5 },
      },
      MS,
    );
    const o = linear(attended, 'o', ['o'], heads * headDim);
    const skip = (y: string, name: string, weight: Float32Array) => {
      const made = w.op(
        'SkipSimplifiedLayerNormalization',
        [x, y, norm(`norm_${name}`, weight)],
        [`n_${name}`, '', '', `x_${name}`],
        eps,
        MS,
      );
      x = `x_${name}`;
      return made;
    };
    const f = skip(o, `ffn_${i}`, net.norm('ffn', i));
    const gate = linear(f, 'gate', ['gate'], width);
    const silu = w.op('Mul', [gate, w.op('Sigmoid', [gate], [`sigmoid_${i}`])], [`silu_${i}`]);
    const mid = w.op('Mul', [silu, linear(f, 'up', ['up'], width)], [`mid_${i}`]);
    const down = linear(mid, 'down', ['down'], net.ffn);
    const last = i === net.layers - 1;
    a = skip(down, `attn_${i + 1}`, last ? net.norm('last', 0) : net.norm('attention', i + 1));
  }
  if (variant.positions) a = keepLast(w, a);
  w.inline('head_shape', 'int64', [3], int64(vocab, width / BLOCK, BLOCK));
  const matrix = w.op('Reshape', ['embed_q', 'head_shape'], ['head_q']);
  w.op('MatMulNBits', [a, matrix, 'embed_s'], ['logits'], { K: width, N: vocab, bits: 8, block_size: BLOCK }, MS);
  return w.model();
}

/** The last `num_logits_to_keep` positions. */
function keepLast(w: OnnxWriter, a: string): string {
  w.inline('shape1', 'int64', [1], int64(1));
  w.inline('far', 'int64', [1], int64(2 ** 31 - 1));
  const from = w.op('Reshape', [w.op('Neg', ['num_logits_to_keep'], ['minus_keep']), 'shape1'], ['keep_from']);
  return w.op('Slice', [a, from, 'far', 'one'], ['kept']);
}

function rotary(net: HubNetwork, f: (x: number) => number): Float32Array<ArrayBuffer> {
  const half = net.headDim / 2;
  return Float32Array.from({ length: net.context * half }, (_, i) =>
    f(Math.floor(i / half) * net.ropeBase ** (-(i % half) / half)),
  );
}

/** Bytes whose middle, 128, is zero, with a scale for each block. */
function eightBits(matrix: Rows, inputs: number) {
  const levels = new Uint8Array(matrix.rows * inputs);
  const scales = new Float32Array((matrix.rows * inputs) / BLOCK);
  const row = new Float32Array(inputs);
  for (let r = 0; r < matrix.rows; r++) {
    matrix.row(r, row);
    for (let from = 0; from < inputs; from += BLOCK) {
      const part = row.subarray(from, from + BLOCK);
      const scale = Math.fround(Math.max(part.reduce((top, v) => Math.max(top, Math.abs(v)), 0) / 127, 1e-10));
      scales[(r * inputs + from) / BLOCK] = scale;
      part.forEach((v, i) => (levels[r * inputs + from + i] = 128 + Math.round(v / scale)));
    }
  }
  return { levels, scales };
}

function fourBit(w: OnnxWriter, x: string, name: string, matrix: Rows, inputs: number): string {
  const { rows } = matrix;
  const blocks = inputs / BLOCK;
  const pairs = Math.ceil(blocks / 2);
  const levels = new Uint8Array((rows * inputs) / 2);
  const scales = new Float32Array(rows * blocks);
  const zeros = new Uint8Array(rows * pairs);
  const row = new Float32Array(inputs);
  for (let r = 0; r < rows; r++) {
    matrix.row(r, row);
    for (let b = 0; b < blocks; b++) {
      const part = row.subarray(b * BLOCK, (b + 1) * BLOCK);
      const low = part.reduce((least, v) => Math.min(least, v), 0);
      const high = part.reduce((top, v) => Math.max(top, v), 0);
      const scale = Math.fround(Math.max((high - low) / 15, 1e-10));
      const zero = Math.round(-low / scale);
      scales[r * blocks + b] = scale;
      zeros[r * pairs + (b >> 1)] = (zeros[r * pairs + (b >> 1)] ?? 0) | (zero << (4 * (b & 1)));
      part.forEach((v, i) => {
        const at = ((r * blocks + b) * BLOCK + i) >> 1;
        const level = Math.min(15, Math.max(0, Math.round(v / scale) + zero));
        levels[at] = (levels[at] ?? 0) | (level << (4 * (i & 1)));
      });
    }
  }
  w.external(`${name}_q`, 'uint8', [rows, blocks, BLOCK / 2], levels);
  w.external(`${name}_s`, 'float', [rows * blocks], bytesOf(scales));
  w.external(`${name}_z`, 'uint8', [rows * pairs], zeros);
  const attributes = { K: inputs, N: rows, bits: 4, block_size: BLOCK, accuracy_level: 4 };
  return w.op('MatMulNBits', [x, `${name}_q`, `${name}_s`, `${name}_z`], [`${name}_out`], attributes, MS);
}

function dynamic(w: OnnxWriter, x: string, name: string, matrix: Rows, inputs: number): string {
  const { rows } = matrix;
  const q = new Int8Array(inputs * rows);
  const scales = new Float32Array(rows);
  const row = new Float32Array(inputs);
  for (let r = 0; r < rows; r++) {
    matrix.row(r, row);
    const scale = Math.fround(Math.max(row.reduce((top, v) => Math.max(top, Math.abs(v)), 0) / 127, 1e-10));
    scales[r] = scale;
    row.forEach((v, i) => (q[i * rows + r] = Math.round(v / scale)));
  }
  w.external(`${name}_q`, 'int8', [inputs, rows], new Uint8Array(q.buffer));
  w.external(`${name}_s`, 'float', [rows], bytesOf(scales));
  w.external(`${name}_z`, 'int8', [rows], new Uint8Array(rows));
  w.op('DynamicQuantizeLinear', [x], [`${name}_x8`, `${name}_xs`, `${name}_xz`]);
  const sums = w.op('MatMulInteger', [`${name}_x8`, `${name}_q`, `${name}_xz`, `${name}_z`], [`${name}_sums`]);
  const scale = w.op('Mul', [`${name}_xs`, `${name}_s`], [`${name}_scale`]);
  return w.op('Mul', [w.op('Cast', [sums], [`${name}_f`], { to: 1 }), scale], [`${name}_out`]);
}

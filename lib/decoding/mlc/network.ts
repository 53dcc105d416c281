/** The network that the library in models/smollm2-135m/webgpu was compiled for; `network.py` there has the same numbers. */
export const network = {
  layers: 30,
  hidden: 576,
  heads: 9,
  kvHeads: 3,
  headDim: 64,
  inner: 1536,
  vocab: 49152,
  /** What the library allocates unless a record overrides it. */
  context: 2048,
  prefillChunk: 128,
  quantisation: 'q4f32',
} as const;

export interface MatrixSource {
  /** Name of a GGUF tensor. */
  readonly tensor: string;
  readonly rows: number;
  /** Set where llama.cpp's rotary order must be undone. */
  readonly heads?: number;
}

/** A parameter of the library, or the two or three of one matrix: `.q`, `.s` and, at 4 bits, `.m`. */
export type Parameter =
  | { readonly kind: 'vector'; readonly name: string; readonly tensor: string; readonly length: number }
  | {
      readonly kind: 'matrix';
      readonly name: string;
      readonly bits: 4 | 8;
      readonly inputs: number;
      readonly sources: readonly MatrixSource[];
    };

/** All parameters in the order in which the shards hold them. */
export function parameters(): Parameter[] {
  const { layers, hidden, heads, kvHeads, headDim, inner, vocab } = network;
  const vector = (name: string, tensor: string): Parameter => ({ kind: 'vector', name, tensor, length: hidden });
  const matrix = (name: string, bits: 4 | 8, inputs: number, sources: readonly MatrixSource[]): Parameter => ({
    kind: 'matrix',
    name,
    bits,
    inputs,
    sources,
  });
  const list = [matrix('embed_tokens', 8, hidden, [{ tensor: 'token_embd.weight', rows: vocab }])];
  for (let i = 0; i < layers; i++) {
    const to = `layers.${i}`;
    const from = (tensor: string) => `blk.${i}.${tensor}.weight`;
    list.push(
      vector(`${to}.input_norm.weight`, from('attn_norm')),
      vector(`${to}.post_norm.weight`, from('ffn_norm')),
      matrix(`${to}.qkv`, 4, hidden, [
        { tensor: from('attn_q'), rows: heads * headDim, heads },
        { tensor: from('attn_k'), rows: kvHeads * headDim, heads: kvHeads },
        { tensor: from('attn_v'), rows: kvHeads * headDim },
      ]),
      matrix(`${to}.o`, 4, heads * headDim, [{ tensor: from('attn_output'), rows: hidden }]),
      matrix(`${to}.gate_up`, 4, hidden, [
        { tensor: from('ffn_gate'), rows: inner },
        { tensor: from('ffn_up'), rows: inner },
      ]),
      matrix(`${to}.down`, 4, inner, [{ tensor: from('ffn_down'), rows: hidden }]),
    );
  }
  list.push(vector('norm.weight', 'output_norm.weight'));
  return list;
}

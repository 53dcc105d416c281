import type * as OrtWeb from 'onnxruntime-web/wasm';
import type { PastPresentAsk } from './asks.ts';
import type { Stream } from './streams.ts';

/** What onnxruntime-web and onnxruntime-node have in common. */
export interface OrtApi {
  readonly Tensor: typeof OrtWeb.Tensor;
}
type Tensors = Record<string, OrtWeb.Tensor>;

const LAYERS = 30;
const KV_HEADS = 3;
const HEAD_DIM = 64;
const VOCAB = 49152;
const START = 1;

/**
 * Greedy decoding by the ordinary API: each step is given the last one's present tensors as its past. All rows hold the
 * same tokens. The prompt of one row is computed and copied to the others, as anybody would.
 */
export async function decodePastPresent(
  ort: OrtApi,
  session: Pick<OrtWeb.InferenceSession, 'run'>,
  { rows, promptTokens, steps }: PastPresentAsk,
): Promise<readonly Stream[]> {
  const empty = () => new ort.Tensor('float32', new Float32Array(0), [1, KV_HEADS, 0, HEAD_DIM]);
  let past: Tensors = {};
  for (let layer = 0; layer < LAYERS; layer++)
    past = { ...past, [`past_k_${layer}`]: empty(), [`past_v_${layer}`]: empty() };
  const step = async (ids: readonly number[], batch: number, total: number): Promise<number[]> => {
    const out = await session.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [batch, ids.length / batch]),
      seqlens_k: new ort.Tensor('int32', new Int32Array(batch).fill(total - 1), [batch]),
      total: new ort.Tensor('int32', new Int32Array([total]), []),
      ...past,
    });
    const { logits, ...present } = out;
    past = Object.fromEntries(Object.entries(present).map(([name, value]) => [name.replace('pres', 'past'), value]));
    const data = logits?.data as Float32Array;
    return Array.from({ length: batch }, (_, row) => likeliest(data.subarray(row * VOCAB, (row + 1) * VOCAB)));
  };
  const began = performance.now();
  const prompt = Array.from({ length: promptTokens }, (_, i) => (i === 0 ? START : 1000 + ((i * 37) % 9000)));
  const first = await step(prompt, 1, promptTokens);
  if (rows > 1)
    past = Object.fromEntries(Object.entries(past).map(([name, value]) => [name, repeat(ort, value, rows)]));
  let tokens = Array.from({ length: rows }, () => first[0] ?? START);
  const times = [performance.now() - began];
  for (let i = 1; i < steps; i++) {
    tokens = await step(tokens, rows, promptTokens + i);
    times.push(performance.now() - began);
  }
  return Array.from({ length: rows }, (_, row) => ({ promptTokens, sharedTokens: row > 0 ? promptTokens : 0, times }));
}

function repeat(ort: OrtApi, tensor: OrtWeb.Tensor, rows: number): OrtWeb.Tensor {
  const one = tensor.data as Float32Array;
  const all = new Float32Array(one.length * rows);
  for (let row = 0; row < rows; row++) all.set(one, row * one.length);
  return new ort.Tensor('float32', all, [rows, ...tensor.dims.slice(1)]);
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  logits.forEach((value, i) => {
    if (value > (logits[best] ?? 0)) best = i;
  });
  return best;
}

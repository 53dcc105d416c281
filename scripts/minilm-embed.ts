import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { MinilmPaths } from './weights/minilm.ts';

/** Numbers in one embedding of all-MiniLM-L6-v2. */
export const DIMENSIONS = 384;
/** The model was trained on no longer texts; its positions end at 512. */
const MAX_TOKENS = 256;

/** Turns texts into unit vectors of `DIMENSIONS` numbers, in Node. */
export interface Embedder {
  embed(text: string): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Loads the files of `obtainMinilm`; the vectors are means over the tokens, of length 1, so a dot product is a cosine. */
export async function openEmbedder({ model, tokenizer: path }: MinilmPaths): Promise<Embedder> {
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(path, 'utf8')) as object, {});
  // The workers of this build do not start in Node.
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(new Uint8Array(readFileSync(model)), { executionProviders: ['wasm'] });
  return {
    async embed(text) {
      // One text at a time: padding would only add work, and the last token kept closes the text.
      const all = tokenizer.encode(text).ids;
      const ids = all.length > MAX_TOKENS ? [...all.slice(0, MAX_TOKENS - 1), ...all.slice(-1)] : all;
      const row = (values: readonly number[]) =>
        new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
      const { last_hidden_state: hidden } = await session.run({
        input_ids: row(ids),
        attention_mask: row(ids.map(() => 1)),
        token_type_ids: row(ids.map(() => 0)),
      });
      if (!(hidden?.data instanceof Float32Array)) throw new Error('The model gave no hidden state.');
      return unitMean(hidden.data, ids.length);
    },
    release: () => session.release(),
  };
}

function unitMean(states: Float32Array, tokens: number): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (let token = 0; token < tokens; token++)
    for (let d = 0; d < DIMENSIONS; d++) sum[d] = (sum[d] ?? 0) + (states[token * DIMENSIONS + d] ?? 0);
  const norm = Math.hypot(...sum);
  return sum.map((value) => value / norm);
}

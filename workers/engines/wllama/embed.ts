import type { LlamaRuntime } from './llama-runtime.ts';

/**
 * Vectors of texts by a model opened with `embeddings`: the mean over each text's tokens, of length 1, so that the dot
 * product of two is their cosine.
 */
export async function embedTexts(runtime: LlamaRuntime, texts: readonly string[]): Promise<Float32Array[]> {
  return (await runtime.embed(texts)).map(normalised);
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

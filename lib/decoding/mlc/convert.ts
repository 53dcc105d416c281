import type { Gguf } from '../gguf.ts';
import { parameters } from './network.ts';
import { cutShards, type Md5, type MlcFile } from './shards.ts';
import { tensorsOf, type MlcTensor } from './tensors.ts';
import { chatConfig, tokenizerConfig } from './texts.ts';

/** Bytes of the shards together. */
export const WEIGHT_BYTES = 111_617_280;

function* tensors(gguf: Gguf): Generator<MlcTensor> {
  for (const parameter of parameters()) yield* tensorsOf(gguf, parameter);
}

/**
 * SmolLM2-135M as Q4_1 GGUF to the folder that WebLLM reads: `mlc-chat-config.json`, `tokenizer.json`, shards of at most
 * 32 MB and `tensor-cache.json`. Made one file after the other, so that a caller need not hold them all. Blocks are
 * repacked, nothing is rounded.
 * @throws FaultError `model-unsupported` when the file is another model or quantised otherwise, `model-corrupt` when it
 *   holds what is no number.
 */
export function* convertToMlc(gguf: Gguf, md5: Md5): Generator<MlcFile> {
  const json = (path: string, value: object): MlcFile => ({
    path,
    data: new TextEncoder().encode(JSON.stringify(value)),
  });
  yield json('mlc-chat-config.json', chatConfig());
  yield json('tokenizer.json', tokenizerConfig(gguf.metadata));
  yield* cutShards(tensors(gguf), md5);
}

/** llama.cpp by node-llama-cpp's prebuilt CPU library: one stream. */
import { pathToFileURL } from 'node:url';
import type { PeerAnswer, PeerAsk } from '../asks.ts';
import { answerParent } from './child.ts';

type Token = number;
interface Sequence {
  evaluate(tokens: readonly Token[], options: Readonly<Record<string, unknown>>): AsyncGenerator<Token>;
}
interface Model {
  tokenize(text: string, special: boolean): readonly Token[];
  createContext(options: Readonly<Record<string, unknown>>): Promise<{ getSequence(): Sequence }>;
}
interface Library {
  getLlama(options: Readonly<Record<string, unknown>>): Promise<{
    loadModel(options: Readonly<Record<string, unknown>>): Promise<Model>;
  }>;
}

export interface LlamaAsk extends PeerAsk {
  readonly gguf: string;
  readonly library: string;
}

answerParent(async (asked): Promise<PeerAnswer> => {
  const { prompts, maxTokens, threads, gguf, library } = asked as LlamaAsk;
  const nodeLlamaCpp = (await import(pathToFileURL(library).href)) as Library;
  const llama = await nodeLlamaCpp.getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: threads,
    logLevel: 'error',
  });
  const model = await llama.loadModel({ modelPath: gguf, gpuLayers: 0 });
  const context = await model.createContext({ contextSize: 2048, threads });
  const sequence = context.getSequence();
  const tokens = model.tokenize(prompts[0] ?? '', true);
  const times: number[] = [];
  const began = performance.now();
  for await (const token of sequence.evaluate(tokens, { temperature: 0.7, seed: 1, yieldEogToken: true })) {
    if (typeof token !== 'number') throw new Error('node-llama-cpp gave no token');
    times.push(performance.now() - began);
    if (times.length >= maxTokens) break;
  }
  return { streams: [{ promptTokens: tokens.length, sharedTokens: 0, times }] };
});

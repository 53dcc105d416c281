import type { PeerAnswer, PeerAsk } from '../asks.ts';

/** The part of wllama 3.8.1 that is used; it is loaded from /wllama/, so that nothing here needs it installed. */
interface Wllama {
  loadModel(blobs: readonly Blob[], params: Readonly<Record<string, unknown>>): Promise<void>;
  createCompletion(options: Readonly<Record<string, unknown>>): Promise<unknown>;
  getNumThreads(): number;
  exit(): Promise<void>;
}
interface WllamaModule {
  readonly Wllama: new (paths: { default: string }, config: { suppressNativeLog: boolean }) => Wllama;
}
interface Chunk {
  readonly choices: readonly { readonly text: string }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

const bench = async ({ prompts, maxTokens, threads }: PeerAsk): Promise<PeerAnswer> => {
  const path = '/wllama/index.js';
  const { Wllama } = (await import(path)) as WllamaModule;
  const wllama = new Wllama({ default: '/wllama/wasm/wllama.wasm' }, { suppressNativeLog: true });
  const file = await (await fetch('/gguf/model.gguf')).blob();
  await wllama.loadModel([file], {
    n_threads: threads,
    n_gpu_layers: 0,
    n_ctx: 1024 * prompts.length,
    n_parallel: prompts.length,
  });
  if (wllama.getNumThreads() !== threads) throw new Error(`wllama runs ${wllama.getNumThreads()} threads`);
  const began = performance.now();
  const streams = await Promise.all(
    prompts.map(async (prompt, i) => {
      const times: number[] = [];
      let promptTokens = 0;
      await wllama.createCompletion({
        prompt,
        max_tokens: maxTokens,
        temperature: 0.7,
        seed: i + 1,
        ignore_eos: true,
        stream: true,
        onData: ({ choices, usage }: Chunk) => {
          if (usage) promptTokens = usage.prompt_tokens;
          if (choices.length > 0 && times.length < maxTokens) times.push(performance.now() - began);
        },
      });
      return { promptTokens, sharedTokens: 0, times };
    }),
  );
  await wllama.exit();
  return { streams };
};

Object.assign(globalThis, { bench });

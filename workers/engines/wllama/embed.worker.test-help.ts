import { openWllama } from './wllama-runtime.ts';

/** For tests: embeds texts, and answers on the same load. */
interface Asked {
  readonly base: string;
  readonly gguf: string;
  readonly texts: readonly string[];
}

async function embed({ base, gguf, texts }: Asked): Promise<number[][]> {
  const file = await (await fetch(gguf)).blob();
  const runtime = await openWllama(base, {
    files: [file],
    threads: 1,
    slots: 1,
    contextTokens: 256,
    gpu: false,
    embeddings: true,
    onBytes: () => undefined,
    onDeath: () => undefined,
  });
  const vectors = await runtime.embed(texts);
  await runtime.close();
  return vectors.map((vector) => [...vector]);
}

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  void embed(data).then(
    (vectors) => self.postMessage(vectors),
    (thrown: unknown) => self.postMessage(String(thrown)),
  );
};

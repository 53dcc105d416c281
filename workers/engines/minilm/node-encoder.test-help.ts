import { fetchPublic, noCache, nodeOrt } from '../chorus/node-engine.test-help.ts';
import { encoderFiles, type EncoderSurroundings, loadEncoder, type SentenceEncoder } from './model.ts';

/** The production encoder in Node, over what `npm run prepare:app` put under public/. */
export async function nodeEncoder(threads = 2): Promise<SentenceEncoder> {
  const world: EncoderSurroundings = {
    base: new URL('../../../public/models/all-minilm-l6-v2/', import.meta.url).href,
    cache: noCache,
    fetch: fetchPublic,
    factory: nodeOrt,
    threads,
    signal: new AbortController().signal,
  };
  return loadEncoder(await encoderFiles(world), world, () => undefined);
}

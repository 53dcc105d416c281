import type { MetricsAsk } from '../asks.ts';
import { writtenTexts, writtenVectors } from '../texts.ts';

interface Recipe {
  readonly texts: number;
  readonly words: number;
  readonly dimensions: number;
  readonly centres: number;
  readonly seed: number;
}

/** The same texts as the peers get, made here: sending them would be part of nobody's work. */
function bench({ texts, words, dimensions, centres, seed }: Recipe): Promise<unknown> {
  const ask: MetricsAsk = {
    texts: writtenTexts(texts, words, seed),
    vectors: { values: writtenVectors(texts, dimensions, centres, seed), dimensions },
  };
  const worker = new Worker('/bench/metrics.worker.js', { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(ask);
  });
}

Object.assign(globalThis, { bench });

import { meanCompressionRatio } from '../../../lib/metrics/compression.ts';
import { ngramsOf, toCorpus } from '../../../lib/metrics/corpus.ts';
import { cosines, nearestDistance } from '../../../lib/metrics/cosine.ts';
import { distinct, ngramDiversity } from '../../../lib/metrics/distinct.ts';
import { distinctClasses, partition } from '../../../lib/metrics/partition.ts';
import { rougeL } from '../../../lib/metrics/rouge.ts';
import { bleuCounts, selfBleu } from '../../../lib/metrics/self-bleu.ts';
import { selfRepetition } from '../../../lib/metrics/self-repetition.ts';
import { rougeTokens, spaceTokens } from '../../../lib/metrics/tokens.ts';
import { vendi, vendiOrders } from '../../../lib/metrics/vendi.ts';
import { createRandom } from '../../../lib/sampling/random.ts';
import type { MetricsAnswer, MetricsAsk } from '../asks.ts';

/** Orders of texts that the compression ratio is averaged over; as many as a report takes. */
const SHUFFLES = 5;

onmessage = ({ data }: MessageEvent<MetricsAsk>) => {
  void measure(data).then((answer) => postMessage(answer));
};

async function measure({ texts, vectors }: MetricsAsk): Promise<MetricsAnswer> {
  const values: Record<string, number> = {};
  const seconds: Record<string, number> = {};
  const timed = async (name: string, work: () => number | Promise<number>) => {
    const start = performance.now();
    values[name] = await work();
    seconds[name] = (performance.now() - start) / 1000;
  };
  const start = performance.now();
  const corpus = toCorpus(texts, spaceTokens);
  const rouge = toCorpus(texts, rougeTokens);
  const orders = [1, 2, 3, 4].map((n) => ngramsOf(corpus, n));
  seconds['tokens and n-grams'] = (performance.now() - start) / 1000;
  const [one = corpus, two = corpus, three = corpus, four = corpus] = orders;
  await timed('distinct1', () => distinct(one));
  await timed('distinct2', () => distinct(two));
  await timed('distinct3', () => distinct(three));
  await timed('ngramDiversity', () => ngramDiversity(orders));
  await timed('compression', () => meanCompressionRatio(texts, SHUFFLES, createRandom('bench')));
  await timed('selfRepetition', () => selfRepetition(four));
  await timed('selfBleu', () => selfBleu(bleuCounts(corpus)));
  await timed('homogenisation', async () => (await rougeL(rouge)).mean());
  await timed('classes', () => distinctClasses(partition(rouge)));
  const withVectors = performance.now();
  await timed('cosine', () => cosines(vectors).mean());
  await timed('nearestDistance', () => nearestDistance(cosines(vectors)));
  await timed('vendi', () => vendi(vectors, vendiOrders)[1] ?? NaN);
  const ofVectors = (performance.now() - withVectors) / 1000;
  return { values, seconds, total: (performance.now() - start) / 1000 - ofVectors, ofVectors };
}

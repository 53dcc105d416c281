import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from './benches.ts';
import { askPage, launchProfile } from './generate/browser.ts';
import type { MetricsAnswer } from './metrics/asks.ts';
import { writtenTexts, writtenVectors } from './metrics/texts.ts';
import { askPython, peersPython } from './python.ts';
import type { Measured } from './report.ts';
import { Samples } from './samples.ts';
import { startWorkerSite } from './worker-site.ts';

/** They name models that none of these metrics needs. */
const BARE = ['diversity==0.3.1', 'vendi-score==0.0.3'];
const ROUNDS = 3;
/** NLTK's Self-BLEU counts the n-grams of all others for each text: a thousand texts would take it a quarter of an hour. */
const PEER_BLEU_TEXTS = 200;
/** rouge-score takes a tenth of a second for a pair of 200 words: half a million pairs would take it half a day. */
const PEER_PAIR_TEXTS = 40;
const LIMIT_MS = 900_000;
const recipe = { texts: 1000, words: 200, dimensions: 384, centres: 40, seed: 11 } as const;

type PeerAnswer = Readonly<Record<string, { readonly value: number | readonly number[]; readonly seconds: number }>>;

/** What grows with pairs is measured on fewer texts, and told as seconds for a thousand by the number of pairs. */
const scaled = (seconds: number, texts: number) =>
  (seconds * (recipe.texts * (recipe.texts - 1))) / (texts * (texts - 1));

/** Diversity and repetition of 1,000 texts of 200 words: ours in Chromium's worker, the references in Python. */
export async function metrics({ quick, say }: BenchOptions): Promise<Measured> {
  const samples = new Samples();
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-metrics-bench-'));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const python = await peersPython('metrics', say, BARE);
    const site = await startWorkerSite({
      title: 'Metrics bench',
      page: 'metrics.page',
      scripts: {
        'metrics.page': 'bench/metrics/pages/metrics.page.ts',
        'metrics.worker': 'bench/metrics/pages/metrics.worker.ts',
      },
    });
    closing.push(() => site.close());
    const context = await launchProfile(join(folder, 'profile'));
    closing.push(() => context.close());
    const texts = writtenTexts(recipe.texts, recipe.words, recipe.seed);
    const flat = writtenVectors(recipe.texts, recipe.dimensions, recipe.centres, recipe.seed);
    const vectors = texts.map((_, i) => [...flat.subarray(i * recipe.dimensions, (i + 1) * recipe.dimensions)]);
    const peer = (count: number, only: readonly string[]) =>
      askPython<PeerAnswer>(
        python,
        'metrics/references.py',
        { texts: texts.slice(0, count), vectors: vectors.slice(0, count), only },
        1,
        LIMIT_MS,
        'input',
      );
    for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
      say(`round ${round + 1}: ours`);
      const { answer } = await askPage(context, `${site.url}bench/`, recipe, LIMIT_MS);
      const ours = answer as MetricsAnswer;
      samples.add(round, 'ours: all without vectors', ours.total, 's');
      samples.add(round, 'ours: with vectors at hand', ours.ofVectors, 's');
      for (const [name, seconds] of Object.entries(ours.seconds)) samples.add(round, `ours: ${name}`, seconds, 's');
      say(`round ${round + 1}: Python`);
      const whole = [
        'distinct1',
        'distinct2',
        'distinct3',
        'ngramDiversityJoined',
        'compressionOnce',
        'selfRepetition',
      ];
      const all = await peer(recipe.texts, [...whole, 'vendi', 'cosine', 'nearestDistance']);
      const bleu = await peer(PEER_BLEU_TEXTS, ['selfBleu']);
      const pairs = await peer(PEER_PAIR_TEXTS, ['homogenisation', 'classes']);
      let total = 0;
      for (const name of whole) {
        // Ours averages the compression ratio over five orders.
        const seconds = (all[name]?.seconds ?? 0) * (name === 'compressionOnce' ? 5 : 1);
        samples.add(round, `Python: ${name}`, seconds, 's');
        total += seconds;
      }
      for (const [answers, count] of [
        [bleu, PEER_BLEU_TEXTS],
        [pairs, PEER_PAIR_TEXTS],
      ] as const)
        for (const [name, { seconds }] of Object.entries(answers)) {
          const told = scaled(seconds, count);
          samples.add(round, `Python: ${name}, from ${count} texts`, told, 's');
          total += told;
        }
      samples.add(round, 'Python: all without vectors', total, 's');
      samples.add(round, 'Python: Vendi Score', all['vendi']?.seconds ?? Number.NaN, 's');
      for (const name of [
        'distinct1',
        'distinct2',
        'distinct3',
        'selfRepetition',
        'cosine',
        'nearestDistance',
        'vendi',
      ])
        samples.add(
          round,
          `difference of ${name}`,
          Math.abs((ours.values[name] ?? NaN) - Number(all[name]?.value)),
          '',
        );
    }
    samples.limit('ours: all without vectors', 'ours: all without vectors', 10);
    samples.ratio('Python / ours', 'Python: all without vectors', 'ours: all without vectors', 5);
    return samples.measured();
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

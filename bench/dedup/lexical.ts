import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import type { BenchOptions } from '../benches.ts';
import { launchProfile, withPage } from '../generate/browser.ts';
import { WorkerHeap } from '../hub/worker-heap.ts';
import type { Measured } from '../report.ts';
import { median, Samples } from '../samples.ts';
import type { LexicalAnswer, LexicalAsk, LiveAnswer, LiveAsk } from './pages/lexical-asks.ts';
import { askPython, peersPython } from '../python.ts';
import { writeAlikeRows } from './rows.ts';
import { startLexicalSite } from './site.ts';
import { goneOf, naivePairs, naiveWords, readTexts, recallAndPrecision } from './truth.ts';

const LIMIT_MS = 600_000;
const SEED = 7;
const ROUNDS = 3;
const MB = 1_000_000;
/** What is held against all pairs: 50 million of them. */
const SUBSET = 10_000;
/** datasketch takes 40 seconds for 200,000; its cost a text does not depend on how many there are. */
const DATASKETCH_TEXTS = 20_000;
const LIVE_BEFORE = 10_000;
const LIVE_ADDED = 500;

interface PeerAnswer {
  readonly texts: number;
  readonly tokenising: number;
  readonly seconds: number;
  readonly removed: number;
  readonly gone: readonly number[];
}

interface Surroundings {
  readonly samples: Samples;
  readonly context: BrowserContext;
  readonly url: string;
  readonly python: string;
  readonly threshold: number;
  readonly say: (line: string) => void;
}

/**
 * Asks a fresh page about the first `limit` texts of a file.
 * @param look watches the worker's memory from when the texts are read
 */
async function onPage<T>(
  { context, url }: Surroundings,
  file: string,
  limit: number | null,
  question: LexicalAsk | LiveAsk,
  look?: (page: Page) => Promise<WorkerHeap>,
): Promise<readonly [T, moreBytes: number]> {
  return withPage(context, LIMIT_MS, question.kind, async (page) => {
    const heap = await look?.(page);
    await page.goto(`${url}bench/`);
    await page.waitForFunction(() => 'ask' in globalThis);
    await page.locator('#file').setInputFiles(file);
    const ask = (asked: unknown) =>
      page.evaluate(
        (given) => (globalThis as unknown as { ask: (asked: unknown) => Promise<unknown> }).ask(given),
        asked,
      );
    await ask({ kind: 'read', limit });
    await heap?.start();
    const answer = await ask(question);
    heap?.stop();
    return [answer as T, heap ? heap.peakBytes - heap.startBytes : 0] as const;
  });
}

const count = (n: number) => n.toLocaleString('en');

/** Ours on a file, with the memory that its worker took. */
async function ours(s: Surroundings, round: number, file: string, label: string): Promise<void> {
  const question = { kind: 'lexical', threshold: s.threshold, pairs: false } as const;
  const [plain] = await onPage<LexicalAnswer>(s, file, null, question);
  const add = (name: string, value: number, unit: string) =>
    s.samples.add(round, `${label}: ours, ${name}`, value, unit);
  add('seconds', plain.seconds, 's');
  add('of which tokenising', plain.tokenising, 's');
  add('each text', (plain.seconds * 1e6) / plain.texts, 'us');
  add('texts', plain.texts, 'texts');
  add('kept', plain.texts - plain.removed, 'texts');
  add('duplicates', plain.removed, 'texts');
  add('pairs', plain.found, 'pairs');
  // Looked at apart from the clock: watching costs time.
  const [, more] = await onPage<LexicalAnswer>(s, file, null, question, (page) =>
    WorkerHeap.attach(page, 'lexical.worker.js'),
  );
  if (more > 0) add('memory at most, beyond the texts', more / MB, 'MB');
}

/** A peer on a file. @returns its answer */
async function peer(
  s: Surroundings,
  round: number,
  file: string,
  label: string,
  name: string,
  ask: { readonly peer: string; readonly tokens: 'words' | 'split'; readonly limit?: number },
): Promise<PeerAnswer> {
  const { limit = null } = ask;
  const question = { ...ask, file, limit, threshold: s.threshold, gone: limit === SUBSET };
  const answer = await askPython<PeerAnswer>(s.python, 'dedup/lexical.py', question, 1, LIMIT_MS);
  const add = (what: string, value: number, unit: string) =>
    s.samples.add(round, `${label}: ${name}, ${what}`, value, unit);
  add('each text', (answer.seconds * 1e6) / answer.texts, 'us');
  add('of which tokenising', (answer.tokenising * 1e6) / answer.texts, 'us');
  add('duplicates', answer.removed, 'texts');
  return answer;
}

/** Recall and precision of ours and of the peers on the first texts, against all pairs. */
async function accuracy(s: Surroundings, file: string): Promise<void> {
  const sets = readTexts(file, SUBSET).map(naiveWords);
  const truth = naivePairs(sets, s.threshold);
  const gone = goneOf(truth, sets.length);
  const label = `first ${count(sets.length)}`;
  s.samples.add(0, `${label}: pairs by looking at all`, truth.size, 'pairs');
  const question = { kind: 'lexical', threshold: s.threshold, pairs: true } as const;
  const [answer] = await onPage<LexicalAnswer>(s, file, SUBSET, question);
  // Equal sets are reported against their first only, so what goes is compared, and pairs for their precision.
  const mine = recallAndPrecision(new Set(answer.pairs.map(([, b]) => b)), gone);
  const pairs = recallAndPrecision(new Set(answer.pairs.map(([a, b]) => a * sets.length + b)), truth);
  s.samples.add(0, `${label}: ours, recall`, mine.recall, '');
  s.samples.add(0, `${label}: ours, precision`, Math.min(mine.precision, pairs.precision), '');
  s.samples.limit(`${label}: recall of ours`, `${label}: ours, recall`, 1, true);
  s.samples.limit(`${label}: precision of ours`, `${label}: ours, precision`, 1, true);
  for (const name of ['deduplicator', 'flags', 'datasketch']) {
    const theirs = await peer(s, 0, file, label, name, { peer: name, tokens: 'words', limit: SUBSET });
    // A peer that removed the earlier text of a pair found the pair, too; each pair counts once.
    const got = recallAndPrecision(new Set(theirs.gone), gone);
    s.samples.add(0, `${label}: ${name}, recall`, got.recall, '');
    s.samples.add(0, `${label}: ${name}, precision`, got.precision, '');
  }
}

/** Near-duplicates by words: ours in Chromium's worker, rensa and datasketch in Python, on the same texts. */
export async function lexicalBench(options: BenchOptions): Promise<Measured> {
  const { input, quick, say } = options;
  const threshold = options.threshold ?? 0.9;
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-dedup-rows-'));
  const samples = new Samples();
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const python = await peersPython('dedup', say);
    const sizes = quick ? [20_000] : [200_000, 1_000_000];
    const files: (readonly [label: string, file: string])[] = [];
    for (const rows of sizes) {
      const file = join(folder, `${rows}.jsonl`);
      await writeAlikeRows(file, rows, SEED);
      files.push([count(rows), file]);
    }
    if (input !== null) files.push(['input', input]);
    const site = await startLexicalSite();
    closing.push(() => site.close());
    const context = await launchProfile(join(folder, 'profile'));
    closing.push(() => context.close());
    const s: Surroundings = { samples, context, url: site.url, python, threshold, say };
    const [first = '', firstFile = ''] = files[0] ?? [];
    for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
      for (const [label, file] of files) {
        say(`round ${round + 1}: ${label}`);
        await ours(s, round, file, label);
        if (label !== first && label !== 'input') continue;
        await peer(s, round, file, label, 'rensa, verified', { peer: 'deduplicator', tokens: 'words' });
        await peer(s, round, file, label, 'rensa, verified, cut at spaces', { peer: 'deduplicator', tokens: 'split' });
        await peer(s, round, file, label, 'rensa, bands alone', { peer: 'flags', tokens: 'words' });
        await peer(s, round, file, label, 'datasketch', {
          peer: 'datasketch',
          tokens: 'words',
          limit: DATASKETCH_TEXTS,
        });
      }
    }
    say('recall and precision');
    await accuracy(s, firstFile);
    const liveAsk = { kind: 'live', before: LIVE_BEFORE, threshold: 0.7 } as const;
    const [live] = await onPage<LiveAnswer>(s, firstFile, LIVE_BEFORE + LIVE_ADDED, liveAsk);
    const slowest = [...live.milliseconds].sort((a, b) => a - b);
    samples.add(0, `live: one more after ${count(LIVE_BEFORE)}`, median(live.milliseconds), 'ms');
    samples.add(0, 'live: the slowest of a hundred', slowest[Math.floor(slowest.length * 0.99)] ?? Number.NaN, 'ms');
    const each = (who: string) => `${first}: ${who}, each text`;
    samples.ratio(`${first}: rensa, verified / ours`, each('rensa, verified'), each('ours'), 3);
    samples.ratio(`${first}: rensa cut at spaces / ours`, each('rensa, verified, cut at spaces'), each('ours'), 1);
    samples.ratio(`${first}: datasketch / ours`, each('datasketch'), each('ours'), 50);
    const [, second] = sizes.map((size) => count(size));
    if (second !== undefined)
      samples.ratio(`${second} / ${first}, ours`, `${second}: ours, seconds`, `${first}: ours, seconds`, 6, false);
    samples.limit('live: one more text', 'live: the slowest of a hundred', 5);
    return samples.measured();
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

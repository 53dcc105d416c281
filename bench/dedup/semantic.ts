import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openBundledSite } from '../../e2e/contract/bundled-site.ts';
import { createRandom, type Random } from '../../lib/sampling/random.ts';
import { projectRoot } from '../../scripts/kit/process.mjs';
import { obtainMinilm } from '../../scripts/weights/minilm.ts';
import type { BenchOptions } from '../benches.ts';
import { launchProfile, withPage } from '../generate/browser.ts';
import { generatePersonas } from '../hub/generate-personas.ts';
import type { Measured } from '../report.ts';
import { Samples } from '../samples.ts';
import type { SemanticAnswer, SemanticAsk } from './pages/semantic-asks.ts';
import { askPython, peersPython } from '../python.ts';

const LIMIT_MS = 1_800_000;
const SEED = 7;
const THRESHOLD = 0.9;
const ROWS = 100_000;
/** What the full way is run on, too. */
const SUBSET = 10_000;
/** One row in so many says an earlier one again, in somewhat other words. */
const AGAIN_EVERY = 20;
const MEMORY = 5000;

const reworded: readonly (readonly [RegExp, string])[] = [
  [/\bwho\b/, 'that'],
  [/\byoung\b/, 'youthful'],
  [/\bis interested in\b/, 'has an interest in'],
  [/\bloves\b/, 'enjoys'],
  [/\bstudies\b/, 'researches'],
  [/\brepairs\b/, 'mends'],
  [/\bfrom\b/, 'living in'],
  [/\band the\b/, 'as well as the'],
  [/\bwith (\d+) years of experience\b/, 'who has $1 years of experience'],
  [/\bcurious\b/, 'inquisitive'],
  [/^An? /, 'One '],
];

/** The same person in somewhat other words: one or two of the changes that apply, or a comma and a full stop. */
function again(text: string, random: Random): string {
  const possible = reworded.filter(([from]) => from.test(text));
  const first = possible[random.below(Math.max(1, possible.length))];
  const second = possible[random.below(Math.max(1, possible.length))];
  if (!first || !second) return `${text}.`;
  const once = text.replace(...first);
  return random.below(2) === 0 ? once : once.replace(...second);
}

/** Generated personas, some of them paraphrased; the same seed gives the same ones. */
function makeTexts(rows: number): string[] {
  const personas = generatePersonas(SEED);
  const random = createRandom(SEED);
  const earlier: string[] = [];
  return Array.from({ length: rows }, (_, row) => {
    if (row > 0 && random.below(AGAIN_EVERY) === 0) return again(earlier[random.below(earlier.length)] ?? '', random);
    const { persona } = personas.next().value;
    if (earlier.length < MEMORY) earlier.push(persona);
    else if (random.below(rows) < MEMORY) earlier[random.below(MEMORY)] = persona;
    return persona;
  });
}

function readInput(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => (line.startsWith('{') ? (JSON.parse(line) as { persona: string }).persona : line));
}

/** What the app publishes below public/ for the encoder, by path. */
async function published(): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const folder of ['models/all-minilm-l6-v2', 'ort']) {
    const root = join(projectRoot, 'public', folder);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files[path.slice(join(projectRoot, 'public').length + 1)] = await readFile(path);
    }
  }
  return files;
}

const ask = (page: Page, question: SemanticAsk): Promise<SemanticAnswer> =>
  page.evaluate(
    (asked) => (globalThis as unknown as { ask: (asked: unknown) => Promise<unknown> }).ask(asked),
    question,
  ) as Promise<SemanticAnswer>;

const count = (n: number) => n.toLocaleString('en');

/**
 * Near-duplicates by meaning, by the app's own workers in Chromium: many personas the fast way, some both ways, and
 * semhash with the same encoder on those.
 */
export async function semanticBench(options: BenchOptions): Promise<Measured> {
  const { input, quick, say } = options;
  const threshold = options.threshold ?? THRESHOLD;
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-semantic-'));
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const samples = new Samples();
  try {
    const texts = input === null ? makeTexts(quick ? SUBSET : ROWS) : readInput(input);
    const few = Math.min(texts.length, quick ? 6000 : SUBSET);
    const site = await openBundledSite(
      'Semantic bench',
      {
        page: 'bench/dedup/pages/semantic.page.ts',
        dedup: 'workers/dedup.worker.ts',
        embed: 'workers/embed.worker.ts',
      },
      { ...(await published()), 'texts.json': JSON.stringify(texts) },
    );
    closing.push(() => site.close());
    // A profile for each measurement: vectors that an earlier one kept would count as speed.
    const measure = async (questions: readonly SemanticAsk[], profile: string): Promise<SemanticAnswer[]> => {
      const context = await launchProfile(join(folder, profile));
      try {
        return await withPage(context, LIMIT_MS, profile, async (page) => {
          page.setDefaultTimeout(LIMIT_MS);
          await page.goto(site.url);
          await page.waitForFunction(() => 'ask' in globalThis);
          const answers: SemanticAnswer[] = [];
          for (const question of questions) answers.push(await ask(page, question));
          return answers;
        });
      } finally {
        await context.close();
      }
    };
    const note = (label: string, { seconds, pairs, removed, recall, texts: n, stages }: SemanticAnswer) => {
      const add = (name: string, value: number, unit: string) => samples.add(0, `${label}: ${name}`, value, unit);
      add('seconds', seconds, 's');
      add('texts', n, 'texts');
      add('kept', n - removed, 'texts');
      add('duplicates', removed, 'texts');
      add('pairs', pairs, 'pairs');
      if (recall) add('recall as told to the user', recall.value, '');
      say(
        `  ${label}: ${seconds.toFixed(1)} s, ${pairs} pairs; ${stages.map(([s, t]) => `${s} ${t.toFixed(1)} s`).join(', ')}`,
      );
    };
    if (!quick) {
      const label = `${count(texts.length)}, fast`;
      const [fast] = await measure([{ count: texts.length, threshold, fast: true }], 'fast');
      if (fast) note(label, fast);
      samples.limit(`${label}: seconds`, `${label}: seconds`, 120);
    }
    // The fast one first: the full one keeps the vectors of all.
    const [fast, full] = await measure(
      [true, false].map((way) => ({ count: few, threshold, fast: way })),
      'both',
    );
    const label = count(few);
    if (fast && full) {
      note(`${label}, fast`, fast);
      note(`${label}, full (some vectors kept from the fast way)`, full);
      // No pair of the fast way is wrong, so their number tells.
      samples.add(0, `${label}: recall of the fast way`, full.pairs === 0 ? Number.NaN : fast.pairs / full.pairs, '');
      samples.limit(`${label}: recall of the fast way`, `${label}: recall of the fast way`, 0.95, true);
    }
    const python = await peersPython('dedup', say);
    const file = join(folder, 'texts.jsonl');
    writeFileSync(file, texts.map((persona) => `${JSON.stringify({ persona })}\n`).join(''));
    const threads = availableParallelism();
    const question = { file, limit: few, threshold, threads, ...(await obtainMinilm({ say })) };
    const peer = await askPython<{ seconds: number; kept: number }>(
      python,
      'dedup/semantic.py',
      question,
      threads,
      LIMIT_MS,
    );
    samples.add(0, `${label}: semhash with the same encoder, native: seconds`, peer.seconds, 's');
    samples.add(0, `${label}: semhash with the same encoder, native: kept`, peer.kept, 'texts');
    return samples.measured();
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

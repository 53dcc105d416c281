import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { projectRoot, runNode } from '../scripts/kit/process.mjs';
import type { BenchOptions } from './benches.ts';
import { launchProfile, within, withPage } from './generate/browser.ts';
import type { HubBench } from './hub/pages/hub.page.ts';
import { queries } from './hub/queries.ts';
import { writeRows } from './hub/rows.ts';
import { startHubSite } from './hub/site.ts';
import { WorkerHeap } from './hub/worker-heap.ts';
import type { Measured } from './report.ts';
import { Samples } from './samples.ts';
import { createRandom } from '../lib/sampling/random.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 3;
const SEED = 7;
/** What one record for each persona is measured with; it takes too long for more. */
const RECORDS = 100_000;
const LIMIT_MS = 240_000;
const JUMPS = 50;
const SAMPLES = 20;
const MB = 1_000_000;

const count = (rows: number) => rows.toLocaleString('en');

interface Surroundings {
  readonly samples: Samples;
  readonly round: number;
  readonly context: BrowserContext;
  readonly url: string;
  readonly say: (line: string) => void;
}

/** The value that so many of a hundred do not exceed. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

function call<M extends keyof HubBench>(
  page: Page,
  method: M,
  ...args: Parameters<HubBench[M]>
): Promise<Awaited<ReturnType<HubBench[M]>>> {
  return page.evaluate(
    ([name, given]) =>
      (globalThis as unknown as { bench: Record<string, (...all: unknown[]) => unknown> }).bench[name]?.(...given),
    [method, args] as [M, unknown[]],
  ) as Promise<Awaited<ReturnType<HubBench[M]>>>;
}

async function open(page: Page, url: string, file: string | null): Promise<void> {
  await page.goto(`${url}bench/`);
  await page.waitForFunction(() => 'bench' in globalThis);
  if (file !== null) await page.locator('#file').setInputFiles(file);
}

/** Import, and what follows it in the background, in a browser that holds nothing yet. */
async function importing(s: Surroundings, file: string, label: string): Promise<number> {
  return withPage(s.context, LIMIT_MS, `importing ${label}`, async (page) => {
    const heap = await WorkerHeap.attach(page, '/bench/shards.js');
    await open(page, s.url, file);
    await call(page, 'opened');
    await heap.start();
    const done = await call(page, 'importFile', label);
    heap.stop();
    const add = (name: string, value: number, unit: string) => s.samples.add(s.round, `${label}: ${name}`, value, unit);
    add('import', done.milliseconds, 'ms');
    add('import, each row', (done.milliseconds * 1000) / done.rows, 'us');
    add('import: longest task of the page', done.longest, 'ms');
    add('import: duplicates left out', done.duplicates, 'rows');
    if (heap.peakBytes > 0) add('import: memory of the worker', (heap.peakBytes - heap.startBytes) / MB, 'MB');
    const after = await call(page, 'prepared', label);
    add('then searchable after', after.searchable, 'ms');
    add('then labelled after', after.labelled, 'ms');
    add('packed', after.bytes / MB, 'MB');
    const used = await heap.used(true);
    if (used !== null) add('memory of the worker with index and labels', used / MB, 'MB');
    s.say(`  ${done.kept} kept, ${done.duplicates} duplicates, ${done.rejected} rejected`);
    return done.kept;
  });
}

/** What a person waits for with all that held, on a page that was just opened. */
async function using(s: Surroundings, label: string, rows: number): Promise<void> {
  const add = (name: string, value: number, unit: string) => s.samples.add(s.round, `${label}: ${name}`, value, unit);
  // Whoever holds that many was here before: the second opening has the app's own files at hand.
  for (const name of ['opening the app, its files fetched', 'opening the app']) {
    await withPage(s.context, LIMIT_MS, `${name}, with ${label}`, async (page) => {
      await page.goto(s.url);
      await page
        .getByRole('button', { name: /^Generate/ })
        .and(page.locator(':enabled'))
        .waitFor();
      add(name, await page.evaluate(() => performance.now()), 'ms');
    });
  }
  await withPage(s.context, LIMIT_MS, `using ${label}`, async (page) => {
    await open(page, s.url, null);
    await call(page, 'opened');
    const random = createRandom(s.round);
    const anywhere = (n: number) => Array.from({ length: n }, () => random.below(rows - 50));
    const cold = await call(page, 'jump', label, anywhere(1));
    add('jump to a row, the first', cold[0] ?? Number.NaN, 'ms');
    const jumps = await call(page, 'jump', label, anywhere(JUMPS));
    add('jump to a row', percentile(jumps, 50), 'ms');
    add('jump to a row, 95th percentile', percentile(jumps, 95), 'ms');
    const answers = await call(page, 'search', queries);
    add('search, the first', answers[0]?.milliseconds ?? Number.NaN, 'ms');
    const times = answers.slice(1).map(({ milliseconds }) => milliseconds);
    add('search', percentile(times, 50), 'ms');
    add('search, 95th percentile', percentile(times, 95), 'ms');
    const whole = answers.map((answer) => answer.whole);
    add('search to the whole count, 95th percentile', percentile(whole, 95), 'ms');
    const slow = [...answers].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
    s.say(`  slowest: ${slow.map((a) => `${a.query} ${a.milliseconds.toFixed(0)} ms (${count(a.total)})`).join(', ')}`);
    const seeds = Array.from({ length: SAMPLES }, (_, i) => i);
    const sampled = await call(page, 'sample', label, Math.min(100, rows), seeds);
    add('sample of 100, the first', sampled[0] ?? Number.NaN, 'ms');
    add('sample of 100', percentile(sampled.slice(1), 50), 'ms');
  });
}

/** The same rows by JSON.parse alone, and the first of them as one record each. */
async function peers(s: Surroundings, file: string, few: string, label: string, rows: number): Promise<void> {
  await withPage(s.context, LIMIT_MS, 'JSON.parse alone', async (page) => {
    await open(page, s.url, file);
    s.samples.add(s.round, `${label}: JSON.parse of its lines`, (await call(page, 'parse')).milliseconds, 'ms');
  });
  await withPage(s.context, LIMIT_MS, 'one record each', async (page) => {
    await open(page, s.url, few);
    const done = await call(page, 'records');
    const all = (done.milliseconds * rows) / done.rows;
    s.samples.add(s.round, `${label}: one Dexie record each (from ${count(done.rows)})`, all, 'ms');
  });
}

function addRatios(samples: Samples, labels: readonly string[], recordsOf: string): void {
  const largest = labels.at(-1) ?? '';
  const before = labels.at(-2) ?? '';
  const of = (label: string, name: string) => `${label}: ${name}`;
  samples.ratio(`${largest}: one Dexie record each / import`, recordsOf, of(largest, 'import'), 20);
  const parse = of(largest, 'JSON.parse of its lines');
  samples.ratio(`${largest}: import / JSON.parse alone`, of(largest, 'import'), parse, 2, false);
  const each = 'import, each row';
  samples.ratio(`import, each row: ${largest} / ${before}`, of(largest, each), of(before, each), 1.2, false);
  const limits: readonly (readonly [string, number])[] = [
    ['import: longest task of the page', 50],
    ['import: memory of the worker', 300],
    ['jump to a row, 95th percentile', 20],
    ['search, 95th percentile', 100],
    ['sample of 100', 50],
    ['opening the app', 1000],
  ];
  for (const [name, goal] of limits) samples.limit(of(largest, name), of(largest, name), goal);
}

/** Personas at the size people have: import, then reading, searching and sampling what is held. */
export async function hub({ input, only, quick, say }: BenchOptions): Promise<Measured> {
  const preparing = runNode([join(projectRoot, 'scripts/prepare.mjs')], { cwd: projectRoot, output: 'show' });
  const { code } = await within(3 * LIMIT_MS, 'preparing the app', preparing);
  if (code !== 0 || !existsSync(join(projectRoot, 'out'))) throw new Error('The app could not be built.');
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-rows-'));
  const samples = new Samples();
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const few = join(folder, 'few.jsonl');
    await writeRows(few, quick ? RECORDS / 10 : RECORDS, SEED);
    const sizes = SIZES.filter((size) => (only === '' ? !quick || size < 1_000_000 : count(size) === only));
    const files: (readonly [label: string, file: string, rows: number])[] = [];
    for (const rows of sizes) {
      const file = join(folder, `${rows}.jsonl`);
      say(`${count(rows)} rows, ${count(await writeRows(file, rows, SEED))} of them exact duplicates`);
      files.push([count(rows), file, rows]);
    }
    if (input !== null) files.push(['input', input, Number.NaN]);
    const site = await startHubSite();
    closing.push(() => site.close());
    const [largest = '', file = '', rows = 0] = files[sizes.length - 1] ?? [];
    const records = `${largest}: one Dexie record each (from ${count(quick ? RECORDS / 10 : RECORDS)})`;
    for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
      for (const [label, path, known] of files) {
        const profile = join(folder, 'profile');
        // On disk: what a passing context holds in memory is no database.
        const context = await launchProfile(profile);
        try {
          const s = { samples, round, context, url: site.url, say };
          say(`round ${round + 1}: ${label}`);
          const kept = await importing(s, path, label);
          await using(s, label, kept);
          if (path === file && known === rows) await peers(s, file, few, label, rows);
        } finally {
          await context.close();
          rmSync(profile, { recursive: true, force: true });
        }
      }
    }
    addRatios(
      samples,
      sizes.map((size) => count(size)),
      records,
    );
    return samples.measured();
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

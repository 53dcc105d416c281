import * as Comlink from 'comlink';
import type { DedupMethod, KeepRule } from '../../lib/model/dedup.ts';
import type { CellId, ShardId } from '../../lib/model/ids.ts';
import type { DedupEvent, DedupTexts, DedupWorkerApi, HandChoice } from '../../lib/protocol/dedup.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { ShardsEvent, ShardsWorkerApi } from '../../lib/protocol/shards.ts';

/** The test site's page: the shards worker and the dedup worker as the app starts them. */
let dedupWorker: Worker | null = null;
let dedup: Comlink.Remote<DedupWorkerApi> | null = null;
let shards: Comlink.Remote<ShardsWorkerApi> | null = null;
let progress: { readonly job: string; readonly stage: string; readonly done: number; readonly at: number }[] = [];

const words: DedupMethod = { kind: 'exact', tokens: { kind: 'words', size: 1 } };

function value<T>(outcome: Outcome<T>): T {
  // Playwright carries an error's message alone; the tests look for the code.
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

function at<T>(remote: Comlink.Remote<T> | null): Comlink.Remote<T> {
  if (!remote) throw new Error('No worker was started.');
  return remote;
}

function answers(texts: readonly string[]): DedupTexts {
  return { kind: 'answers', cells: texts.map((_, i) => `r/0/${i}/0` as CellId), texts, votes: texts.map(() => 0) };
}

const bench = {
  async start() {
    dedupWorker = new Worker('/dedup.js', { type: 'module', name: crypto.randomUUID() });
    dedup = Comlink.wrap<DedupWorkerApi>(dedupWorker);
    progress = [];
    const hear = (event: DedupEvent) => void progress.push({ ...event.progress, at: performance.now() });
    await dedup.connect(Comlink.proxy(hear));
    await dedup.ping();
  },
  end: () => dedupWorker?.terminate(),
  /** Imports lines of text. @returns the shard and its rows */
  async importTexts(texts: readonly string[]) {
    shards ??= Comlink.wrap<ShardsWorkerApi>(new Worker('/shards.js', { type: 'module', name: crypto.randomUUID() }));
    const ended = new Promise<void>((resolve) => {
      const hear = (event: ShardsEvent) => {
        if (event.kind === 'import' && event.view.state === 'done') resolve();
      };
      void shards?.connect(Comlink.proxy(hear));
    });
    const source = { kind: 'files' as const, files: [new File([texts.map((text) => `${JSON.stringify({ text })}\n`).join('')], 'a.jsonl')] }; // prettier-ignore
    const preview = value(await shards.inspect(source, {}));
    const { shape, mapping, name } = preview;
    const shard = value(
      await shards.startImport(source, { shape, mapping, name, source: 'a test', licence: 'CC0-1.0' }),
    );
    await ended;
    const scope = { kind: 'shard' as const, shard };
    const rows = value(await shards.resolveRows(scope));
    return { shard, rows: rows.rows.reduce((sum, of) => sum + of.length, 0) };
  },
  findPersonas: async (job: string, shard: ShardId, rows: number, floor: number, method = words) => {
    const texts = {
      kind: 'personas' as const,
      shards: [shard],
      rows: [Uint32Array.from({ length: rows }, (_, i) => i)],
    };
    return value(await at(dedup).find(job, texts, { method, floor }));
  },
  findAnswers: async (job: string, texts: readonly string[], floor: number) =>
    value(await at(dedup).find(job, answers(texts), { method: words, floor })),
  /** As many times the same text. */
  findEqual: async (job: string, text: string, times: number) =>
    value(await at(dedup).find(job, answers(new Array<string>(times).fill(text)), { method: words, floor: 0.5 })),
  /** Texts that are no two alike, whose pairs are all looked at. @returns the end's code and how long it took */
  async cancelled(job: string, texts: number, afterMs: number) {
    const common = Array.from({ length: 14 }, (_, i) => `common${i}`).join(' ');
    const given = answers(
      Array.from({ length: texts }, (_, i) => `${common} only${i} this${i} here${i} there${i} now${i}`),
    );
    const finding = at(dedup).find(job, given, { method: words, floor: 0.6 });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const begun = performance.now();
    await at(dedup).cancel(job);
    const outcome = await finding;
    return { code: outcome.ok ? 'ok' : outcome.fault.code, milliseconds: performance.now() - begun };
  },
  /** Looks for what takes long, and kills the worker in the middle. */
  async killed(job: string, shard: ShardId, rows: number) {
    void bench.findPersonas(job, shard, rows, 0.5).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    dedupWorker?.terminate();
  },
  group: async (job: string, threshold: number, keep: KeepRule) => value(await at(dedup).group(job, threshold, keep)),
  clusters: async (job: string, from: number, count: number) => value(await at(dedup).clusters(job, from, count)),
  choose: async (job: string, item: number, choice: HandChoice) => value(await at(dedup).choose(job, item, choice)),
  async removed(job: string) {
    const removed = value(await at(dedup).removed(job));
    return removed.kind === 'answers' ? removed.cells : Array.from(removed.rows, String);
  },
  /** Applies what a grouping removes, as the page does. @returns rows that are left */
  async apply(job: string, shard: ShardId) {
    const removed = value(await at(dedup).removed(job));
    const decision = { version: 1 as const, id: 'd', createdAt: 1, scope: 'All', method: words, threshold: 0.9, keep: 'first' as const, byHand: 0, before: 1, clusters: 1, removed }; // prettier-ignore
    value(await at(shards).applyDecision(decision));
    const left = async () =>
      value(await at(shards).resolveRows({ kind: 'shard', shard })).rows.reduce((sum, of) => sum + of.length, 0);
    const rows = await left();
    value(await at(shards).undoDecision('d'));
    return { rows, after: await left() };
  },
  check: async (job: string) => value(await at(dedup).check(job, [words], 50)),
  progress: () => progress,
  semanticCode: async () => {
    const ask = { method: { kind: 'semantic' as const, model: 'm', fast: false }, floor: 0.5 };
    const outcome = await at(dedup).find('semantic', answers(['a b', 'c d']), ask);
    return outcome.ok ? 'ok' : outcome.fault.code;
  },
};

declare global {
  var polyphonyDedupBench: typeof bench;
}
globalThis.polyphonyDedupBench = bench;

export type DedupBench = typeof bench;

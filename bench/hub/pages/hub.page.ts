import type { Outcome } from '../../../lib/protocol/engine.ts';
import type { HubQuery, ImportView, ShardsWorkerApi, ShardView } from '../../../lib/protocol/shards.ts';
import { linkWorker, type WorkerLink } from '../../../lib/runtime/link.ts';
import { ShardsClient } from '../../../lib/runtime/shards-client.ts';

const link = (): WorkerLink<ShardsWorkerApi> =>
  linkWorker((name) => new Worker('/bench/shards.js', { type: 'module', name }));
const client = new ShardsClient(link, '/personas/starter.json');

const listeners = new Set<(view: ImportView) => void>();
/** Told when a search is through. */
const totals = new Map<number, number>();
const searches = new Map<number, () => void>();
client.listen({
  onEvent(event) {
    if (event.kind === 'import') for (const listener of listeners) listener(event.view);
    if (event.kind === 'found' && event.found.complete) {
      totals.set(event.found.result, event.found.total);
      searches.get(event.found.result)?.();
    }
  },
  onDeath(why) {
    throw new Error(why.message);
  },
});

// Tasks of the page's own thread that took longer than a person notices.
let longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: 'longtask' });

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

function chosen(): File {
  const file = document.querySelector<HTMLInputElement>('#file')?.files?.[0];
  if (!file) throw new Error('no file was chosen');
  return file;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [milliseconds: number, T]> {
  const began = performance.now();
  const done = await work();
  return [performance.now() - began, done];
}

function ask(script: string): Promise<{ rows: number; milliseconds: number }> {
  const worker = new Worker(script, { type: 'module' });
  return new Promise<{ rows: number; milliseconds: number }>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data as { rows: number; milliseconds: number });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(chosen());
  }).finally(() => worker.terminate());
}

async function shardOf(name: string): Promise<ShardView> {
  const found = value(await client.call((remote) => remote.shards())).find(({ info }) => info.name === name);
  if (!found) throw new Error(`${name} is not held`);
  return found;
}

const bench = {
  parse: () => ask('/bench/parse.js'),
  records: () => ask('/bench/records.js'),

  /** Imports the chosen file as a person does: a look at the first rows, then all of them. */
  async importFile(name: string) {
    const files = [chosen()];
    await client.call((remote) => remote.shards()); // the worker is up and has its database
    longest = 0;
    const began = performance.now();
    const preview = value(await client.call((remote) => remote.inspect({ kind: 'files', files }, {})));
    const ended = new Promise<ImportView>((resolve) => {
      listeners.add((view) => {
        if (view.name === name && (view.state === 'done' || view.state === 'failed')) resolve(view);
      });
    });
    const mapping = { ...preview.mapping, columns: [] };
    const plan = { ...preview, mapping, name, source: 'bench', licence: 'CC0-1.0' };
    value(await client.call((remote) => remote.startImport({ kind: 'files', files }, plan)));
    const view = await ended;
    listeners.clear();
    if (view.state !== 'done') throw new Error(view.fault?.message ?? 'the import failed');
    const { kept, duplicates, rejected, rows } = view;
    return { milliseconds: performance.now() - began, longest, kept, duplicates, rejected, rows };
  },

  /** Until search finds every row, and every row has its labels. */
  async prepared(name: string) {
    const began = performance.now();
    let searchable = 0;
    for (;;) {
      const view = await shardOf(name);
      if (searchable === 0 && view.searchable === view.info.count) searchable = performance.now() - began;
      if (searchable > 0 && view.labelled === view.info.count)
        return { searchable, labelled: performance.now() - began, bytes: view.info.bytes };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  },

  /** First answer of a page that was just opened. */
  async opened() {
    value(await client.call((remote) => remote.shards()));
    return performance.now();
  },

  /** The rows that a list shows after a jump. */
  async jump(name: string, rows: readonly number[]) {
    const { info } = await shardOf(name);
    const all = await client.call((remote) => remote.find({ ...everything, shards: [info.id] }));
    const { result } = value(all);
    const times: number[] = [];
    for (const row of rows) {
      const [milliseconds, page] = await timed(() => client.call((remote) => remote.page(result, row, 50)));
      if (value(page).length === 0) throw new Error(`row ${row} is not there`);
      times.push(milliseconds);
    }
    return times;
  },

  /** From the question to the first page, and to the whole count. */
  async search(queries: readonly string[]) {
    const answers: { query: string; milliseconds: number; whole: number; total: number }[] = [];
    for (const text of queries) {
      const began = performance.now();
      const found = value(await client.call((remote) => remote.find({ ...everything, text, order: 'rank' })));
      value(await client.call((remote) => remote.page(found.result, 0, 20)));
      const milliseconds = performance.now() - began;
      if (!found.complete && !totals.has(found.result))
        await new Promise<void>((resolve) => searches.set(found.result, resolve));
      const total = totals.get(found.result) ?? found.total;
      answers.push({ query: text, milliseconds, whole: performance.now() - began, total });
    }
    return answers;
  },

  async sample(name: string, count: number, seeds: readonly number[]) {
    const { info } = await shardOf(name);
    const times: number[] = [];
    for (const seed of seeds) {
      const scope = { kind: 'shard', shard: info.id } as const;
      const spec = { scope, count, seed, how: { kind: 'uniform' }, exclude: [] } as const;
      const [milliseconds, drawn] = await timed(() => client.call((remote) => remote.drawSample(spec)));
      if (value(drawn).rows.length !== count) throw new Error('the sample is short');
      times.push(milliseconds);
    }
    return times;
  },
};

const everything: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'row' };

export type HubBench = typeof bench;
Object.assign(globalThis, { bench });

import * as Comlink from 'comlink';
import type { ShardId } from '../../lib/model/ids.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { ImportPlan, ImportSource, ImportView, ShardsEvent, ShardsWorkerApi } from '../../lib/protocol/shards.ts';
import { importPlan, importText } from './import-rows.ts';
import type { ImportReader } from './import-reader.worker.ts';

/** The test site's page: shards workers by number, each as the app starts one, and one that only reads what is kept. */
interface Held {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<ShardsWorkerApi>;
  readonly seen: ImportView[];
}

/** Which file: made here, or one of the site under another name. */
export type FileSpec =
  | { readonly rows: number; readonly name?: string; readonly changed?: true }
  | { readonly path: string; readonly name: string };

const held = new Map<number, Held>();
const at = (id: number): Held => {
  const found = held.get(id);
  if (!found) throw new Error(`There is no worker ${id}.`);
  return found;
};
let reader: Comlink.Remote<ImportReader> | null = null;
const kept = (): Comlink.Remote<ImportReader> =>
  (reader ??= Comlink.wrap<ImportReader>(new Worker('/reader.js', { type: 'module', name: 'reader' })));

function value<T>(outcome: Outcome<T>): T {
  // Playwright carries an error's message alone; the tests look for the code.
  if (!outcome.ok) throw new Error(`${outcome.fault.code}: ${outcome.fault.message}`);
  return outcome.value;
}

const made = new Map<string, Promise<File>>();

function fileOf(spec: FileSpec): Promise<File> {
  const key = JSON.stringify(spec);
  const file = made.get(key) ?? makeFile(spec);
  made.set(key, file);
  return file;
}

async function makeFile(spec: FileSpec): Promise<File> {
  if ('rows' in spec) {
    const text = importText(spec.rows);
    return new File([spec.changed ? text.replace('A', 'B') : text], spec.name ?? 'village.jsonl');
  }
  return new File([await (await fetch(spec.path)).blob()], spec.name);
}

// Ten seconds in all.
const LOOKS = 500;
const LOOK_MS = 20;

const bench = {
  async start(id: number) {
    // The worker holds a lock with its name, which all tabs of the site see.
    const worker = new Worker('/worker.js', { type: 'module', name: crypto.randomUUID() });
    const remote = Comlink.wrap<ShardsWorkerApi>(worker);
    const seen: ImportView[] = [];
    held.set(id, { worker, remote, seen });
    await remote.ping();
    await remote.connect(
      Comlink.proxy((event: ShardsEvent) => {
        if (event.kind === 'import') seen.push(event.view);
      }),
    );
  },
  /** Makes a file before it is needed, so that an import begins at once. */
  prepare: async (spec: FileSpec) => (await fileOf(spec)).size,
  seen: (id: number) => at(id).seen,
  last: (id: number) => at(id).seen.at(-1) ?? null,
  async importFiles(id: number, specs: readonly FileSpec[], plan: Partial<ImportPlan> = {}) {
    const files = await Promise.all(specs.map(fileOf));
    return value(await at(id).remote.startImport({ kind: 'files', files }, { ...importPlan, ...plan }));
  },
  importSource: async (id: number, source: ImportSource, plan: Partial<ImportPlan> = {}) =>
    value(await at(id).remote.startImport(source, { ...importPlan, ...plan })),
  pause: async (id: number, shard: ShardId) => value(await at(id).remote.pauseImport(shard)),
  async resume(id: number, shard: ShardId, specs: readonly FileSpec[]) {
    value(await at(id).remote.resumeImport(shard, await Promise.all(specs.map(fileOf))));
  },
  cancel: async (id: number, shard: ShardId, keep: boolean) => value(await at(id).remote.cancelImport(shard, keep)),
  imports: async (id: number) => value(await at(id).remote.imports()),
  /** Resolves with the newest view once it is one of these. */
  reaches: (id: number, states: readonly ImportView['state'][]) =>
    new Promise<ImportView>((resolve) => {
      const look = () => {
        const view = at(id).seen.at(-1);
        if (view && states.includes(view.state)) resolve(view);
        else setTimeout(look, 5);
      };
      look();
    }),
  held: (shard: ShardId) => kept().held(shard),
  stored: () => kept().stored(),
  remove: (shard: ShardId) => kept().remove(shard),

  /**
   * Imports with one worker after the other: each is killed after so many milliseconds, the last one ends.
   * @returns what each of them had said when it died, in one list
   */
  async killed(specs: readonly FileSpec[], moments: readonly number[]) {
    const files = await Promise.all(specs.map(fileOf));
    const views: ImportView[] = [];
    let shard: ShardId | null = null;
    let kills = 0;
    for (const moment of [...moments, null]) {
      await bench.start(0);
      const { remote, worker, seen } = at(0);
      let open: readonly ImportView[] = value(await remote.imports());
      // A killed worker's locks are let go of a moment later, on a busy machine a long one; until then it seems to run.
      for (let tries = 0; open[0]?.state === 'running' && tries < LOOKS; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        open = value(await remote.imports());
      }
      if (open[0]) {
        shard = open[0].shard;
        views.push(open[0]);
        if (open[0].state !== 'interrupted') throw new Error(`It is ${open[0].state}.`);
      }
      // Waits for the death of the worker as well, whose answer never comes.
      const begun = open[0]
        ? remote.resumeImport(open[0].shard, files)
        : remote.startImport({ kind: 'files', files }, importPlan);
      begun.then(
        (told: Outcome<unknown>) => {
          if (!told.ok) views.push({ ...(open[0] as ImportView), fault: told.fault });
          else if (typeof told.value === 'string') shard = told.value as ShardId;
        },
        () => undefined,
      );
      const end = bench.reaches(0, ['done', 'failed', 'paused']);
      const wait = moment === null ? end : new Promise((resolve) => setTimeout(resolve, moment));
      await Promise.race([end, wait]);
      views.push(...seen);
      worker.terminate();
      const state = seen.at(-1)?.state;
      if (state === 'done' || state === 'failed') break;
      kills += 1;
    }
    return { views, shard, kills };
  },
};

export type ImportBench = typeof bench;

declare global {
  // Where the tests find it.
  var polyphonyImportBench: ImportBench;
}
globalThis.polyphonyImportBench = bench;

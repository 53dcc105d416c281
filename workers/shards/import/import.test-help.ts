import { expect } from 'vitest';
import { FaultError } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PackedPart } from '../../../lib/model/shard.ts';
import { normalisePersona } from '../../../lib/personas/normalise.ts';
import { packShard, unpackText } from '../../../lib/personas/pack.ts';
import { hashShard } from '../../../lib/personas/shard-hash.ts';
import type { ImportPlan, ImportView, ShardsEvent } from '../../../lib/protocol/shards.ts';
import { createMemoryStores } from '../../../lib/store/memory.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import type { Locks, ShardsWorld } from '../ports.ts';
import type { SourceFile } from '../sources/source-file.ts';
import { createImports, type Imports } from './imports.ts';
import type { Sources } from './sources.ts';

export const columns = [
  { name: 'age', kind: 'integer', role: 'age', field: 'age' },
  { name: 'job', kind: 'category', role: null, field: 'job' },
  { name: 'key', kind: 'text', role: null, field: 'key' },
] as const;

export const plan: ImportPlan = {
  shape: { format: 'lines', compression: 'none', encoding: 'utf-8', header: false },
  mapping: { text: 'text', columns },
  name: 'Mine',
  source: 'a test',
  licence: 'CC0-1.0',
};

/** Lines like `text|age|job|key`; one that begins with `!` cannot be read, one with `$` ends a file as damaged. */
export function linesOf(count: number, salt = ''): string[] {
  return Array.from({ length: count }, (_, i) => {
    if (i % 97 === 13) return `!row ${i}`;
    if (i % 11 === 5) return `Persona ${salt}${i - 5}|20|again|`;
    return `Persona ${salt}${i}${i % 7 ? '' : ' Zoë'}|${i % 90}|job ${i % 5}|k${i}`;
  });
}

export function fileOf(lines: readonly string[], name = 'mine.txt'): File {
  return new File([lines.map((line) => `${line}\n`).join('')], name);
}

/** What a shard of these lines must be, made the plain way. */
export async function twin(lines: readonly string[], known: readonly string[] = []) {
  const seen = new Set(known.map(normalisePersona));
  const rows: { text: string; attributes: (string | number | null)[] }[] = [];
  let [duplicates, rejected] = [0, 0];
  for (const line of lines) {
    const [text = '', age = '', job = '', key = ''] = line.split('|');
    const normal = normalisePersona(text);
    if (text.startsWith('!') || normal === '') rejected += 1;
    else if (seen.has(normal)) duplicates += 1;
    else rows.push({ text: normal, attributes: [age === '' ? null : Number(age), job, key] });
    seen.add(normal);
  }
  const parts = await packShard('twin' as ShardId, columns, rows);
  return { kept: rows.length, duplicates, rejected, rows: lines.length, hash: hashShard(parts.map((p) => p.hash)) };
}

/** Reads files of such lines, however they are cut. @param cut the size of the next chunk, in bytes */
export function scriptedSources(cut: () => number): Sources {
  return {
    open: (source) => Promise.resolve(source.kind === 'files' ? source.files.map(sourceFile) : []),
    async read(file, _shape, mapping, sink, between, signal) {
      const bytes = new Uint8Array(await new Response(await file.stream(signal)).arrayBuffer());
      const encoder = new TextEncoder();
      let text = '';
      let line = 0;
      await between(0);
      const decoder = new TextDecoder();
      for (let at = 0; at < bytes.length;) {
        signal.throwIfAborted();
        const end = Math.min(bytes.length, at + cut());
        text += decoder.decode(bytes.subarray(at, end), { stream: true });
        at = end;
        const lines = text.split('\n');
        text = lines.pop() ?? '';
        for (const row of lines) {
          line += 1;
          if (row.startsWith('$'))
            throw new FaultError({ code: 'file-corrupt', message: 'x', retryable: false, hint: '' });
          const [words = '', age = '', job = '', key = ''] = row.split('|');
          if (row.startsWith('!')) sink.reject('not-json', line, row);
          else if (mapping.columns.length > 0) sink.row(words, [age === '' ? null : Number(age), job, key], line);
          else if (/^[!-~]+( [!-~]+)*$/.test(words)) {
            const plain = encoder.encode(`xx${words}yy`);
            sink.plain(plain, 2, plain.length - 2, line);
          } else sink.row(words, [], line);
        }
        await between(at);
      }
    },
  };
}

function sourceFile(file: File): SourceFile {
  return { name: file.name, bytes: file.size, stream: () => Promise.resolve(file.stream()) };
}

/** Locks over several workers of a test. */
class TestLocks {
  private readonly holders = new Map<string, object>();
  private readonly waiting = new Set<() => void>();

  of(worker: object): Locks {
    const take = async <T>(name: string, work: () => Promise<T>) => {
      this.holders.set(name, worker);
      try {
        return await work();
      } finally {
        if (this.holders.get(name) === worker) this.release(name);
      }
    };
    return {
      hold: async (name, signal, work) => {
        while (this.holders.has(name)) {
          signal?.throwIfAborted();
          await new Promise<void>((resolve) => {
            this.waiting.add(resolve);
            signal?.addEventListener('abort', () => resolve(), { once: true });
          });
        }
        signal?.throwIfAborted();
        return take(name, work);
      },
      tryHold: async (name, work) => {
        if (this.holders.has(name)) return false;
        await take(name, work);
        return true;
      },
      held: (name) => Promise.resolve(this.holders.has(name)),
    };
  }

  dies(worker: object): void {
    for (const [name, holder] of this.holders) if (holder === worker) this.release(name);
  }

  private release(name: string): void {
    this.holders.delete(name);
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

/** What a test may do to the store of a worker; each is asked before the commit with that number. */
export interface Mishaps {
  /** `before` or `after` the commit took place. */
  readonly dies?: (commit: number) => 'before' | 'after' | null;
  readonly fails?: (commit: number) => FaultError | null;
  readonly free?: () => number;
}

export interface TestWorker extends Imports {
  readonly seen: ImportView[];
  readonly world: ShardsWorld;
  kill(): void;
  /** Resolves when the worker was killed. */
  readonly dead: Promise<void>;
  /** Resolves once the newest view of the import is one of these. */
  reaches(...states: ImportView['state'][]): Promise<ImportView>;
}

/** Several workers over one storage. */
export class TestSite {
  readonly store: ShardStore = createMemoryStores().shards;
  private readonly locks = new TestLocks();
  private ids = 0;
  private clock = 1_000;

  /** @param cut as `scriptedSources` @param tick milliseconds that each look at the clock takes */
  worker(cut: () => number = () => 30_000, mishaps: Mishaps = {}, tick = 1): TestWorker {
    const self = {};
    const seen: ImportView[] = [];
    const watchers = new Set<() => void>();
    let commits = 0;
    let alive = true;
    let died: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (died = resolve));
    const kill = () => {
      alive = false;
      this.locks.dies(self);
      died();
    };
    const never = new Promise<never>(() => undefined);
    const writes = new Set<string | symbol>(['commit', 'finish']);
    const store = new Proxy(this.store, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>;
        return async (...all: unknown[]) => {
          await new Promise((resolve) => setImmediate(resolve));
          if (!alive) return never;
          if (!writes.has(name)) return method(...all);
          const number = (commits += 1);
          const failure = mishaps.fails?.(number);
          if (failure) throw failure;
          const end = mishaps.dies?.(number) ?? null;
          if (end !== 'before') await method(...all);
          if (end === null) return undefined;
          kill();
          return never;
        };
      },
    });
    const world: ShardsWorld = {
      store,
      fetch: () => Promise.reject(new Error('no network here')),
      locks: this.locks.of(self),
      changed: () => undefined,
      emit: (event: ShardsEvent) => {
        if (!alive || event.kind !== 'import') return;
        seen.push(event.view);
        for (const look of watchers) look();
      },
      estimate: () => Promise.resolve({ used: 0, quota: mishaps.free?.() ?? 1e12 }),
      breathe: () => (alive ? new Promise((resolve) => setImmediate(resolve)) : never),
      now: () => (this.clock += tick),
      newId: () => `import-${(this.ids += 1)}`,
    };
    const reaches = (...states: ImportView['state'][]) =>
      new Promise<ImportView>((resolve) => {
        const look = () => {
          const view = seen.at(-1);
          if (!view || !states.includes(view.state)) return;
          watchers.delete(look);
          resolve(view);
        };
        watchers.add(look);
        look();
      });
    return { ...createImports(world, scriptedSources(cut)), seen, world, kill, dead, reaches };
  }

  /** What is in the store of a shard, read back the plain way. */
  async held(shard: ShardId) {
    const info = await this.store.getShard(shard);
    if (!info) return null;
    const indexes = Array.from({ length: Math.ceil(info.count / 4096) }, (_, i) => i);
    const parts = (await this.store.parts(shard, indexes)).filter((part): part is PackedPart => part !== null);
    const texts = parts.flatMap((part) => Array.from({ length: part.count }, (_, i) => unpackText(part, i)));
    return { info, texts, hash: hashShard(parts.map((part) => part.hash)) };
  }
}

export const files = (...each: File[]) => ({ kind: 'files', files: each }) as const;

/** Lets the workers go on for so many turns of the event loop. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Nothing is lost and nothing doubled: the shard is what the plain way makes of the lines. */
export async function expectWhole(
  site: TestSite,
  shard: ShardId,
  lines: readonly string[],
  known: readonly string[] = [],
): Promise<void> {
  const held = await site.held(shard);
  const { kept, duplicates, rejected, hash } = await twin(lines, known);
  expect(held?.info).toMatchObject({ count: kept, duplicates, rejected, hash, state: 'whole' });
  expect(held?.hash).toBe(hash);
  expect(new Set(held?.texts).size).toBe(held?.texts.length);
  expect(await site.store.getJournal(shard)).toBeNull();
  const rejections = await site.store.rejections(shard, 0, 20_000);
  expect(rejections.map(({ index }) => index)).toEqual(Array.from({ length: rejected }, (_, i) => i));
}

/** What the workers said, one after the other. */
export function expectNeverFalls(...workers: TestWorker[]): void {
  const views = workers.flatMap(({ seen }) => seen);
  for (const name of ['rows', 'kept', 'duplicates', 'rejected', 'bytesRead'] as const) {
    const counts = views.map((view) => view[name]);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  }
}

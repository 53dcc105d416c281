import { FaultError } from '../../lib/model/fault.ts';
import type { ShardId } from '../../lib/model/ids.ts';
import type { ColumnInfo, LabelPart, PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { packShard, partBytes, type PersonaRowInput } from '../../lib/personas/pack.ts';
import { searchParts } from '../../lib/personas/plain-search.test-help.ts';
import { hashShard } from '../../lib/personas/shard-hash.ts';
import type { Outcome } from '../../lib/protocol/engine.ts';
import type { Scope, ShardsEvent } from '../../lib/protocol/shards.ts';
import { createMemoryStores } from '../../lib/store/memory.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import type { FileStore } from '../models/ports.ts';
import { createShardsCore } from './core.ts';
import { partsOf } from './load-parts.ts';
import { localLocks } from './local-locks.ts';
import type { LabelReader, Locks, ShardsWorld, Shelves } from './ports.ts';
import type { RowList } from './search/row-list.ts';
import type { Rooms } from './rooms.ts';

/** A world in memory, whose clock a test sets. */
export interface TestWorld extends ShardsWorld {
  readonly changes: (ShardId | null)[];
  readonly events: ShardsEvent[];
  time: number;
}

export function testWorld(store: ShardStore = createMemoryStores().shards, locks: Locks = localLocks()): TestWorld {
  let ids = 0;
  const world: TestWorld = {
    store,
    locks,
    changes: [],
    events: [],
    time: 1_000_000,
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    changed: (shard) => void world.changes.push(shard),
    emit: (event) => void world.events.push(event),
    estimate: () => Promise.resolve(null),
    breathe: () => Promise.resolve(),
    now: () => world.time,
    newId: () => `new-${(ids += 1)}`,
  };
  return world;
}

/** A whole shard of some rows. */
export async function packedShard(
  id: string,
  rows: readonly PersonaRowInput[],
  columns: readonly ColumnInfo[] = [],
): Promise<{ readonly info: ShardInfo; readonly parts: readonly PackedPart[] }> {
  const shard = id as ShardId;
  const parts = await packShard(shard, columns, rows);
  const info: ShardInfo = {
    version: 2,
    id: shard,
    name: id,
    source: `from ${id}`,
    licence: 'CC0-1.0',
    count: rows.length,
    bytes: parts.reduce((sum, part) => sum + partBytes(part), 0),
    hash: hashShard(parts.map((part) => part.hash)),
    importerVersion: 2,
    createdAt: 1,
    columns,
    duplicates: 0,
    rejected: 0,
    state: 'whole',
    deletedAt: null,
  };
  return { info, parts };
}

/** Rows without attributes. */
export function plainRows(count: number, prefix = 'Persona'): PersonaRowInput[] {
  return Array.from({ length: count }, (_, i) => ({ text: `${prefix} ${i}`, attributes: [] }));
}

export async function putShard(store: ShardStore, shard: Awaited<ReturnType<typeof packedShard>>): Promise<ShardInfo> {
  await store.putShard(shard.info, shard.parts);
  return shard.info;
}

/** Labels as they lie in the store. */
export function storedLabels(store: ShardStore): LabelReader {
  return {
    part: async (id, index) => (await store.labels(id, [index]))[0] ?? null,
    labelled: async (id) => {
      const info = await store.getShard(id);
      const indexes = Array.from({ length: partsOf(info?.count ?? 0) }, (_, i) => i);
      const made = (await store.labels(id, indexes)).filter((part): part is LabelPart => part !== null);
      return made.reduce((sum, part) => sum + part.count, 0);
    },
    forget: () => undefined,
  };
}

/** The rows of a shard, or rows by name. */
export function simpleScopes(shelves: Shelves): (scope: Scope) => Promise<RowList> {
  return async (scope) => {
    const shards = await shelves.list();
    if (scope.kind === 'rows') return { length: scope.rows.length, at: (i) => scope.rows[i] as never, shards };
    if (scope.kind !== 'shard') throw new Error('not here');
    const { count } = await shelves.info(scope.shard);
    return { length: count, at: (row) => ({ shard: scope.shard, row }), shards };
  };
}

const notHere = () => Promise.reject(new Error('not in this test'));

/** Rooms that do no more than these tests need: Play's search by reading everything. */
const nothing = () => undefined;
const none = () => Promise.resolve();

/** Rooms that do no more than most tests need: Play's search by reading everything, and no work in the background. */
export const simpleRooms: Rooms = {
  sources: () => ({ inspect: notHere, listDataset: notHere }),
  labelling: ({ store }) => ({ ...storedLabels(store), start: nothing, stop: nothing, notice: nothing, idle: none }),
  search: (_, shelves) => ({
    find: notHere,
    page: notHere,
    neighbours: notHere,
    counts: notHere,
    resolve: simpleScopes(shelves),
    resolveRows: notHere,
    searchable: async (id) => (await shelves.info(id)).count,
    start: nothing,
    stop: nothing,
    changed: nothing,
    settled: none,
    async search({ text, limit }) {
      const infos = await shelves.list();
      const parts = await Promise.all(
        infos.flatMap(({ id, count }) => Array.from({ length: partsOf(count) }, (_, i) => shelves.part(id, i))),
      );
      return searchParts(parts, text, limit, (part) => infos.find(({ id }) => id === part.shard)?.columns ?? []);
    },
  }),
};

/** A core over a world in memory. */
export function testCore(world: ShardsWorld, files: FileStore | null = null, rooms = simpleRooms) {
  const options = { files, budget: 64 * 1024 * 1024, connect: nothing, onNews: nothing };
  return createShardsCore(world, options, rooms);
}

export function value<T>(result: Outcome<T>): T {
  if (!result.ok) throw new FaultError(result.fault);
  return result.value;
}

export const codeOf = (result: Outcome<unknown>) => (result.ok ? 'ok' : result.fault.code);

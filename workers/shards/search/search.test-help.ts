import type { ShardId } from '../../../lib/model/ids.ts';
import type { LabelName } from '../../../lib/model/persona.ts';
import type { ColumnInfo, LabelPart, ShardInfo } from '../../../lib/model/shard.ts';
import { packShard } from '../../../lib/personas/pack.ts';
import type { Attributes } from '../../../lib/personas/part-builder.ts';
import { hashShard } from '../../../lib/personas/shard-hash.ts';
import type { Found, HubQuery, ShardsEvent } from '../../../lib/protocol/shards.ts';
import { createMemoryStores } from '../../../lib/store/memory.ts';
import type { ShardStore } from '../../../lib/store/ports.ts';
import { localLocks } from '../local-locks.ts';
import type { LabelReader, ShardsWorld } from '../ports.ts';
import { createShelves } from '../shelves.ts';
import { createSearch } from './search.ts';

export const all: HubQuery = { text: '', shards: null, filters: [], set: null, order: 'row' };

export interface TestRow {
  readonly text: string;
  readonly attributes?: Attributes;
  readonly labels?: Readonly<Partial<Record<LabelName, string>>>;
}

/** A tab with shards and nothing else. */
export function openTab(store: ShardStore = createMemoryStores().shards, locks = localLocks()) {
  const events: ShardsEvent[] = [];
  const told: (ShardId | null)[] = [];
  let clock = 0;
  const world: ShardsWorld = {
    store,
    fetch: () => Promise.reject(new Error('no network')),
    locks,
    changed: (shard) => void told.push(shard),
    emit: (event) => void events.push(event),
    estimate: () => Promise.resolve(null),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    // Each look at the clock takes 20 ms, so that limits of time are reached in any test.
    now: () => (clock += 20),
    newId: () => 'new',
  };
  const shelves = createShelves(store, 2 ** 28);
  const labelParts = new Map<string, LabelPart>();
  const labels: LabelReader = {
    part: (id, index) => Promise.resolve(labelParts.get(`${id}/${index}`) ?? null),
    labelled: () => Promise.resolve(0),
    forget: () => undefined,
  };
  const search = createSearch(world, shelves, labels);

  async function put(name: string, rows: readonly TestRow[], columns: readonly ColumnInfo[] = []): Promise<ShardInfo> {
    const id = name as ShardId;
    const parts = await packShard(
      id,
      columns,
      rows.map(({ text, attributes = [] }) => ({ text, attributes })),
    );
    const info: ShardInfo = {
      ...{ version: 2, id, name, source: 'a test', licence: 'CC0-1.0', count: rows.length, bytes: 1, columns },
      ...{
        hash: hashShard(parts.map(({ hash }) => hash)),
        importerVersion: 1,
        createdAt: 0,
        duplicates: 0,
        rejected: 0,
      },
      ...{ state: 'whole', deletedAt: null },
    };
    await store.putShard(info, parts);
    for (const { index, count } of parts) {
      const of = rows.slice(index * 4096, index * 4096 + count).map((row) => row.labels ?? {});
      labelParts.set(`${id}/${index}`, labelPart(id, index, of));
    }
    shelves.forget(null);
    return info;
  }

  /** Searches until the result is complete. */
  async function found(query: Partial<HubQuery>): Promise<Found> {
    const first = await search.find({ ...all, ...query });
    for (;;) {
      const newest = [...foundEvents()].reverse().find(({ result }) => result === first.result) ?? first;
      if (newest.complete) return newest;
      await world.breathe();
    }
  }
  const foundEvents = () => events.flatMap((event) => (event.kind === 'found' ? [event.found] : []));

  /** The rows found, as `shard/row`. */
  async function rowsOf(query: Partial<HubQuery>): Promise<string[]> {
    const { result, total } = await found(query);
    const list = await search.resolve({ kind: 'result', result });
    if (list.length !== total) throw new Error(`The result has ${list.length} rows, not ${total}.`);
    return Array.from({ length: total }, (_, i) => `${list.at(i).shard}/${list.at(i).row}`);
  }

  return { world, store, shelves, search, events, told, put, found, foundEvents, rowsOf };
}

function labelPart(shard: ShardId, index: number, rows: readonly Partial<Record<LabelName, string>>[]): LabelPart {
  const names = new Set(rows.flatMap((labels) => Object.keys(labels) as LabelName[]));
  const columns = [...names].map((name) => {
    const values = [...new Set(rows.flatMap((labels) => labels[name] ?? []))];
    const codes = Uint16Array.from(rows, (labels) => values.indexOf(labels[name] ?? '') + 1);
    return { name, values, codes, origins: new Uint8Array(rows.length) };
  });
  return { version: 1, shard, index, count: rows.length, attributor: 1, columns };
}

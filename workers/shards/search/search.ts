import { badInput } from '../../../lib/model/fault.ts';
import type { PersonaId, ShardId } from '../../../lib/model/ids.ts';
import type { LabelName, Persona, RowRef } from '../../../lib/model/persona.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import { marksOf } from '../../../lib/personas/search-query/marks.ts';
import { nearestRows, tokenSet } from '../../../lib/personas/search-query/neighbours.ts';
import { parseWords } from '../../../lib/personas/search-query/query.ts';
import type {
  Found,
  HubQuery,
  LabelCounts,
  Neighbour,
  PersonaPage,
  PersonaQuery,
  PersonaRow,
  Scope,
  ScopeRows,
} from '../../../lib/protocol/shards.ts';
import type { LabelReader, ShardsWorld, Shelves } from '../ports.ts';
import { keptPositions, rowsByShard, withoutRemoved } from '../removals/masked-rows.ts';
import { createRemovals, type Removals } from '../removals/removals.ts';
import { createRows, type Rows } from '../rows.ts';
import { isCorrupt } from '../shelves.ts';
import { countRows, countShards } from './counting.ts';
import { setRows } from './filters.ts';
import { everySpan, find, findAll, shardsOf } from './finding.ts';
import { createIndexing } from './indexing.ts';
import { type Result, Results } from './results.ts';
import { rowList, ShardRow, type RowList } from './row-list.ts';
import { ShardIndexes } from './shard-index.ts';

/** Rows of one page at most: far more than any screen shows. */
const PAGE_ROWS = 1000;
/** Neighbours at most. */
const NEIGHBOURS = 100;

export interface Search {
  find(query: HubQuery): Promise<Found>;
  /** Fewer rows past the end. A row of a damaged part has an empty text. */
  page(result: number, from: number, count: number): Promise<readonly PersonaRow[]>;
  /** The most alike first, exactly: of all rows held, by the Jaccard similarity of their words. */
  neighbours(ref: RowRef, count: number): Promise<readonly Neighbour[]>;
  counts(scope: Scope): Promise<LabelCounts>;
  /** For Play's picker: each word anywhere, also inside longer words; the first `limit` in the order of rows. */
  search(query: PersonaQuery): Promise<PersonaPage>;
  /**
   * The rows of a scope in their order, of a result when it is complete; those that are not held (any more) or were
   * removed are left out.
   */
  resolve(scope: Scope): Promise<RowList>;
  /** The same rows by shard. */
  resolveRows(scope: Scope): Promise<ScopeRows>;

  /** Rows that have an index; reads it from the store at the first call. */
  searchable(shard: ShardId): Promise<number>;
  /** Begins to index what has no index, in the background. */
  start(): void;
  /** A shard came, went, or was repaired, in this tab or another; null for any. Indexes what is new. */
  changed(shard: ShardId | null): void;
  /** Resolves when nothing is being indexed. */
  settled(): Promise<void>;
  stop(): void;
}

export function createSearch(
  world: ShardsWorld,
  shelves: Shelves,
  labels: LabelReader,
  removals: Removals = createRemovals(world.store, shelves),
  rows: Pick<Rows, 'rows'> = createRows(shelves, labels, world.store, removals),
): Search {
  const indexes = new ShardIndexes(world.store, shelves);
  const indexing = createIndexing(world, shelves, indexes);
  const results = new Results();
  const room = { world, shelves, labels, indexes, removals, results };

  async function readRows(refs: readonly RowRef[]): Promise<readonly PersonaRow[]> {
    try {
      return await rows.rows(refs);
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw thrown;
      return Promise.all(
        refs.map(async (ref) => {
          const [row] = await rows.rows([ref]).catch((one: unknown) => {
            if (isCorrupt(one)) return [];
            throw one;
          });
          return row ?? { ref, id: '' as PersonaId, text: '', labels: {}, marks: [] };
        }),
      );
    }
  }

  async function page(id: number, from: number, count: number): Promise<readonly PersonaRow[]> {
    const result = results.get(id);
    const { over, query } = result;
    checkCount(count, PAGE_ROWS);
    if (!Number.isSafeInteger(from) || from < 0) throw badInput(`A page cannot begin at row ${from}.`);
    const list = rowList(over, await orderNow(result));
    const some = Math.max(0, Math.min(count, list.length - from));
    const read = await readRows(Array.from({ length: some }, (_, i) => list.at(from + i)));
    return read.map((row) => ({ ...row, marks: marksOf(row.text, query) }));
  }

  async function neighbours(ref: RowRef, count: number): Promise<readonly Neighbour[]> {
    checkCount(count, NEIGHBOURS);
    const tokens = tokenSet(await shelves.text(ref));
    const near: { readonly ref: RowRef; readonly similarity: number }[] = [];
    const mask = await removals.mask();
    for (const info of await shelves.list()) {
      for await (const { segment, firstPart } of everySpan(world, indexes, info)) {
        if (!segment) continue;
        const first = firstPart * PART_SIZE;
        const removed = mask.of(info);
        const stays = removed ? (row: number) => !removed.has(first + row) : null;
        // One more, because the row itself is among them.
        for (const { row, similarity } of nearestRows(segment, tokens, count + 1, stays)) {
          near.push({ ref: { shard: info.id, row: first + row }, similarity });
        }
        await world.breathe();
      }
    }
    const others = near.filter((other) => other.ref.shard !== ref.shard || other.ref.row !== ref.row);
    const best = others.sort((a, b) => b.similarity - a.similarity).slice(0, count); // stable: then by shard and row
    const read = await readRows(best.map((one) => one.ref));
    return read.map((row, i) => ({ ...row, similarity: best[i]?.similarity ?? 0 }));
  }

  async function counts(scope: Scope): Promise<LabelCounts> {
    const list = await resolveOrdered(scope, true);
    if (list.whole) return countShards(world, labels, list.shards, await removals.mask());
    return countRows(world, labels, each(list));
  }

  async function search({ text, limit }: PersonaQuery): Promise<PersonaPage> {
    if (!Number.isSafeInteger(limit) || limit < 0) {
      throw badInput(`A search shows a whole number of personas, not ${limit}.`);
    }
    const over = await shardsOf(shelves, null);
    const query = parseWords(text);
    const mask = await removals.mask();
    const all = query.clauses.length === 0;
    const list = rowList(over, all ? keptPositions(mask, over) : await findAll(room, query, over, mask));
    const first = Array.from({ length: Math.min(limit, list.length) }, (_, i) => list.at(i));
    const personas = (await readRows(first)).map(personaOf);
    return { total: list.length, personas };
  }

  /** The order of a result without what was removed since it was found; what was put back needs a new search. */
  async function orderNow(result: Result): Promise<Uint32Array | null> {
    const mask = await removals.mask();
    const { over, order } = result;
    if (order === null) return keptPositions(mask, over);
    if (result.mask === mask) return order;
    const kept = withoutRemoved(mask, over, order);
    // One that still grows gets another order.
    if (result.complete) [result.order, result.mask] = [kept, mask];
    return kept;
  }

  /** @param sorted in the order of rows instead of the scope's own */
  async function resolveOrdered(scope: Scope, sorted: boolean): Promise<RowList & { readonly whole: boolean }> {
    const mask = await removals.mask();
    if (scope.kind === 'shard') {
      const over = new ShardRow([await shelves.info(scope.shard)]);
      return { ...rowList(over, keptPositions(mask, over)), whole: true };
    }
    if (scope.kind === 'result') {
      await results.get(scope.result).settled;
      const result = results.get(scope.result);
      const { over } = result;
      const order = await orderNow(result);
      return { ...rowList(over, sorted ? (order?.toSorted() ?? null) : order), whole: result.order === null };
    }
    const refs = scope.kind === 'rows' ? scope.rows : await setRows(world.store, scope.set);
    const named = new Set(refs.map(({ shard }) => shard));
    const over = await shardsOf(shelves, [...named]);
    const held = Uint32Array.from(refs.map((ref) => over.position(ref)).filter((position) => position !== null));
    const positions = withoutRemoved(mask, over, held);
    return { ...rowList(over, sorted ? positions.sort() : positions), whole: false };
  }

  return {
    find: (query) => find(room, query),
    page,
    neighbours,
    counts,
    search,
    resolve: (scope) => resolveOrdered(scope, false),
    resolveRows: async (scope) => rowsByShard(await resolveOrdered(scope, false)),
    searchable: async (shard) => {
      const spans = await indexes.spans(await shelves.info(shard));
      return spans.reduce((sum, span) => sum + span.rows, 0);
    },
    start: () => indexing.start(),
    changed(shard) {
      removals.refresh();
      indexes.reconsider(shard);
      indexing.start();
    },
    settled: () => indexing.settled(),
    stop: () => indexing.stop(),
  };
}

function checkCount(count: number, most: number): void {
  if (!Number.isSafeInteger(count) || count < 0 || count > most) {
    throw badInput(`Up to ${most} rows can be read at once, not ${count}.`);
  }
}

function personaOf({ ref, id, text, labels }: PersonaRow): Persona {
  const own: { -readonly [Name in LabelName]?: string } = { ...labels };
  // Of the text, not of the person.
  delete own.textLanguage;
  delete own.script;
  return { id, text, labels: own, shard: ref.shard };
}

function* each(list: RowList): Generator<RowRef> {
  for (let i = 0; i < list.length; i += 1) yield list.at(i);
}

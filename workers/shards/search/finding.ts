import type { ShardId } from '../../../lib/model/ids.ts';
import type { ShardInfo } from '../../../lib/model/shard.ts';
import { parseQuery, type Phrase, type Query } from '../../../lib/personas/search-query/query.ts';
import { SEGMENT_PARTS } from '../../../lib/personas/search-index/segment-builder.ts';
import type { Found, HubQuery } from '../../../lib/protocol/shards.ts';
import { partsOf } from '../load-parts.ts';
import type { LabelReader, ShardsWorld, Shelves } from '../ports.ts';
import type { Mask } from '../removals/mask.ts';
import { keptPositions } from '../removals/masked-rows.ts';
import type { Removals } from '../removals/removals.ts';
import { membersOf, RowFilters } from './filters.ts';
import { Matcher, type SpanHits } from './matcher.ts';
import { inRankOrder, inRowOrder, phraseFor } from './ordering.ts';
import type { Result, Results } from './results.ts';
import { ShardRow } from './row-list.ts';
import { bareSpans, coveredParts, type RowSpan, type ShardIndexes } from './shard-index.ts';

/**
 * Milliseconds after which the first answer goes out with what is found so far. With an index everything is counted by
 * then, unless hundreds of thousands of texts have to be looked at (a phrase of common words).
 */
const FIRST_MS = 50;
/** Between two announcements of a growing result. */
const TELL_MS = 200;

export interface FindingWorld {
  readonly world: Pick<ShardsWorld, 'store' | 'breathe' | 'now' | 'emit'>;
  readonly shelves: Pick<Shelves, 'list' | 'part' | 'partNow'>;
  readonly labels: Pick<LabelReader, 'part'>;
  readonly indexes: ShardIndexes;
  readonly removals: Removals;
  readonly results: Results;
}

/** The spans of a shard that are indexed, and the parts that are not. */
export async function spansOf(
  indexes: ShardIndexes,
  info: ShardInfo,
): Promise<{ readonly spans: readonly RowSpan[]; readonly rest: readonly number[] }> {
  const spans = [...(await indexes.spans(info))];
  const covered = coveredParts(spans);
  return { spans, rest: Array.from({ length: partsOf(info.count) - covered }, (_, k) => covered + k) };
}

/** Shards in scope, by id. */
export async function shardsOf(shelves: Pick<Shelves, 'list'>, only: readonly ShardId[] | null): Promise<ShardRow> {
  const held = await shelves.list();
  return new ShardRow(only ? held.filter(({ id }) => only.includes(id)) : held);
}

/** Evaluates a query; answers soon, and tells by `found` events how the rest goes on. */
export async function find(room: FindingWorld, given: HubQuery): Promise<Found> {
  const { world, shelves, labels, indexes, results } = room;
  const began = world.now();
  const query = parseQuery(given.text);
  const over = await shardsOf(shelves, given.shards);
  const mask = await room.removals.mask();
  const found = (result: Result): Found => ({
    result: result.id,
    total: (result.order ?? keptPositions(mask, over))?.length ?? over.length,
    complete: result.complete,
    milliseconds: world.now() - began,
  });
  const noText = query.clauses.length === 0;
  if (noText && given.filters.length === 0 && given.set === null) {
    return found(results.add(query, over, mask, null, true));
  }

  const filters = new RowFilters(shelves, labels, given.filters, await membersOf(world.store, given.set));
  const matcher = new Matcher(world, shelves, query, filters, mask);
  const byRow = noText || given.order === 'row';
  const order = (phrase: Phrase | null) =>
    byRow ? Promise.resolve(inRowOrder(over, hits)) : inRankOrder(over, hits, matcher, phrase);

  // What is indexed first: it takes a hundredth of the time.
  const indexed: (() => Promise<SpanHits>)[] = [];
  const others: (() => Promise<SpanHits>)[] = [];
  for (const info of over.shards) {
    const { spans, rest } = noText ? { spans: bareSpans(info, SEGMENT_PARTS), rest: [] } : await spansOf(indexes, info);
    for (const span of spans) indexed.push(() => matcher.hits(info, span));
    for (const part of rest) others.push(async () => matcher.hits(info, await indexes.ofPart(info, part)));
  }
  const waiting = [...indexed, ...others];
  const hits: SpanHits[] = [];
  const readOne = async (): Promise<void> => {
    const next = waiting.shift();
    if (next) hits.push(await next());
  };
  do {
    await readOne();
  } while (waiting.length > 0 && world.now() - began < FIRST_MS);
  const phrase = byRow ? null : phraseFor(query, hits);
  // Texts from disk are worth an event of their own: the rows found don't wait for their final order.
  const early = phrase !== null && !hits.every((some) => matcher.inMemory(some));
  const result = results.add(query, over, mask, await order(early ? null : phrase), waiting.length === 0 && !early);
  if (!result.complete) {
    result.settled = goOn();
    // Told to those who wait for it; the result itself stays incomplete.
    result.settled.catch(() => undefined);
  }
  return found(result);

  async function goOn(): Promise<void> {
    let told = world.now();
    // Nobody asks any more for a result that is not kept.
    while (results.has(result.id) && !result.complete) {
      await world.breathe();
      await readOne();
      if (waiting.length > 0 && world.now() - told < TELL_MS) continue;
      result.order = await order(phraseFor(query, hits));
      result.complete = waiting.length === 0;
      told = world.now();
      world.emit({ kind: 'found', found: found(result) });
    }
  }
}

/** Positions of all rows that a query holds for, in the order of rows; reads what is not indexed too. */
export async function findAll(
  room: Omit<FindingWorld, 'results' | 'removals'>,
  query: Query,
  over: ShardRow,
  mask: Mask,
): Promise<Uint32Array> {
  const { world, shelves, labels, indexes } = room;
  const matcher = new Matcher(world, shelves, query, new RowFilters(shelves, labels, [], null), mask);
  const hits: SpanHits[] = [];
  for (const info of over.shards) {
    for await (const span of everySpan(world, indexes, info)) hits.push(await matcher.hits(info, span));
  }
  return inRowOrder(over, hits);
}

/** All rows of a shard with an index; that of rows not yet indexed is made on the way. */
export async function* everySpan(
  world: Pick<ShardsWorld, 'breathe'>,
  indexes: ShardIndexes,
  info: ShardInfo,
): AsyncGenerator<RowSpan, void, undefined> {
  const { spans, rest } = await spansOf(indexes, info);
  yield* spans;
  for (const part of rest) {
    await world.breathe();
    yield await indexes.ofPart(info, part);
  }
}

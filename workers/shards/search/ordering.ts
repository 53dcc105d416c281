import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import { asPhrase, type Phrase, type Query } from '../../../lib/personas/search-query/query.ts';
import { rankRows, sortByRank, type RankedHits } from '../../../lib/personas/search-query/rank.ts';
import type { Matcher, SpanHits } from './matcher.ts';
import type { ShardRow } from './row-list.ts';

/**
 * With more hits than this nobody looks whether their words follow each other: it would mean reading all their texts
 * (some 0.4 us each).
 */
const PHRASE_HITS = 20_000;

/** Positions of all hits ascending. */
export function inRowOrder(over: ShardRow, hits: readonly SpanHits[]): Uint32Array {
  const sorted = byPlace(over, hits);
  const order = new Uint32Array(sorted.reduce((sum, { size }) => sum + size, 0));
  let i = 0;
  for (const { rows, ...place } of sorted) {
    const first = firstPosition(over, place);
    rows.forEach((row) => {
      order[i] = first + row;
      i += 1;
    });
  }
  return order;
}

/** The words of a query that has few enough hits to look whether they follow each other; else null. */
export function phraseFor(query: Query, hits: readonly SpanHits[]): Phrase | null {
  const total = hits.reduce((sum, { size }) => sum + size, 0);
  return total <= PHRASE_HITS ? asPhrase(query) : null;
}

/**
 * Positions of all hits, best first.
 * @param phrase of `phraseFor`; null leaves out whether words follow each other
 */
export async function inRankOrder(
  over: ShardRow,
  hits: readonly SpanHits[],
  matcher: Matcher,
  phrase: Phrase | null,
): Promise<Uint32Array> {
  const ranked: RankedHits[] = [];
  for (const some of byPlace(over, hits)) {
    if (some.size === 0 || !some.span.segment) continue;
    const adjacent = phrase ? await matcher.holding(some, phrase) : null;
    const positions = inRowOrder(over, [some]);
    ranked.push({
      positions,
      ranks: rankRows(some.span.segment, matcher.query, some.rows, positions.length, adjacent),
    });
  }
  return sortByRank(ranked);
}

type Place = Pick<SpanHits, 'info' | 'span'>;

function firstPosition(over: ShardRow, { info, span }: Place): number {
  return over.start(info.id) + span.firstPart * PART_SIZE;
}

function byPlace(over: ShardRow, hits: readonly SpanHits[]): SpanHits[] {
  return [...hits].sort((a, b) => firstPosition(over, a) - firstPosition(over, b));
}

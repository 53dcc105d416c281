import type { RowSet } from '../search-index/row-set.ts';
import type { Segment } from '../search-index/segment.ts';
import { collect } from './evaluate.ts';
import type { Clause, Query } from './query.ts';

/**
 * The rank of a row is one small number, lower is better, so that a million rows are sorted by counting.
 *
 * It is what BM25 comes to for short texts: a hit holds all words of the query, so that their rarity is the same for
 * all hits; a word is in a text of 14 words once or not at all, which leaves the text's length. What BM25 does not
 * know stands above it: words that follow each other as in the query, then whole words before beginnings of words
 * before insides of words. Equal ranks are in the order of rows.
 */
const LENGTHS = 256;
/** Steps of quality; more clauses than reach it are not told apart. */
const QUALITIES = 16;
/** Above any two clauses' whole words. */
const ADJACENT = 5;
export const RANKS = LENGTHS * QUALITIES;

/** Ranks of the rows of one segment, in their order. */
export function rankRows(
  segment: Segment,
  query: Query,
  rows: RowSet,
  size: number,
  adjacent: RowSet | null,
): Uint16Array {
  const grades = query.clauses.flatMap((clause) => gradesOf(segment, clause));
  const ranks = new Uint16Array(size);
  let i = 0;
  rows.forEach((row) => {
    let quality = adjacent?.has(row) ? ADJACENT : 0;
    for (const grade of grades) if (grade.has(row)) quality += 1;
    const length = Math.min(LENGTHS - 1, segment.lengths[row] ?? 0);
    ranks[i] = (QUALITIES - 1 - Math.min(QUALITIES - 1, quality)) * LENGTHS + length;
    i += 1;
  });
  return ranks;
}

/** Rows that are better hits of a clause: one set for those with the whole word, one for those with its beginning. */
function gradesOf(segment: Segment, { negated, means, lookups, exact }: Clause): RowSet[] {
  const kind = lookups[0]?.kind;
  const bytes = lookups[0]?.bytes;
  if (negated || !exact || bytes === undefined || kind === 'token') return [];
  const whole = collect(segment, { kind: 'token', bytes });
  return means.kind === 'phrase' ? [whole] : [whole, collect(segment, { kind: 'begins', bytes })];
}

/** Hits of a stretch of rows: positions ascending, and the rank of each. */
export interface RankedHits {
  readonly positions: Uint32Array;
  readonly ranks: Uint16Array;
}

/** All positions, best first; equal ranks in the order given. Linear. */
export function sortByRank(hits: readonly RankedHits[]): Uint32Array {
  const next = new Uint32Array(RANKS + 1);
  for (const { ranks } of hits) for (const rank of ranks) next[rank + 1] = (next[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank <= RANKS; rank += 1) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const sorted = new Uint32Array(hits.reduce((sum, { ranks }) => sum + ranks.length, 0));
  for (const { positions, ranks } of hits) {
    for (let i = 0; i < positions.length; i += 1) {
      const rank = ranks[i] ?? 0;
      const place = next[rank] ?? 0;
      next[rank] = place + 1;
      sorted[place] = positions[i] ?? 0;
    }
  }
  return sorted;
}

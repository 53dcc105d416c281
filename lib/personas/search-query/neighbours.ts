import { RowSet } from '../search-index/row-set.ts';
import type { Segment } from '../search-index/segment.ts';
import { unitsOf } from '../search-index/characters.ts';
import { fold } from '../fold.ts';

/** A row of a segment and its Jaccard similarity, 0 to 1. */
export interface NearRow {
  readonly row: number;
  readonly similarity: number;
}

/** The different tokens of a text as the index has them: words, single signs, pairs of consecutive signs. */
export function tokenSet(text: string): ReadonlySet<string> {
  const units = unitsOf(fold(text));
  const tokens = new Set<string>();
  for (const [i, unit] of units.entries()) {
    tokens.add(unit.text);
    const next = units[i + 1];
    if (unit.sign && next?.sign) tokens.add(unit.text + next.text);
  }
  return tokens;
}

/** Tokens in more than one row of this many ("a", "who") are looked up for each candidate instead of counted. */
const COMMON = 16;

/**
 * The `count` rows whose token sets have the greatest Jaccard similarity with these tokens; equal ones in the order of
 * rows; none that shares nothing. Exact: every row that shares a token counts, except that rows sharing nothing but
 * common tokens are passed over where even sharing all of those could not bring them among the best.
 * @param takes which rows count; null for all
 */
export function nearestRows(
  segment: Segment,
  tokens: ReadonlySet<string>,
  count: number,
  takes: ((row: number) => boolean) | null = null,
): readonly NearRow[] {
  const encoder = new TextEncoder();
  const held = [...tokens].map((token) => segment.find(encoder.encode(token))).filter((token) => token >= 0);
  const isCommon = (token: number) => segment.frequency(token) * COMMON > segment.rows;
  const common = held.filter(isCommon).map((token) => {
    const rows = new RowSet(segment.rows);
    segment.collect(token, rows);
    return rows;
  });
  const shared = new Uint16Array(segment.rows);
  const scratch = new RowSet(segment.rows);
  for (const token of held) if (!isCommon(token)) segment.tally(token, shared, scratch);
  const best = bestRows(segment, tokens.size, shared, common, 1, count, takes);
  const most = common.length / tokens.size;
  const last = best.length === count ? (best.at(-1)?.similarity ?? 0) : 0;
  return last > most ? best : bestRows(segment, tokens.size, shared, common, 0, count, takes);
}

/** @param fewest how many of the tokens that are not common a row must share */
function bestRows(
  segment: Segment,
  size: number,
  shared: Uint16Array,
  common: readonly RowSet[],
  fewest: 0 | 1,
  count: number,
  takes: ((row: number) => boolean) | null,
): readonly NearRow[] {
  let best: NearRow[] = [];
  let least = 0;
  for (let row = 0; row < segment.rows; row += 1) {
    let both = shared[row] ?? 0;
    if (both < fewest) continue;
    for (const rows of common) if (rows.has(row)) both += 1;
    if (both === 0) continue;
    const similarity = both / (size + (segment.lengths[row] ?? 0) - both);
    if (similarity <= least || takes?.(row) === false) continue;
    best.push({ row, similarity });
    // Sorted only now and then: most rows that get this far are pushed out again.
    if (best.length >= 4 * count + 64) {
      best = bestFirst(best).slice(0, count);
      least = best.length === count ? (best.at(-1)?.similarity ?? 0) : 0;
    }
  }
  return bestFirst(best).slice(0, count);
}

// Stable: rows were found in their order.
function bestFirst(rows: NearRow[]): NearRow[] {
  return rows.sort((a, b) => b.similarity - a.similarity || a.row - b.row);
}

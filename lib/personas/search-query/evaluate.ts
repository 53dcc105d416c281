import { RowSet } from '../search-index/row-set.ts';
import type { Segment } from '../search-index/segment.ts';
import type { Clause, Lookup, Query } from './query.ts';
import type { RowChecker } from './row-checker.ts';

/** Rows of one segment that a query may be about, and what only their texts can tell. */
export interface Proposal {
  readonly rows: RowSet;
  /** Clauses to check on the text; of a negated one only the rows that it may be in, null for any. */
  readonly checks: readonly { readonly clause: Clause; readonly maybe: RowSet | null }[];
}

/** What the index knows of a query. Every row that the query holds for is among the rows. */
export function propose(segment: Segment, query: Query): Proposal {
  const rows = RowSet.all(segment.rows);
  const checks: { clause: Clause; maybe: RowSet | null }[] = [];
  for (const clause of query.clauses) {
    if (clause.negated) continue;
    for (const lookup of clause.lookups) rows.keep(collect(segment, lookup));
    if (!clause.exact) checks.push({ clause, maybe: null });
    if (rows.empty) return { rows, checks: [] };
  }
  for (const clause of query.clauses) {
    if (!clause.negated) continue;
    const [first, ...rest] = clause.lookups;
    const maybe = first ? collect(segment, first) : null;
    for (const lookup of rest) maybe?.keep(collect(segment, lookup));
    if (maybe && clause.exact) rows.remove(maybe);
    else if (!maybe?.empty) checks.push({ clause, maybe });
  }
  return { rows, checks };
}

/** Takes rows out whose text (loaded into the checker) does not hold what was only proposed. */
export function confirm(proposal: Proposal, row: number, checker: RowChecker): void {
  for (const { clause, maybe } of proposal.checks) {
    if (clause.negated && maybe && !maybe.has(row)) continue;
    if (checker.holds(clause.means) !== clause.negated) continue;
    proposal.rows.delete(row);
    return;
  }
}

/** Rows that have any of the tokens. */
export function collect(segment: Segment, lookup: Lookup): RowSet {
  const rows = new RowSet(segment.rows);
  const { kind, bytes } = lookup;
  if (kind === 'token') {
    const token = segment.find(bytes);
    if (token >= 0) segment.collect(token, rows);
  } else if (kind === 'begins') {
    const [from, to] = segment.beginning(bytes);
    for (let token = from; token < to; token += 1) segment.collect(token, rows);
  } else {
    for (const token of segment.containing(bytes, kind === 'ends')) segment.collect(token, rows);
  }
  return rows;
}

import type { Lineage } from '../removals/standings.ts';

/** Decisions about near-duplicates as files of rows name them. */
export function dedupOf(decisions: readonly Lineage[]): readonly unknown[] {
  return decisions.map(({ id, method, threshold, keep }) => ({ decision: id, method, threshold, keep }));
}

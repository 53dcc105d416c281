import type { DedupDecision } from '../model/dedup.ts';

/** The first line of a decision's file, which says how it was made. @param listed removed texts that follow */
export function decisionHead(decision: DedupDecision, listed: number) {
  const { version, id, createdAt, scope, method, threshold, keep, byHand, before, clusters, removed } = decision;
  return {
    format: 'polyphony-dedup-decision',
    version,
    id,
    date: new Date(createdAt).toISOString(),
    scope,
    method,
    threshold,
    keep,
    by_hand: byHand,
    before,
    clusters,
    removed: removed.similarity.length,
    listed,
  };
}

'use client';

import { useMemo } from 'react';
import { dedupMarks, type ShardTerms } from '../../lib/export/answers.ts';
import type { ShardId } from '../../lib/model/ids.ts';
import { useDecisions } from '../providers/dedup.tsx';
import { useHub } from '../providers/hub.tsx';

/** What decisions say of answers. */
export function useMarks() {
  const decisions = useDecisions();
  return useMemo(() => dedupMarks(decisions), [decisions]);
}

/** Name, source and licence of each collection that is held. */
export function useTerms(): ReadonlyMap<ShardId, ShardTerms> {
  const shards = useHub((state) => state.shards);
  return useMemo(() => new Map(shards.map(({ info }) => [info.id, info])), [shards]);
}

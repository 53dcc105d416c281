'use client';

import { useCallback, useMemo } from 'react';
import type { ShardId } from '../../lib/model/ids.ts';
import { useHub } from '../providers/hub.tsx';

/** The shards that are held, and their names. */
export function useShards() {
  const shards = useHub((state) => state.shards);
  const byId = useMemo(() => new Map(shards.map((view) => [view.info.id, view])), [shards]);
  const ids = useMemo(() => shards.map(({ info }) => info.id), [shards]);
  // Changes when their rows do, not with every step of indexing.
  const held = shards.map(({ info, removed }) => `${info.id} ${info.hash} ${info.count} ${removed}`).join('\n');
  const total = shards.reduce((sum, { info, removed }) => sum + info.count - removed, 0);
  /** Name and licence: they go with every persona that is shown. */
  const fromOf = useCallback(
    (id: ShardId): string => {
      const info = byId.get(id)?.info;
      if (!info) return 'a shard that is gone';
      return `${info.name} · ${info.licence === '' ? 'licence unknown' : info.licence}`;
    },
    [byId],
  );
  return { shards, byId, ids, held, total, fromOf };
}

'use client';

import type { ShardId } from '../../lib/model/ids.ts';
import { useHub } from '../providers/hub.tsx';
import { LicenceLine } from './licence.tsx';

// Written for this app and free to use: nothing needs to be said of it each time.
const STARTER = 'starter';

/** Which collection a persona comes from, with its licence; nothing for the app's own and the user's own. */
export function PersonaOrigin({ shard }: { shard: ShardId | null }) {
  const info = useHub(({ shards }) => shards.find((view) => view.info.id === shard)?.info);
  if (shard === null || shard === STARTER) return null;
  // The line is there before the collection's name is read, so that nothing moves.
  return <div className="min-h-5 text-small text-soft">{info && <LicenceLine info={info} />}</div>;
}

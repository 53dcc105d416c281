import type { ShardId } from '../model/ids.ts';
import type { Column } from '../model/run.ts';
import type { ShardsClient } from './shards-client.ts';

const STARTER = 'starter' as ShardId;
// Three voices that differ in age, place and trade; any seed would do, this one reads well.
const FIRST_SEED = 139;

/** The voices of a first visit; none when the starter collection is not there. */
export async function firstVoices(shards: Pick<ShardsClient, 'sample'>): Promise<readonly Column[]> {
  const voices = await shards.sample(STARTER, 3, FIRST_SEED, []);
  return voices.ok ? voices.value.map((persona) => ({ kind: 'persona', persona, model: null, settings: null })) : [];
}

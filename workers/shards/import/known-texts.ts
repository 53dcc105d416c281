import { checkPart } from '../../../lib/personas/check-part.ts';
import { TextSet } from '../../../lib/personas/importing/text-set.ts';
import { partsOf } from '../load-parts.ts';
import type { ShardsWorld } from '../ports.ts';

// Parts asked for at once: one answer of a few megabytes.
const BATCH = 8;

/**
 * The texts of all shards that are whole and not deleted. The store itself is asked: news of another tab's import may
 * come later than its turn ends, and the cache of parts holds what the user looks at. A part that is missing or damaged
 * is passed over, for `verify` to tell.
 */
export async function knownTexts(world: ShardsWorld, signal: AbortSignal): Promise<TextSet> {
  const known = new TextSet();
  for (const { id, count, state, deletedAt } of await world.store.listShards()) {
    if (state !== 'whole' || deletedAt !== null) continue;
    const parts = partsOf(count);
    for (let from = 0; from < parts; from += BATCH) {
      const indexes = Array.from({ length: Math.min(BATCH, parts - from) }, (_, i) => from + i);
      for (const part of await world.store.parts(id, indexes)) {
        if (part === null || !isSound(part)) continue;
        const { text, offsets } = part;
        for (let row = 0; row < part.count; row += 1) known.add(text, offsets[row] ?? 0, offsets[row + 1] ?? 0);
        await world.breathe();
        signal.throwIfAborted();
      }
    }
  }
  return known;
}

function isSound(part: Parameters<typeof checkPart>[0]): boolean {
  try {
    checkPart(part);
    return true;
  } catch {
    return false;
  }
}

import { badInput, fault, FaultError } from '../../../lib/model/fault.ts';
import type { ShardId } from '../../../lib/model/ids.ts';
import type { PackedPart, ShardInfo } from '../../../lib/model/shard.ts';
import { checkPart } from '../../../lib/personas/check-part.ts';
import { partBytes } from '../../../lib/personas/pack.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import type { ImportJournal } from '../../../lib/store/ports.ts';
import { partsOf } from '../load-parts.ts';
import type { ShardsWorld } from '../ports.ts';
import type { PartMark } from './writer.ts';

// Parts asked for at once: one answer of a few megabytes.
const BATCH = 8;

/** An import as it stands in the store. */
export interface Adopted {
  readonly info: ShardInfo;
  readonly journal: ImportJournal;
  readonly marks: PartMark[];
  /** The part at the checkpoint, where it is not full. */
  readonly lastPart: PackedPart | null;
}

/**
 * Reads an import that was left. @throws FaultError `bad-input` when there is none (any more), `shard-corrupt` when its
 * parts are not what its journal says
 */
export async function adopt(world: ShardsWorld, shard: ShardId): Promise<Adopted> {
  const [info, journal] = [await world.store.getShard(shard), await world.store.getJournal(shard)];
  if (!info || !journal) throw badInput('This import is over.');
  const marks: PartMark[] = [];
  let lastPart: PackedPart | null = null;
  let rows = 0;
  const count = partsOf(journal.kept);
  for (let from = 0; from < count; from += BATCH) {
    const indexes = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i);
    for (const part of await world.store.parts(shard, indexes)) {
      if (part === null) throw corrupt(info);
      checkPart(part);
      marks.push({ hash: part.hash, bytes: partBytes(part) });
      rows += part.count;
      if (part.count < PART_SIZE) lastPart = part;
    }
  }
  if (rows !== journal.kept) throw corrupt(info);
  return { info, journal, marks, lastPart };
}

function corrupt({ name }: ShardInfo): FaultError {
  const message = `What was read of “${name}” is not all there.`;
  return new FaultError(fault('shard-corrupt', message, 'Remove this import and begin it anew.'));
}

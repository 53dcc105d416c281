import { sizeText } from '../../../lib/catalogue/words.ts';
import { fault, FaultError, type Fault } from '../../../lib/model/fault.ts';
import { neededBytes } from '../../../lib/personas/importing/room.ts';
import type { FileShape } from '../../../lib/protocol/shards.ts';
import type { ShardsWorld } from '../ports.ts';

// The answer changes slowly, and asking walks through the site's files in some browsers.
const ASK_EVERY_MS = 3_000;
// What is on its way when the answer comes, a few times over.
const MARGIN = 64 * 1024 * 1024;

/** @throws FaultError `storage-full` when the browser says that the source will not fit */
export async function checkRoom(world: ShardsWorld, bytes: number | null, shape: FileShape): Promise<void> {
  const free = await freeBytes(world);
  if (bytes === null || free === null) return;
  const needed = neededBytes(bytes, shape);
  if (needed <= free) return;
  const message = `This import needs about ${sizeText(needed)} of room, and this browser has ${sizeText(free)} left for this site.`;
  throw new FaultError(
    fault('storage-full', message, 'Free disk space, remove other personas or models, or import less.'),
  );
}

/** Asks every few seconds whether there is still room. */
export class RoomWatch {
  private askedAt: number;

  constructor(private readonly world: ShardsWorld) {
    this.askedAt = world.now();
  }

  /** A fault once too little is left. */
  async look(): Promise<Fault | null> {
    const now = this.world.now();
    if (now - this.askedAt < ASK_EVERY_MS) return null;
    this.askedAt = now;
    const free = await freeBytes(this.world);
    if (free === null || free >= MARGIN) return null;
    const message = `This browser has only ${sizeText(free)} left for this site. What was read is kept.`;
    return fault('storage-full', message, 'Make room, then go on; or keep what was read.');
  }
}

async function freeBytes(world: ShardsWorld): Promise<number | null> {
  const told = await world.estimate().catch(() => null);
  return told && Math.max(0, told.quota - told.used);
}

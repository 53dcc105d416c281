import type { Deletion } from './library/deletion.ts';
import { OPENING_LOCK } from './lock-names.ts';
import type { Mirror } from './mirror/mirror.ts';
import type { ShardsWorld } from './ports.ts';

/** Changes come in bursts, and a copy is not urgent. */
const SYNC_AFTER_MS = 2_000;

export interface Upkeep {
  /** Resolves once lost shards are back, and what an earlier visit left over is gone. Never rejects. */
  readonly opened: Promise<void>;
  /** Shards changed: copies are made in a while. */
  soon(): void;
}

/** What the worker does by itself: clean up, bring lost shards back, and keep the copies up to date. */
export function startUpkeep(world: ShardsWorld, mirror: Mirror, deletion: Deletion): Upkeep {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      void mirror.sync().catch(() => undefined); // tried again at the next change
    }, SYNC_AFTER_MS);
  };
  const opened = world.locks
    .hold(OPENING_LOCK, null, async () => {
      await deletion.clean();
      for (const id of await mirror.rebuild()) world.changed(id);
      soon();
    })
    .catch(() => undefined); // a storage that refuses; each call says so itself
  return { opened, soon };
}

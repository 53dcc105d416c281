import type { ShardId } from '../model/ids.ts';
import type { ImportView } from '../protocol/shards.ts';

/**
 * The imports that the screen shows: what the worker tells, with counts that never fall, and the ended ones until the
 * user takes them off.
 */
export class HubImports {
  private readonly views = new Map<ShardId, ImportView>();
  private told = new Set<ShardId>();

  /** By the time they were first heard of. */
  list(): readonly ImportView[] {
    return [...this.views.values()];
  }

  /** From an event: newer than any list that is on its way. */
  tell(view: ImportView): void {
    this.told.add(view.shard);
    this.put(view);
  }

  /** Call before the worker is asked for its list; what is told from now on is newer than that list. */
  asking(): void {
    this.told = new Set();
  }

  /** The worker's list of what has not ended. */
  replace(views: readonly ImportView[]): void {
    const there = new Set(views.map(({ shard }) => shard));
    for (const view of this.list()) {
      const { shard, state } = view;
      if (there.has(shard) || this.told.has(shard) || state === 'done' || state === 'refused') continue;
      // The worker keeps no journal of what it could not use at all: the reason must stay to be read.
      if (state === 'failed') this.views.set(shard, { ...view, state: 'refused' });
      else this.views.delete(shard);
    }
    for (const view of views) if (!this.told.has(view.shard)) this.put(view);
  }

  drop(shard: ShardId): void {
    this.views.delete(shard);
  }

  /** The worker died: what ran goes on by its journal once it is asked for. */
  cut(): void {
    for (const view of this.list())
      if (isMoving(view))
        this.views.set(view.shard, { ...view, state: 'interrupted', rowsPerSecond: null, secondsLeft: null });
  }

  private put(view: ImportView): void {
    const old = this.views.get(view.shard);
    // An import that is done never runs again under its id: news from before its end may still arrive.
    if (old?.state === 'done') return;
    this.views.set(view.shard, old ? grown(old, view) : view);
  }
}

/** Whether an import needs the user's patience rather than a decision. */
export function isMoving({ state }: Pick<ImportView, 'state'>): boolean {
  return state === 'waiting' || state === 'running' || state === 'pausing';
}

const counts = ['rows', 'kept', 'duplicates', 'rejected', 'bytesRead'] as const satisfies readonly (keyof ImportView)[];

function grown(old: ImportView, next: ImportView): ImportView {
  const most = Object.fromEntries(counts.map((name) => [name, Math.max(old[name], next[name])]));
  return { ...next, ...most };
}

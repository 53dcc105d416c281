import { type DedupActions, type DedupState, type DedupStore, noDedup } from './dedup-state.ts';
import { LazySession, type LoadedSession } from './lazy-session.ts';
import type { PlayState } from './play-state.ts';

type Play = Pick<PlayState, 'run' | 'cells'>;

/** The dedup session, whose code is fetched when there is something to compare or a screen shows decisions. */
export class LazyDedup extends LazySession<DedupState, DedupActions, Play> implements DedupStore {
  readonly actions: DedupActions = {
    open: () => this.later((actions) => actions.open()),
    find: (subject, method, floor) => this.later((actions) => actions.find(subject, method, floor)),
    cancel: () => this.later((actions) => actions.cancel()),
    setThreshold: (threshold) => this.later((actions) => actions.setThreshold(threshold)),
    setKeep: (keep) => this.later((actions) => actions.setKeep(keep)),
    clusters: (from, count) => this.asked((actions) => actions.clusters(from, count)),
    choose: (item, choice) => this.asked((actions) => actions.choose(item, choice)),
    check: (methods) => this.later((actions) => actions.check(methods)),
    apply: () => this.asked((actions) => actions.apply()),
    undo: (id) => this.asked((actions) => actions.undo(id)),
    exportDecision: (id) => this.asked((actions) => actions.exportDecision(id)),
    close: () => this.later((actions) => actions.close()),
  };

  constructor(load: () => Promise<LoadedSession<DedupState, DedupActions, Play>>) {
    super(noDedup, load, (fault) => ({ fault }));
  }

  override playChanged(play: Play): void {
    super.playChanged(play);
    if (!this.wanted && hasTwo(play)) void this.get().catch(() => undefined); // no badges then
  }
}

/** Whether there are two finished answers, which is the least that can repeat each other. */
function hasTwo({ cells }: Play): boolean {
  let done = 0;
  for (const { state } of cells.values()) if (state === 'done') done += 1;
  return done >= 2;
}

import { LazySession, type LoadedSession } from './lazy-session.ts';
import type { PlayState } from './play-state.ts';
import { type RunsActions, type RunsState, type RunsStore, unreadRuns } from './runs-state.ts';

type Play = Pick<PlayState, 'run' | 'active'>;

/** The session of the Runs screen, whose code is fetched when somebody goes there. */
export class LazyRuns extends LazySession<RunsState, RunsActions, Play> implements RunsStore {
  readonly actions: RunsActions = {
    open: () => this.later((actions) => actions.open()),
    measure: (runs) => this.later((actions) => actions.measure(runs)),
    openInPlay: (run) => this.asked((actions) => actions.openInPlay(run)),
    runAgain: (run) => this.asked((actions) => actions.runAgain(run)),
    compare: (run) => this.asked((actions) => actions.compare(run)),
    deleteRuns: (runs) => this.asked((actions) => actions.deleteRuns(runs)),
    undoDelete: (id) => this.asked((actions) => actions.undoDelete(id)),
  };

  constructor(load: () => Promise<LoadedSession<RunsState, RunsActions, Play>>) {
    super(unreadRuns, load, (fault) => ({ restored: true, fault }));
  }
}

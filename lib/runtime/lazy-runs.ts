import { faultOf } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';
import { failed } from './outcome.ts';
import type { PlayState } from './play-state.ts';
import { type RunsActions, type RunsState, type RunsStore, unreadRuns } from './runs-state.ts';
import { StateBox } from './state-box.ts';

type Session = RunsStore & {
  playChanged(play: Pick<PlayState, 'run' | 'active'>): void;
  dispose(): void;
};

/** The session of the Runs screen, whose code is fetched when somebody goes there: the first page stays small. */
export class LazyRuns implements RunsStore {
  readonly actions: RunsActions;
  private readonly box = new StateBox<RunsState>(unreadRuns);
  private session: Promise<Session> | null = null;
  private loaded: Session | null = null;
  private play: Pick<PlayState, 'run' | 'active'> | null = null;
  private disposed = false;

  /** @param load makes the session; may reject, and is asked again then */
  constructor(private readonly load: () => Promise<Session>) {
    const later = (work: (actions: RunsActions) => void) => {
      this.get().then(
        ({ actions }) => work(actions),
        (thrown: unknown) => this.box.set({ restored: true, fault: faultOf(thrown) }),
      );
    };
    const asked = (work: (actions: RunsActions) => Promise<Outcome<void>>): Promise<Outcome<void>> =>
      this.get().then(
        ({ actions }) => work(actions),
        (thrown: unknown) => failed(faultOf(thrown)),
      );
    this.actions = {
      open: () => later((actions) => actions.open()),
      measure: (runs) => later((actions) => actions.measure(runs)),
      openInPlay: (run) => asked((actions) => actions.openInPlay(run)),
      deleteRuns: (runs) => asked((actions) => actions.deleteRuns(runs)),
      undoDelete: (id) => asked((actions) => actions.undoDelete(id)),
    };
  }

  getState = (): RunsState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** See RunsSession. */
  playChanged(play: Pick<PlayState, 'run' | 'active'>): void {
    this.play = play;
    this.loaded?.playChanged(play);
  }

  dispose(): void {
    this.disposed = true;
    this.loaded?.dispose();
    this.box.close();
  }

  private get(): Promise<Session> {
    this.session ??= this.load().then(
      (session) => {
        this.loaded = session;
        if (this.disposed) session.dispose();
        if (this.play) session.playChanged(this.play);
        session.subscribe(() => this.box.set(session.getState()));
        return session;
      },
      (thrown: unknown) => {
        this.session = null;
        throw thrown;
      },
    );
    return this.session;
  }
}

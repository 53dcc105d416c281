import { faultOf } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';
import { type DedupActions, type DedupState, type DedupStore, noDedup } from './dedup-state.ts';
import { failed } from './outcome.ts';
import type { PlayState } from './play-state.ts';
import { StateBox } from './state-box.ts';

type Play = Pick<PlayState, 'run' | 'cells'>;
type Session = DedupStore & { start(): Promise<void>; playChanged(play: Play): void; dispose(): void };

/**
 * The dedup session, whose code is fetched when there is something to compare or a screen shows decisions: the first
 * page stays small.
 */
export class LazyDedup implements DedupStore {
  readonly actions: DedupActions;
  private readonly box = new StateBox<DedupState>(noDedup);
  private session: Promise<Session> | null = null;
  private loaded: Session | null = null;
  private play: Play | null = null;
  private disposed = false;

  /** @param load makes the session; may reject, and is asked again then */
  constructor(private readonly load: () => Promise<Session>) {
    const later = (work: (actions: DedupActions) => void) => {
      this.get().then(
        ({ actions }) => work(actions),
        (thrown: unknown) => this.box.set({ fault: faultOf(thrown) }),
      );
    };
    const asked = <T>(work: (actions: DedupActions) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
      this.get().then(
        ({ actions }) => work(actions),
        (thrown: unknown) => failed(faultOf(thrown)),
      );
    this.actions = {
      open: () => later((actions) => actions.open()),
      find: (subject, method, floor) => later((actions) => actions.find(subject, method, floor)),
      cancel: () => later((actions) => actions.cancel()),
      setThreshold: (threshold) => later((actions) => actions.setThreshold(threshold)),
      setKeep: (keep) => later((actions) => actions.setKeep(keep)),
      clusters: (from, count) => asked((actions) => actions.clusters(from, count)),
      choose: (item, choice) => asked((actions) => actions.choose(item, choice)),
      check: (methods) => later((actions) => actions.check(methods)),
      apply: () => asked((actions) => actions.apply()),
      undo: (id) => asked((actions) => actions.undo(id)),
      exportDecision: (id) => asked((actions) => actions.exportDecision(id)),
      close: () => later((actions) => actions.close()),
    };
  }

  getState = (): DedupState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Give it Play's state whenever that changes. */
  playChanged(play: Play): void {
    this.play = play;
    if (this.loaded) this.loaded.playChanged(play);
    else if (this.session === null && hasTwo(play)) void this.get().catch(() => undefined); // no badges then
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
        session.subscribe(() => this.box.set(session.getState()));
        if (this.play) session.playChanged(this.play);
        void session.start();
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

/** Whether there are two finished answers, which is the least that can repeat each other. */
function hasTwo({ cells }: Play): boolean {
  let done = 0;
  for (const { state } of cells.values()) if (state === 'done') done += 1;
  return done >= 2;
}

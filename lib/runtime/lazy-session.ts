import { type Fault, faultOf } from '../model/fault.ts';
import type { Outcome } from '../protocol/engine.ts';
import { failed } from './outcome.ts';
import { StateBox } from './state-box.ts';

/** A session as a lazy one needs it. */
export interface LoadedSession<State, Actions, Play> {
  readonly actions: Actions;
  readonly getState: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  playChanged(play: Play): void;
  dispose(): void;
}

/** Stands for a session whose code is fetched when it is first needed: the first page stays small. */
export abstract class LazySession<State extends object, Actions, Play> {
  protected readonly box: StateBox<State>;
  private session: Promise<LoadedSession<State, Actions, Play>> | null = null;
  private loaded: LoadedSession<State, Actions, Play> | null = null;
  private play: Play | null = null;
  private disposed = false;

  /**
   * @param load makes the session; may reject, and is asked again then
   * @param trouble what the state says of a deed without an answer whose code could not be fetched
   */
  constructor(
    unread: State,
    private readonly load: () => Promise<LoadedSession<State, Actions, Play>>,
    private readonly trouble: (fault: Fault) => Partial<State>,
  ) {
    this.box = new StateBox<State>(unread);
  }

  getState = (): State => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Give it Play's state whenever that changes. */
  playChanged(play: Play): void {
    this.play = play;
    this.loaded?.playChanged(play);
  }

  dispose(): void {
    this.disposed = true;
    this.loaded?.dispose();
    this.box.close();
  }

  protected get wanted(): boolean {
    return this.session !== null;
  }

  /** A deed that answers nothing. */
  protected later(work: (actions: Actions) => void): void {
    this.get().then(
      ({ actions }) => work(actions),
      (thrown: unknown) => this.box.set(this.trouble(faultOf(thrown))),
    );
  }

  protected asked<T>(work: (actions: Actions) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return this.get().then(
      ({ actions }) => work(actions),
      (thrown: unknown) => failed(faultOf(thrown)),
    );
  }

  protected get(): Promise<LoadedSession<State, Actions, Play>> {
    this.session ??= this.load().then(
      (session) => {
        this.loaded = session;
        if (this.disposed) session.dispose();
        session.subscribe(() => this.box.set(session.getState()));
        if (this.play) session.playChanged(this.play);
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

import { LazySession, type LoadedSession } from './lazy-session.ts';
import type { PlayState } from './play-state.ts';
import { nothingShared, type OpenedFrom, type ShareActions, type ShareState, type ShareStore } from './share-state.ts';

/** What of Play the session looks at. */
export type SharePlay = Pick<PlayState, 'run' | 'cells' | 'active' | 'task' | 'columns' | 'settings'>;

/** The share session, whose code is fetched when something is opened or shared, or Play's run repeats a recording. */
export class LazyShare extends LazySession<ShareState, ShareActions, SharePlay> implements ShareStore {
  readonly actions: ShareActions = {
    openLink: (fragment) => this.open({ kind: 'link', fragment }, (actions) => actions.openLink(fragment)),
    openFile: (file) => this.open({ kind: 'file', name: file.name }, (actions) => actions.openFile(file)),
    openAddress: (url) => this.open({ kind: 'address', url }, (actions) => actions.openAddress(url)),
    close: () => {
      if (this.wanted) this.later((actions) => actions.close());
      this.box.set({ opened: null });
    },
    // Without a session nothing was opened, so nothing is to be replaced.
    unsaved: () => (this.wanted ? this.get().then(({ actions }) => actions.unsaved()) : Promise.resolve(null)),
    toPlay: () => this.asked((actions) => actions.toPlay()),
    runHere: () => this.asked((actions) => actions.runHere()),
    keep: () => this.asked((actions) => actions.keep()),
    pack: (subject) => this.asked((actions) => actions.pack(subject)),
    packFile: (subject) => this.asked((actions) => actions.packFile(subject)),
    packRuns: (runs) => this.asked((actions) => actions.packRuns(runs)),
  };

  constructor(load: () => Promise<LoadedSession<ShareState, ShareActions, SharePlay>>) {
    super(nothingShared, load, (fault) => {
      const { opened } = this.box.get();
      return opened ? { opened: { from: opened.from, kind: 'failed', fault } } : {};
    });
  }

  override playChanged(play: SharePlay): void {
    super.playChanged(play);
    if (!this.wanted && play.run?.reproduces) void this.get().catch(() => undefined); // no comparison then
  }

  /** Says at once that something is being read: the session's code may take a moment to come. */
  private open(from: OpenedFrom, work: (actions: ShareActions) => void): void {
    this.box.set({ opened: { from, kind: 'reading' } });
    this.later(work);
  }
}

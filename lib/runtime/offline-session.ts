import { type Fault, fault, faultOf } from '../model/fault.ts';
import { type OfflineOffer, type OfflineOrder, type OfflineReport } from '../protocol/offline.ts';
import { type OfflineActions, type OfflineState, type OfflineStore, unreadOffline } from './offline-state.ts';
import { StateBox } from './state-box.ts';
import { TimeLeft } from './time-left.ts';

export type Worker = Pick<ServiceWorker, 'state' | 'postMessage' | 'addEventListener'>;
export interface Registration {
  readonly installing: Worker | null;
  readonly waiting: Worker | null;
  readonly active: Worker | null;
  addEventListener(type: 'updatefound', listener: () => void): void;
  unregister(): Promise<boolean>;
}

/** What the session needs of the browser; tests give stand-ins. */
export interface OfflineWorld {
  /** Null where the browser has no service workers: not a secure page, or a private window. */
  readonly workers: {
    readonly controlled: () => boolean;
    readonly find: () => Promise<Registration | undefined>;
    readonly register: () => Promise<Registration>;
    readonly onController: (listener: () => void) => void;
  } | null;
  readonly secure: boolean;
  readonly fetchOffer: () => Promise<OfflineOffer>;
  /** Bytes of all that lies here for the copy. */
  readonly measure: () => Promise<number>;
  readonly deleteCaches: () => Promise<void>;
  readonly listen: (listener: (report: OfflineReport) => void) => void;
  readonly reload: () => void;
  readonly now: () => number;
}

/** The copy of the app for offline use, as the page sees it. One for each page. Nothing here rejects. */
export class OfflineSession implements OfflineStore {
  readonly actions: OfflineActions = {
    look: () => void this.look(),
    keep: () => void this.keep(),
    cancel: () => this.order(this.registration?.installing, 'cancel'),
    remove: () => void this.remove(),
    reload: () => this.reload(),
    later: () => this.box.set({ later: true }),
  };
  private readonly box = new StateBox<OfflineState>(unreadOffline);
  private readonly timeLeft: TimeLeft;
  private registration: Registration | null = null;
  /** The newer version that was told of last. */
  private waiting: Worker | null = null;
  private reloading = false;
  /** Whether this page came from a copy; then another controller means another version. */
  private fromCopy = false;

  constructor(private readonly world: OfflineWorld) {
    this.timeLeft = new TimeLeft(world.now);
  }

  getState = (): OfflineState => this.box.get();
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** Reads what is registered; registers nothing. */
  async start(): Promise<void> {
    const { workers } = this.world;
    if (!workers) {
      this.box.set({ phase: 'unsupported', fault: this.whyNot() });
      return;
    }
    this.world.listen((report) => this.told(report));
    this.fromCopy = workers.controlled();
    workers.onController(() => this.controllerChanged());
    try {
      const found = await workers.find();
      if (!found) {
        this.box.set({ phase: 'absent' });
        return;
      }
      this.follow(found);
      // Tabs of an older version may have gone since.
      this.order(found.active, 'tidy');
    } catch (thrown) {
      this.box.set({ phase: 'unsupported', fault: faultOf(thrown, 'storage-blocked') });
    }
  }

  private async look(): Promise<void> {
    const offer = await this.world.fetchOffer().catch(() => null);
    if (offer) this.box.set({ offer });
    await this.measure();
  }

  private async keep(): Promise<void> {
    const { workers } = this.world;
    if (!workers) return;
    this.box.set({ phase: 'filling', fault: null, freedBytes: null, progress: null });
    try {
      this.follow(await workers.register());
    } catch (thrown) {
      // Only a registration itself can throw here; files that fail are told by the worker.
      this.box.set({ phase: 'absent', fault: registrationFault(thrown) });
    }
  }

  private async remove(): Promise<void> {
    try {
      const before = await this.world.measure();
      this.order(this.registration?.installing, 'cancel');
      await this.registration?.unregister();
      await this.world.deleteCaches();
      this.registration = null;
      this.box.set({
        ...{ phase: 'absent', update: 'none', progress: null, fault: null, keptBytes: 0 },
        freedBytes: before - (await this.world.measure()),
      });
    } catch (thrown) {
      this.box.set({ fault: faultOf(thrown, 'storage-blocked') });
    }
  }

  private reload(): void {
    const waiting = this.registration?.waiting;
    this.reloading = true;
    // With nobody waiting the newer version is active already.
    if (waiting) this.order(waiting, 'activate');
    else this.world.reload();
  }

  private controllerChanged(): void {
    if (this.reloading) this.world.reload();
    else if (this.fromCopy) this.box.set({ update: 'elsewhere', later: false });
    // The first copy took this page over as it is.
    this.fromCopy = true;
  }

  private follow(registration: Registration): void {
    if (this.registration !== registration) registration.addEventListener('updatefound', () => this.watch());
    this.registration = registration;
    this.read();
    this.watch();
  }

  private watch(): void {
    const worker = this.registration?.installing;
    if (!worker) return;
    worker.addEventListener('statechange', () => this.read());
    this.read();
  }

  /** Registration to state. */
  private read(): void {
    if (!this.registration) return;
    const { installing, waiting, active } = this.registration;
    if (active === null && waiting === null) {
      // A first copy that was cut off leaves no registration behind.
      if (installing === null) this.registration = null;
      this.box.set({ phase: installing === null ? 'absent' : 'filling' });
      if (installing === null) this.ended();
      return;
    }
    const { update } = this.getState();
    const now = waiting !== null && active !== null ? 'ready' : installing !== null ? 'filling' : 'none';
    const next = update === 'elsewhere' && now === 'none' ? update : now;
    const fresh = waiting !== null && waiting !== this.waiting;
    this.waiting = waiting;
    this.box.set({ phase: 'kept', update: next, ...(fresh && { later: false }) });
    if (installing === null) this.ended();
  }

  private ended(): void {
    this.box.set({ progress: null });
    if (this.getState().keptBytes !== null) void this.measure();
  }

  private async measure(): Promise<void> {
    this.box.set({ keptBytes: await this.world.measure().catch(() => 0) });
  }

  private told(report: OfflineReport): void {
    if (report.kind === 'failed') {
      // Of an update nobody asked for: the copy that is there goes on, and the browser tries again by itself.
      if (this.getState().phase === 'filling') this.box.set({ fault: report.fault });
      return;
    }
    if (this.getState().phase === 'absent' || this.getState().phase === 'unsupported') return;
    const { build, doneBytes, totalBytes } = report;
    const secondsLeft = this.timeLeft.of({ stage: build, done: doneBytes, total: totalBytes });
    this.box.set({ progress: { ...report, secondsLeft } });
  }

  private order(worker: Worker | null | undefined, kind: OfflineOrder['kind']): void {
    worker?.postMessage({ kind } satisfies OfflineOrder);
  }

  private whyNot(): Fault {
    return this.world.secure
      ? fault('storage-blocked', 'This browser offers no service workers here, as some private windows do not.')
      : fault('unsupported', 'Offline use needs https (or localhost): browsers allow it nowhere else.');
  }
}

function registrationFault(thrown: unknown): Fault {
  const name = thrown instanceof Error ? thrown.name : '';
  // Chrome's private windows and blocked site data end here.
  if (name === 'SecurityError' || name === 'NotSupportedError')
    return fault('storage-blocked', 'This browser does not let the site keep a copy (private window, blocked data?).');
  return fault(
    'download-failed',
    'The part for offline use could not be fetched: this site may have been built without it.',
  );
}

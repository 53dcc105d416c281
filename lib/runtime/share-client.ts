import { fault, type Fault } from '../model/fault.ts';
import type { SharedFile, SharedPlayground, ShareSubject } from '../model/share.ts';
import type { Outcome } from '../protocol/engine.ts';
import type { PackedLink, ShareFileSubject, ShareSources, ShareWorkerApi } from '../protocol/share.ts';
import type { WorkerLink } from './link.ts';
import { failed } from './outcome.ts';

type Remote = WorkerLink<ShareWorkerApi>['remote'];

/** For the worker's script to arrive and answer, and for a link: the worker itself takes 100 ms for one. */
const LINK_MS = 5000;
/** For a file at its limits on a slow phone. */
const FILE_MS = 60_000;

interface Running {
  readonly link: WorkerLink<ShareWorkerApi>;
  /** Resolves once it answered for the first time. */
  readonly ready: Promise<null>;
  /** Resolves when it died or was ended here. */
  readonly gone: Promise<Fault>;
  /** Ends it; whoever else waits for it gets this fault. */
  end(why: Fault): void;
}

/**
 * The page's side of the share worker: started at first use, and again after a death. One that does not answer in time is
 * ended: whatever holds it up must not keep a core. Nothing here rejects.
 */
export class ShareClient {
  private running: Running | null = null;

  constructor(private readonly spawn: () => WorkerLink<ShareWorkerApi>) {}

  pack(subject: ShareSubject, sources: ShareSources): Promise<Outcome<PackedLink>> {
    return this.call(LINK_MS, packedLate, (remote) => remote.pack(subject, sources));
  }

  unpack(fragment: string): Promise<Outcome<SharedPlayground>> {
    return this.call(LINK_MS, readLate('link'), (remote) => remote.unpack(fragment));
  }

  packFile(file: ShareFileSubject, sources: ShareSources): Promise<Outcome<Blob>> {
    return this.call(FILE_MS, packedLate, (remote) => remote.packFile(file, sources));
  }

  unpackFile(file: File): Promise<Outcome<SharedFile>> {
    return this.call(FILE_MS, readLate('file'), (remote) => remote.unpackFile(file));
  }

  dispose(): void {
    this.running?.end(fault('cancelled', 'Cancelled.'));
  }

  private async call<T>(
    limitMs: number,
    late: Fault,
    ask: (remote: Remote) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      const one = (this.running ??= this.start());
      const gone = one.gone.then(failed);
      const stuck = fault('worker-unresponsive', 'What reads and packs links did not start.', 'Try again.');
      const began = await inTime(LINK_MS, Promise.race([one.ready, gone]), () => one.end(stuck));
      if (began !== null) return began;
      return await inTime(limitMs, Promise.race([ask(one.link.remote), gone]), () => one.end(late));
    } catch (thrown) {
      return failed(fault('internal', thrown instanceof Error ? thrown.message : String(thrown)));
    }
  }

  private start(): Running {
    const link = this.spawn();
    let tell: (why: Fault) => void = () => undefined;
    const ended = new Promise<Fault>((resolve) => (tell = resolve));
    const forget = () => {
      if (this.running === one) this.running = null;
    };
    const one: Running = {
      link,
      ready: link.remote.ping().then(() => null),
      gone: Promise.race([link.died, ended]),
      end(why) {
        forget();
        tell(why);
        link.end();
      },
    };
    one.ready.catch(() => undefined); // a call that waits for it tells
    void link.died.then(forget);
    return one;
  }
}

const packedLate = fault('internal', 'Packing took too long and was given up.');

function readLate(what: 'link' | 'file'): Fault {
  return fault('share-corrupt', `Reading this ${what} took too long and was given up.`);
}

/** What comes of it; `onLate` must make it end. */
async function inTime<T>(limitMs: number, work: Promise<T>, onLate: () => void): Promise<T> {
  const timer = setTimeout(onLate, limitMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

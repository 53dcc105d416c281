import * as Comlink from 'comlink';
import type { EngineLoadOptions, EngineWorkerApi } from '../../lib/protocol/engine.ts';
import { linkWorker, type WorkerLink } from '../../lib/runtime/link.ts';
import type { LoadPlan, Report } from './protocol.ts';

/** The test site's page: speaks to engine workers as `lib/runtime/host.ts` does, and passes everything on. */
interface Held {
  readonly link: WorkerLink<EngineWorkerApi>;
  readonly kill: () => void;
}

const held = new Map<number, Held>();
const at = (id: number): Held => {
  const found = held.get(id);
  if (!found) throw new Error(`There is no engine ${id}.`);
  return found;
};

// One at a time: the order of events is what the tests look at.
let sent: Promise<void> = Promise.resolve();
function report(what: Report): void {
  sent = sent.then(() => globalThis.polyphonyReport(what));
}

async function optionsOf({ options, files }: LoadPlan): Promise<EngineLoadOptions> {
  const base = new URL('/', location.href).href;
  if (!files) return { ...options, base } as unknown as EngineLoadOptions;
  const blobs = files.map(async ({ name, path }) => {
    const response = await fetch(new URL(path, base));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return { name, blob: await response.blob() };
  });
  return { ...options, base, files: await Promise.all(blobs) } as unknown as EngineLoadOptions;
}

globalThis.polyphonyContract = {
  start(id) {
    const made: Worker[] = [];
    const link = linkWorker<EngineWorkerApi>((name) => {
      const worker = new Worker('/worker.js', { type: 'module', name });
      made.push(worker);
      return worker;
    });
    held.set(id, { link, kill: () => made.forEach((worker) => worker.terminate()) });
    void link.died.then((why) => report({ kind: 'died', id, why }));
    void link.remote.connect(
      Comlink.proxy((events) => report({ kind: 'events', id, events })),
      Comlink.proxy((progress) => report({ kind: 'progress', id, progress })),
    );
  },
  load: async (id, plan) => at(id).link.remote.load(await optionsOf(plan)),
  generate: (id, jobs) => void at(id).link.remote.generate(jobs),
  cancel: (id, ids) => void at(id).link.remote.cancel(ids),
  ping: (id) => at(id).link.remote.ping(),
  end(id) {
    held.get(id)?.link.end();
    held.delete(id);
  },
  kill: (id) => at(id).kill(),
};

import { openLedger } from '../../lib/runtime/open-ledger.ts';
import { spawnFar } from '../../lib/runtime/spawn.ts';
import { workerEnded, workerStarted } from '../../lib/runtime/worker-names.ts';
import type { LedgerAsk } from './ledger.worker.ts';

const ledger = openLedger();
const NAME = 'polyphony-asker';
workerStarted(NAME);
const worker = new Worker('/asker.js', { type: 'module', name: NAME });
// Of another tab, as this page cannot know it.
const stranger = new Worker('/asker.js', { type: 'module', name: 'polyphony-stranger' });

const answerOf = (one: Worker, message: unknown) =>
  new Promise<unknown>((resolve) => {
    one.onmessage = ({ data }) => resolve(data);
    one.postMessage(message);
  });

const site = {
  state: () => ledger.getState(),
  ask: (ask: LedgerAsk) => answerOf(worker, ask),
  strange: (ask: LedgerAsk) => answerOf(stranger, ask),
  end() {
    worker.terminate();
    workerEnded(NAME);
  },
  /** Reads the first piece of a file as an import does, and then lets go. */
  async far(url: string) {
    const far = spawnFar();
    const head = await answerOf(far, { kind: 'open', url, headers: {} });
    const piece = await answerOf(far, { kind: 'pull' });
    far.terminate();
    return [head, piece].map((one) => (one as { kind: string }).kind);
  },
};
export type LedgerSite = typeof site;

Object.assign(globalThis, { site });

import {
  LEDGER_CHANNEL,
  type LedgerAsker,
  type LedgerNews,
  newsOfResources,
  readSender,
} from '../lib/protocol/ledger.ts';
import type { LedgerMessage } from '../lib/protocol/ledger.ts';
import { countFetch } from './count-fetch.ts';

let channel: BroadcastChannel | null = null;

/**
 * From here on the page hears of every request to another host that this worker makes, whether it was answered, failed,
 * or was refused by the site's policy. Call it once, before the first request.
 * @param asker for whom, where the worker's name does not say
 */
export function keepLedger(asker: LedgerAsker): void {
  // The oldest browsers only; their ledger stays silent rather than the app.
  if (typeof BroadcastChannel === 'undefined') return;
  const open = (channel = new BroadcastChannel(LEDGER_CHANNEL));
  const sender = self.name;
  const who = readSender(sender).asker ?? asker;
  const tell = (news: LedgerNews) => {
    open.postMessage({ sender, asker: who, news } satisfies LedgerMessage);
  };
  const { origin } = self.location;
  self.fetch = countFetch(self.fetch.bind(self), origin, tell, {
    epoch: () => Date.now(),
    now: () => performance.now(),
  });
  new PerformanceObserver((list) => {
    const entries = list.getEntries() as PerformanceResourceTiming[];
    for (const news of newsOfResources(entries, { origin, start: performance.timeOrigin, counted: true })) tell(news);
  }).observe({ type: 'resource', buffered: true });
  self.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (/^https?:/.test(blockedURI)) tell({ kind: 'refused', url: blockedURI, at: Date.now() });
  });
}

/** Ends a worker that this one started; whatever it had under way is told to have stopped. */
export function endWorker(worker: { terminate(): void }, name: string): void {
  worker.terminate();
  channel?.postMessage({ sender: name, asker: 'other', news: { kind: 'gone' } } satisfies LedgerMessage);
}

import { LEDGER_CHANNEL, type LedgerMessage, newsOfResources, readSender } from '../protocol/ledger.ts';
import { Ledger } from './ledger.ts';
import { isOwnWorker, onWorkerEnded } from './worker-names.ts';

const PAGE = 'page';

/**
 * The ledger of this tab: what its workers tell, and what the browser lists of the page itself, from its first file on.
 * Make it before the first worker. Nothing of it is kept.
 */
export function openLedger(): Ledger & { close(): void } {
  const ledger = new Ledger();
  const watch = new AbortController();
  const fromPage = (news: LedgerMessage['news']) => ledger.hear({ sender: PAGE, asker: PAGE, news });
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(LEDGER_CHANNEL);
  channel?.addEventListener('message', ({ data }: MessageEvent<LedgerMessage>) => {
    if (isOwnWorker(readSender(data.sender).worker)) ledger.hear(data);
  });
  const observer = new PerformanceObserver((list) => {
    const entries = list.getEntries() as PerformanceResourceTiming[];
    const where = { origin: location.origin, start: performance.timeOrigin, counted: false };
    newsOfResources(entries, where).forEach(fromPage);
  });
  observer.observe({ type: 'resource', buffered: true });
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (page) fromPage({ kind: 'own', files: 1, bytes: page.transferSize });
  window.addEventListener(
    'securitypolicyviolation',
    ({ blockedURI }) => {
      if (/^https?:/.test(blockedURI)) fromPage({ kind: 'refused', url: blockedURI, at: Date.now() });
    },
    { signal: watch.signal },
  );
  const unwatch = onWorkerEnded((name) => ledger.hear({ sender: name, asker: 'other', news: { kind: 'gone' } }));
  return Object.assign(ledger, {
    close() {
      watch.abort();
      unwatch();
      observer.disconnect();
      channel?.close();
      ledger.dispose();
    },
  });
}

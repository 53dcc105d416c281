import type { LedgerAsker, LedgerMessage, LedgerNews } from '../protocol/ledger.ts';
import { emptyLedger, type HostTotal, type LedgerEntry, type LedgerState } from './ledger-state.ts';
import { StateBox } from './state-box.ts';

/** As many are listed; older ones stay in the totals. A model is dozens of requests, a Parquet file hundreds. */
export const MOST_ENTRIES = 500;
/** A refusal is told by the browser a moment after the request was made. */
const REFUSED_WITHIN_MS = 10_000;

type Change = Partial<LedgerEntry>;

/** Gathers the news of all workers and of the page into one list. */
export class Ledger {
  private readonly box = new StateBox<LedgerState>(emptyLedger);
  private readonly seen = new Map<string, number>();

  readonly getState = (): LedgerState => this.box.get();
  readonly subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  hear({ sender, asker, news }: LedgerMessage): void {
    switch (news.kind) {
      case 'asked':
        this.add(this.entry(`${sender} ${news.id}`, asker, news));
        break;
      case 'answered':
        this.change(sender, news.id, (entry) => ({
          status: news.status,
          answeredBy: hostOf(news.url) === entry.host ? null : hostOf(news.url),
        }));
        break;
      case 'received':
        this.change(sender, news.id, () => ({ received: news.bytes }));
        break;
      case 'ended':
        this.change(sender, news.id, (entry) => ({
          state: entry.state === 'refused' ? 'refused' : news.end,
          received: news.bytes,
        }));
        break;
      case 'seen':
        this.add({
          ...this.entry(this.fresh(sender), asker, { ...news, method: 'GET', sent: 0 }),
          state: 'done',
          status: news.status === 0 ? null : news.status,
          received: news.bytes,
        });
        break;
      case 'refused':
        this.refused(sender, asker, news);
        break;
      case 'gone':
        this.replace((entry) =>
          entry.state === 'open' && (entry.key.startsWith(`${sender} `) || entry.key.startsWith(`${sender}/`))
            ? { state: 'stopped' }
            : null,
        );
        break;
      case 'own': {
        const { files, bytes } = this.box.get().own;
        this.box.set({ own: { files: files + news.files, bytes: bytes + news.bytes } });
      }
    }
  }

  dispose(): void {
    this.box.close();
  }

  private fresh(sender: string): string {
    const count = (this.seen.get(sender) ?? 0) + 1;
    this.seen.set(sender, count);
    return `${sender} seen ${count}`;
  }

  private entry(
    key: string,
    asker: LedgerAsker,
    { url, at, method, sent }: Omit<Extract<LedgerNews, { kind: 'asked' }>, 'kind' | 'id'>,
  ): LedgerEntry {
    return {
      key,
      asker,
      url,
      method,
      at,
      sent,
      host: hostOf(url),
      answeredBy: null,
      state: 'open',
      status: null,
      received: 0,
    };
  }

  /** The request that the policy held back, which is listed already unless `fetch` was not what made it. */
  private refused(sender: string, asker: LedgerAsker, news: Extract<LedgerNews, { kind: 'refused' }>): void {
    const made = this.box
      .get()
      .entries.find(
        ({ key, url, state, at, status }) =>
          key.startsWith(`${sender} `) &&
          withoutHash(url) === withoutHash(news.url) &&
          status === null &&
          (state === 'open' || state === 'failed') &&
          news.at - at < REFUSED_WITHIN_MS,
      );
    if (made) this.replace((entry) => (entry === made ? { state: 'refused', received: 0 } : null));
    else this.add({ ...this.entry(this.fresh(sender), asker, { ...news, method: 'GET', sent: 0 }), state: 'refused' });
  }

  private add(entry: LedgerEntry): void {
    const { entries, requests, hosts } = this.box.get();
    this.box.set({
      entries: [entry, ...entries].slice(0, MOST_ENTRIES),
      requests: requests + 1,
      hosts: withTotals(hosts, null, entry),
    });
  }

  private change(sender: string, id: number, what: (entry: LedgerEntry) => Change): void {
    const key = `${sender} ${id}`;
    this.replace((entry) => (entry.key === key ? what(entry) : null));
  }

  private replace(what: (entry: LedgerEntry) => Change | null): void {
    const { entries } = this.box.get();
    let { hosts } = this.box.get();
    const next = entries.map((entry) => {
      const change = what(entry);
      if (!change) return entry;
      const changed = { ...entry, ...change };
      hosts = withTotals(hosts, entry, changed);
      return changed;
    });
    this.box.set({ entries: next, hosts });
  }
}

/** What an entry adds to its hosts: the host that was asked has its bytes, one that answered for it its visit. */
function withTotals(hosts: readonly HostTotal[], before: LedgerEntry | null, after: LedgerEntry): readonly HostTotal[] {
  const out = new Map(hosts.map((total) => [total.host, total]));
  const of = (host: string) =>
    out.get(host) ?? {
      host,
      requests: 0,
      sentOn: 0,
      received: 0,
      sent: 0,
      atLeast: { received: false, sent: false },
    };
  const total = of(after.host);
  out.set(after.host, {
    ...total,
    requests: total.requests + (before ? 0 : 1),
    received: total.received + (after.received ?? 0) - (before?.received ?? 0),
    sent: total.sent + (before ? 0 : (after.sent ?? 0)),
    atLeast: {
      received: total.atLeast.received || after.received === null,
      sent: total.atLeast.sent || after.sent === null,
    },
  });
  if (after.answeredBy !== null && after.answeredBy !== before?.answeredBy) {
    const other = of(after.answeredBy);
    out.set(other.host, { ...other, sentOn: other.sentOn + 1 });
  }
  return [...out.values()];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

const withoutHash = (url: string) => url.replace(/#.*$/s, '');

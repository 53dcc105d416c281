import type { HostTotal, LedgerAsker, LedgerEntry, LedgerState } from '../providers/ledger.tsx';
import { formatBytes, plural } from '../ui/format.ts';

/** What the header says of the tab. */
export function summaryOf({ requests, hosts }: Pick<LedgerState, 'requests' | 'hosts'>): string {
  if (requests === 0) return 'Nothing left this tab';
  return `${plural(requests, 'request')} to ${plural(hosts.length, 'host')}`;
}

/** The model hub with the hosts of its files. */
const hub = /(^|\.)(huggingface\.co|hf\.co)$/;

const reasons: Readonly<Record<LedgerAsker, string>> = {
  models: 'Model files',
  engine: 'Model files',
  endpoint: 'Answers from the server that you typed',
  personas: 'Personas from an address that you typed',
  playground: 'A playground from an address that you typed',
  page: 'The page itself',
  other: 'Unknown',
};

/** Why a host was asked. */
export function reasonOf({ asker, host }: Pick<LedgerEntry, 'asker' | 'host'>): string {
  if (hub.test(host)) {
    if (asker === 'personas') return 'Personas from the hub';
    if (asker === 'models' || asker === 'engine') return 'Model files from the hub';
  }
  return reasons[asker];
}

/** Exact below a thousand, where a rounded number would say nothing. */
export function bytesWords(bytes: number | null): string {
  if (bytes === null) return 'unknown';
  return bytes < 1000 ? `${bytes} B` : formatBytes(bytes);
}

/** How a request went. */
export function outcomeOf({ state, status }: Pick<LedgerEntry, 'state' | 'status'>): {
  readonly words: string;
  readonly tone: 'quiet' | 'good' | 'warn' | 'bad';
} {
  if (state === 'refused') return { words: 'failed: refused by this site', tone: 'bad' };
  if (state === 'failed') return { words: status === null ? 'failed: no answer' : 'failed: broke off', tone: 'bad' };
  if (state === 'stopped' && status === null) return { words: 'stopped', tone: 'warn' };
  if (status !== null && status >= 400) return { words: `failed: ${status}`, tone: 'bad' };
  // What had come by then was enough, or the user pressed Stop.
  if (state === 'stopped') return { words: 'ended by this tab', tone: 'quiet' };
  if (state === 'open') return { words: 'under way', tone: 'quiet' };
  return { words: status === null ? 'ended' : 'ok', tone: 'good' };
}

/** Host and path: queries may hold passes that their owner would not want to copy on. */
export function addressWords(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search === '' ? '' : '?…'}`;
}

/** In the visitor's own clock, to the second. */
export function timeWords(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

export function totalWords({ requests, sentOn, received, sent, atLeast }: HostTotal): string {
  if (requests === 0) return `${plural(sentOn, 'request')} sent on to it by another host`;
  const least = (is: boolean) => (is ? 'at least ' : '');
  const bytes = `${least(atLeast.received)}${bytesWords(received)} received, ${least(atLeast.sent)}${bytesWords(sent)} sent`;
  return `${plural(requests, 'request')}, ${bytes}`;
}

export function ownWords({ files, bytes }: LedgerState['own']): string {
  return `${plural(files, 'file')} of this site, ${bytesWords(bytes)} over the network`;
}

/** The whole list, to be kept or passed on. */
export function ledgerText(state: LedgerState): string {
  const lines = state.entries.map((entry) =>
    [
      new Date(entry.at).toISOString(),
      entry.method,
      addressWords(entry.url),
      ...(entry.answeredBy === null ? [] : [`answered by ${entry.answeredBy}`]),
      reasonOf(entry),
      outcomeOf(entry).words,
      `${bytesWords(entry.received)} received`,
      `${bytesWords(entry.sent)} sent`,
    ].join('\t'),
  );
  const hosts = state.hosts.map((total) => `${total.host}\t${totalWords(total)}`);
  return [summaryOf(state), ownWords(state.own), ...hosts, ...lines].join('\n') + '\n';
}

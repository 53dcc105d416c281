import { describe, expect, it } from 'vitest';
import { askingFor, type LedgerNews, newsOfResources, readSender } from '../protocol/ledger.ts';
import { Ledger, MOST_ENTRIES } from './ledger.ts';

const asked = (id: number, url: string, sent: number | null = 0): LedgerNews => ({
  kind: 'asked',
  id,
  url,
  method: 'GET',
  at: 1000 + id,
  sent,
});

function ledgerOf(...told: readonly (LedgerNews | readonly [sender: string, news: LedgerNews])[]): Ledger {
  const ledger = new Ledger();
  for (const one of told) {
    const [sender, news] = 'kind' in one ? ['w', one] : one;
    ledger.hear({ sender, asker: 'models', news });
  }
  return ledger;
}

describe('the ledger', () => {
  it('is empty before anything was asked, whatever this site’s own files come to', () => {
    const state = ledgerOf({ kind: 'own', files: 2, bytes: 10 }, { kind: 'own', files: 1, bytes: 0 }).getState();
    expect(state).toEqual({ entries: [], requests: 0, hosts: [], own: { files: 3, bytes: 10 } });
  });

  it('follows a request to its end, newest first', () => {
    const { entries, hosts } = ledgerOf(
      asked(1, 'https://a.test/x', 12),
      asked(2, 'https://b.test:8443/y'),
      { kind: 'answered', id: 1, status: 200, url: 'https://cdn.test/x' },
      { kind: 'received', id: 1, bytes: 40 },
      { kind: 'ended', id: 1, end: 'done', bytes: 100 },
      { kind: 'ended', id: 2, end: 'failed', bytes: null },
    ).getState();
    expect(
      entries.map(({ host, answeredBy, state, status, received }) => ({ host, answeredBy, state, status, received })),
    ).toEqual([
      { host: 'b.test:8443', answeredBy: null, state: 'failed', status: null, received: null },
      { host: 'a.test', answeredBy: 'cdn.test', state: 'done', status: 200, received: 100 },
    ]);
    expect(hosts).toEqual([
      { host: 'a.test', requests: 1, sentOn: 0, received: 100, sent: 12, atLeast: { received: false, sent: false } },
      { host: 'b.test:8443', requests: 1, sentOn: 0, received: 0, sent: 0, atLeast: { received: true, sent: false } },
      { host: 'cdn.test', requests: 0, sentOn: 1, received: 0, sent: 0, atLeast: { received: false, sent: false } },
    ]);
  });

  it('keeps the same numbers of different workers apart', () => {
    const { entries } = ledgerOf(asked(1, 'https://a.test/'), ['v', asked(1, 'https://b.test/')], {
      kind: 'ended',
      id: 1,
      end: 'done',
      bytes: 1,
    }).getState();
    expect(entries.map(({ host, state }) => `${host} ${state}`)).toEqual(['b.test open', 'a.test done']);
  });

  it('says once that the policy refused a request, whichever news comes first', () => {
    const refused: LedgerNews = { kind: 'refused', url: 'https://a.test/', at: 1002 };
    const failed: LedgerNews = { kind: 'ended', id: 1, end: 'failed', bytes: 0 };
    for (const told of [
      [refused, failed],
      [failed, refused],
    ]) {
      const { entries } = ledgerOf(asked(1, 'https://a.test/'), ...told).getState();
      expect(entries.map(({ state }) => state)).toEqual(['refused']);
    }
    expect(
      ledgerOf(refused)
        .getState()
        .entries.map(({ state }) => state),
    ).toEqual(['refused']);
  });

  it('ends what a worker that is gone had under way, and those that it started', () => {
    const { entries } = ledgerOf(
      asked(1, 'https://a.test/'),
      ['w/personas/1', asked(1, 'https://b.test/')],
      ['wx', asked(1, 'https://c.test/')],
      { kind: 'gone' },
      ['w/personas/1', { kind: 'ended', id: 1, end: 'done', bytes: 3 }],
    ).getState();
    expect(entries.map(({ host, state }) => `${host} ${state}`)).toEqual([
      'c.test open',
      'b.test done',
      'a.test stopped',
    ]);
  });

  it('forgets old requests and keeps their totals', () => {
    const ledger = ledgerOf(...Array.from({ length: MOST_ENTRIES + 20 }, (_, id) => asked(id, 'https://a.test/', 1)));
    expect(ledger.getState().entries).toHaveLength(MOST_ENTRIES);
    expect(ledger.getState().entries[0]?.at).toBe(1000 + MOST_ENTRIES + 19);
    expect(ledger.getState().hosts[0]).toMatchObject({ requests: MOST_ENTRIES + 20, sent: MOST_ENTRIES + 20 });
  });
});

describe('resources as the browser lists them', () => {
  const entry = { startTime: 5, initiatorType: 'fetch', encodedBodySize: 0, transferSize: 0 };
  const list = [
    { ...entry, name: 'https://own.test/a.js', transferSize: 70 },
    { ...entry, name: 'https://own.test/b.js' },
    { ...entry, name: 'blob:https://own.test/1' },
    { ...entry, name: 'https://far.test/x' },
    { ...entry, name: 'https://far.test/y.js', initiatorType: 'script', encodedBodySize: 9, responseStatus: 200 },
  ];
  const where = { origin: 'https://own.test', start: 100, counted: true };

  it('sums this site’s and lists others, but what is counted as it is fetched', () => {
    expect(newsOfResources(list, where)).toEqual([
      { kind: 'seen', url: 'https://far.test/y.js', at: 105, bytes: 9, status: 200 },
      { kind: 'own', files: 2, bytes: 70 },
    ]);
    expect(newsOfResources(list, { ...where, counted: false })).toHaveLength(3);
    expect(newsOfResources(list, { ...where, counted: false })[0]).toMatchObject({ bytes: null });
  });

  it('names a worker after who started it and for whom it asks', () => {
    const name = askingFor('polyphony-1', 'personas');
    expect(askingFor(name, 'playground')).not.toBe(name);
    expect(readSender(name)).toEqual({ worker: 'polyphony-1', asker: 'personas' });
    expect(readSender('polyphony-1')).toEqual({ worker: 'polyphony-1', asker: null });
  });
});

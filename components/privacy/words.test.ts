import { describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerState } from '../providers/ledger.tsx';
import { addressWords, bytesWords, ledgerText, outcomeOf, reasonOf, summaryOf } from './words.ts';

const entry: LedgerEntry = {
  key: 'w 1',
  asker: 'models',
  url: 'https://huggingface.co/a/b?pass=secret#x',
  host: 'huggingface.co',
  answeredBy: 'cas.hf.co',
  method: 'GET',
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
  state: 'done',
  status: 200,
  received: 12_345_678,
  sent: 0,
};
const state: LedgerState = {
  entries: [entry],
  requests: 1,
  own: { files: 3, bytes: 4000 },
  hosts: [
    {
      host: 'huggingface.co',
      requests: 1,
      sentOn: 0,
      received: 12_345_678,
      sent: 0,
      atLeast: { received: false, sent: false },
    },
  ],
};

describe('words of the ledger', () => {
  it('sums up', () => {
    expect(summaryOf({ requests: 0, hosts: [] })).toBe('Nothing left this tab');
    expect(summaryOf(state)).toBe('1 request to 1 host');
  });

  it('says why a host was asked', () => {
    expect(reasonOf(entry)).toBe('Model files from the hub');
    expect(reasonOf({ asker: 'personas', host: 'cdn-lfs.hf.co' })).toBe('Personas from the hub');
    expect(reasonOf({ asker: 'personas', host: 'nothf.co' })).toBe('Personas from an address that you typed');
    expect(reasonOf({ asker: 'endpoint', host: 'localhost:1' })).toBe('Answers from the server that you typed');
  });

  it('says how it went', () => {
    const words = (part: Partial<LedgerEntry>) => outcomeOf({ ...entry, ...part }).words;
    expect(words({})).toBe('ok');
    expect(words({ status: 404 })).toBe('failed: 404');
    expect(words({ state: 'failed', status: null })).toBe('failed: no answer');
    expect(words({ state: 'refused', status: null })).toBe('failed: refused by this site');
    expect(words({ state: 'open', status: null })).toBe('under way');
    expect(words({ state: 'stopped', status: null })).toBe('stopped');
    expect(words({ state: 'stopped' })).toBe('ended by this tab');
  });

  it('copies no pass that stands in an address', () => {
    expect(addressWords(entry.url)).toBe('huggingface.co/a/b?…');
    expect(ledgerText(state)).not.toContain('secret');
    expect(ledgerText(state)).toContain('2026-01-02T03:04:05.000Z\tGET\thuggingface.co/a/b?…\tanswered by cas.hf.co');
  });

  it('gives small sizes exactly and unknown ones as unknown', () => {
    expect([bytesWords(0), bytesWords(999), bytesWords(1500), bytesWords(null)]).toEqual([
      '0 B',
      '999 B',
      '2 kB',
      'unknown',
    ]);
  });
});

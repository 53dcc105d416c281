import type { FarAnswer, FarAsk } from '../lib/protocol/far.ts';
import { keepLedger } from './ledger.ts';

/**
 * Reads one address that the user typed, and hands its bytes on. A file of its own (see scripts/own-workers.ts): only
 * its policy lets it reach other servers, and it holds nothing that could be sent there.
 */
let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | null = null;

keepLedger('other');

const answer = (what: FarAnswer) => postMessage(what, { transfer: what.kind === 'piece' ? [what.bytes.buffer] : [] });

async function open(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  // No cookies, no referrer: the server learns of the request and of nothing else.
  const response = await fetch(url, { headers, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
  reader = response.body?.getReader() ?? null;
  answer({ kind: 'head', status: response.status, url: response.url, headers: [...response.headers] });
}

async function pull(): Promise<void> {
  const next = await reader?.read();
  if (!next || next.done) answer({ kind: 'end' });
  else answer({ kind: 'piece', bytes: next.value });
}

onmessage = ({ data }: MessageEvent<FarAsk>) => {
  const work = data.kind === 'open' ? open(data.url, data.headers) : pull();
  work.catch((thrown: unknown) => {
    answer({ kind: 'broken', message: thrown instanceof Error ? thrown.message : String(thrown) });
  });
};

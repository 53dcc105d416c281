import { fault, FaultError } from '../model/fault.ts';
import type { FarAnswer, FarAsk } from '../protocol/far.ts';

/** The part of a Worker that this needs. */
export interface FarLine {
  postMessage(ask: FarAsk): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FarAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The share worker reads no larger file; see lib/share. */
export const MOST_BYTES = 64 * 1024 * 1024;

const local = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** An address that may be asked: https, or a server on this machine. @throws FaultError `bad-input` */
export function addressOf(typed: string): URL {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw bad(`“${typed.slice(0, 80)}” is not an address of the web.`);
  if (url.protocol === 'http:' && !local.test(url.hostname)) throw bad('Only https addresses are read.');
  if (url.username !== '' || url.password !== '') throw bad('An address with a name and password in it is not read.');
  return url;
}

/**
 * The file behind an address, read by a worker that may reach other servers and holds nothing. Nothing is fetched until
 * this is called.
 * @throws FaultError `bad-input` for an address that is not asked, `download-failed`, `share-too-large`, `cancelled`
 */
export async function fetchFile(typed: string, start: () => FarLine, signal: AbortSignal): Promise<File> {
  const url = addressOf(typed);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const line = start();
  try {
    const head = await ask(line, { kind: 'open', url: url.href, headers: {} }, signal);
    if (head.kind !== 'head') throw failed(url, 'It did not answer.');
    if (head.status !== 200) throw failed(url, `It answered with ${head.status}.`);
    for (;;) {
      const next = await ask(line, { kind: 'pull' }, signal);
      if (next.kind === 'end') break;
      if (next.kind !== 'piece') throw failed(url, 'It broke off.');
      bytes += next.bytes.byteLength;
      if (bytes > MOST_BYTES) throw tooLarge(url);
      pieces.push(next.bytes);
    }
    return new File(pieces, nameOf(url));
  } finally {
    line.terminate();
  }
}

/** One question: answered, or broken off by the signal. */
function ask(line: FarLine, question: FarAsk, signal: AbortSignal): Promise<FarAnswer> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new FaultError(fault('cancelled', 'Cancelled.')));
    if (signal.aborted) {
      aborted();
      return;
    }
    signal.addEventListener('abort', aborted, { once: true });
    line.onmessage = ({ data }) => {
      signal.removeEventListener('abort', aborted);
      resolve(data);
    };
    line.onerror = (event) => {
      signal.removeEventListener('abort', aborted);
      resolve({ kind: 'broken', message: event.message });
    };
    line.postMessage(question);
  });
}

function nameOf(url: URL): string {
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const bad = (message: string) => new FaultError(fault('bad-input', message, 'Paste the address of the file itself.'));
const failed = (url: URL, why: string) =>
  new FaultError(
    fault(
      'download-failed',
      `${url.host} did not give the file. ${why}`,
      'The server must allow requests from this page (CORS). You can also download the file yourself and choose it.',
    ),
  );
const tooLarge = (url: URL) =>
  new FaultError(
    fault('share-too-large', `The file at ${url.host} is larger than what is read.`, 'Choose another one.'),
  );

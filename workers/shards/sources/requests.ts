import { fault, FaultError } from '../../../lib/model/fault.ts';

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The network or a busy server: the same request may succeed later. */
export class Interrupted extends Error {}

// A server that has not sent anything for this long will not.
const STALL_MS = 45_000;

export function downloadFailed(message: string, hint?: string): FaultError {
  return new FaultError(fault('download-failed', message, hint));
}

/**
 * Asks for a file or for some bytes of it.
 * @param also statuses that the caller takes beside 200
 * @throws Interrupted where trying again may help, FaultError `download-failed` else, AbortError of the signal
 */
export async function ask(
  fetch: Fetch,
  name: string,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
  also: readonly number[] = [],
): Promise<Response> {
  let response: Response;
  // For the answer's head alone: a body may take hours.
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(), STALL_MS);
  try {
    // No conditional headers: they would need a preflight, which many file servers refuse.
    const given: RequestInit = {
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      ...init,
    };
    response = await fetch(url, { ...given, signal: AbortSignal.any([signal, slow.signal]) });
  } catch {
    signal.throwIfAborted();
    throw new Interrupted(`${name} could not be read`);
  } finally {
    clearTimeout(timer);
  }
  const { status } = response;
  if (status === 200 || also.includes(status)) return response;
  void response.body?.cancel().catch(() => undefined);
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    throw new Interrupted(`${name}: the server answered ${status}`);
  }
  if (status === 401 || status === 403) {
    throw downloadFailed(
      `${name}: the server refuses it to visitors without an account (${status}).`,
      'Download the file yourself, then drop it here.',
    );
  }
  if (status === 404 || status === 410) {
    throw downloadFailed(`${name} is not there (${status}).`, 'Check the address, the revision and the file’s name.');
  }
  throw downloadFailed(`${name}: the server answered ${status}.`);
}

/**
 * What an interruption comes to in the end. A browser does not tell a page why a request failed, so both usual causes are
 * named.
 */
export function explained(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof Interrupted)) return thrown;
  if (thrown.message.includes('the server answered'))
    return downloadFailed(`${thrown.message}.`, 'Try again in a while.');
  return downloadFailed(
    `${name} could not be read: there is no connection, or its server does not let other sites read it (CORS).`,
    'Check the connection. If the address opens in a tab of its own, download the file there and drop it here.',
  );
}

/** A promise of the stream's next bytes that fails when the line stands still. */
export async function readOrStall<T>(reading: Promise<T>, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Interrupted(`${name}: the server sends nothing any more`)), STALL_MS);
  });
  try {
    return await Promise.race([reading, stalled]);
  } finally {
    clearTimeout(timer);
  }
}

import { faultOf } from '../../lib/model/fault.ts';
import { downloadFailed } from './faults.ts';
import type { World } from './ports.ts';

/** A request that may succeed if it is made again: the network, a busy server. */
export class Interrupted extends Error {
  constructor(
    message: string,
    /** How long the server asks to wait; null when it does not. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'Interrupted';
  }
}

// Half a second to four: together some eight seconds, which bridges a change of network.
const WAITS_MS = [500, 1_000, 2_000, 4_000];
// A server that asks for more wants us gone for now.
const MAX_WAIT_MS = 60_000;
// A line that drops this often though it always moves on is left to the user.
const MAX_TRIES = 50;

/**
 * Repeats `work` while it is interrupted: at most five times in a row without gain, waiting longer each time.
 * @param gained whether the last try brought anything
 */
export async function retrying<T>(
  { wait }: World,
  signal: AbortSignal,
  work: () => Promise<T>,
  gained: () => boolean = () => false,
): Promise<T> {
  let barren = 0;
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof Interrupted)) throw thrown;
      barren = gained() ? 0 : barren + 1;
      const pause = thrown.retryAfterMs ?? WAITS_MS[Math.max(barren - 1, 0)];
      if (pause === undefined || pause > MAX_WAIT_MS || barren > WAITS_MS.length || tries >= MAX_TRIES)
        throw downloadFailed(`${thrown.message}.`);
      await wait(pause, signal);
    }
  }
}

/** Ends a request that stands still. */
export class StallWatch {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | null = null;
  readonly signal: AbortSignal;

  constructor(
    outer: AbortSignal,
    private readonly ms: number,
  ) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    this.moved();
  }

  moved(): void {
    this.stop();
    this.timer = setTimeout(() => this.controller.abort(), this.ms);
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  get stalled(): boolean {
    return this.controller.signal.aborted;
  }
}

/**
 * Fetches and refuses answers that are errors.
 * @param name of what is fetched, for messages
 * @param also statuses that the caller takes beside 200
 * @throws Interrupted, or FaultError `download-failed`
 */
export async function request(
  { fetch }: World,
  name: string,
  url: string,
  init: RequestInit,
  also: readonly number[] = [],
): Promise<Response> {
  let response: Response;
  try {
    // No conditional headers: they would need a preflight, which hosts behind the hub refuse.
    response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', referrerPolicy: 'no-referrer', ...init });
  } catch (thrown) {
    throw new Interrupted(`${name} could not be fetched: ${faultOf(thrown).message}`);
  }
  const { status } = response;
  if (status === 200 || also.includes(status)) return response;
  void response.body?.cancel().catch(() => undefined);
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    throw new Interrupted(`${name}: the server answered ${status}`, retryAfter(response));
  if (status === 401 || status === 403)
    throw downloadFailed(
      `${name}: the server refuses it to visitors without an account (${status}).`,
      'Fetch the file yourself and choose it here, or take another model.',
    );
  if (status === 404 || status === 410)
    throw downloadFailed(`${name} is not there (${status}).`, 'Check the address, or take another model.');
  throw downloadFailed(`${name}: the server answered ${status}.`);
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

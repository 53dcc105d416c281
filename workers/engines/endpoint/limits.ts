/** Caps on what a server may take of time and memory. */
export interface EndpointLimits {
  /** Until the headers of an answer; a server may load its model first, gigabytes from a disk. */
  readonly firstByteMs: number;
  /** Between two pieces of a stream; a long prompt is read before the first, a thought may be kept back. */
  readonly silenceMs: number;
  readonly wholeMs: number;
  /** Of one response. */
  readonly bytes: number;
}

/** 1,024 tokens with some kilobytes around each. */
export const answerLimits: EndpointLimits = {
  firstByteMs: 300_000,
  silenceMs: 120_000,
  wholeMs: 1_800_000,
  bytes: 16 * 1024 * 1024,
};

/** Hosted services list some thousand models with a page of text each. */
export const listLimits: EndpointLimits = {
  firstByteMs: 20_000,
  silenceMs: 10_000,
  wholeMs: 30_000,
  bytes: 8 * 1024 * 1024,
};

/** What is read of an error response. */
export const ERROR_BYTES = 64 * 1024;

/** Requests for one answer, the first included. */
export const TRIES = 5;
// A person sits in front of it: beyond half a minute they should know.
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 1_000;

/**
 * How long to wait before the next try; null when that is longer than we wait by ourselves.
 * @param attempt 0 after the first request. @param asked what Retry-After says, in milliseconds. @param random 0 to 1.
 */
export function backOff(attempt: number, asked: number | null, random: number): number | null {
  // Half fixed, half drawn: requests that were refused together do not come back together.
  const own = FIRST_WAIT_MS * 2 ** attempt * (0.5 + random / 2);
  // Never before the time that the server named; a little after it, for the same reason.
  const ms = asked === null ? Math.min(own, LONGEST_WAIT_MS) : asked + random * FIRST_WAIT_MS;
  return asked !== null && asked > LONGEST_WAIT_MS ? null : ms;
}

/** Reads Retry-After: seconds or a date. @param now epoch milliseconds. @returns milliseconds from now, or null. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds < 0 ? null : seconds * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

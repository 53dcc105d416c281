/** One answer of one engine: when each of its tokens was sampled, in milliseconds since all prompts were handed over. */
export interface Stream {
  readonly promptTokens: number;
  /** Of promptTokens, those that another stream had computed. */
  readonly sharedTokens: number;
  readonly times: readonly number[];
}

/** An answer of which only the ends are known. */
export interface Span {
  readonly tokens: number;
  readonly first: number;
  readonly last: number;
}

export function spanOf({ times }: Stream): Span {
  return { tokens: times.length, first: times[0] ?? Number.NaN, last: times.at(-1) ?? Number.NaN };
}

/**
 * Tokens per second of all streams together, from the first sampled token to the last. Prompts of later streams are
 * computed within that time, and towards the end fewer streams are left: it is what a person at the screen sees.
 */
export function overallRate(spans: readonly Span[]): number {
  const tokens = spans.reduce((sum, span) => sum + span.tokens, 0);
  const from = Math.min(...spans.map((span) => span.first));
  const to = Math.max(...spans.map((span) => span.last));
  return ((tokens - 1) * 1000) / (to - from);
}

// Fewer steps than this say nothing.
const LEAST_STEPS = 6;

/**
 * Tokens per second of all streams together while every one of them was decoding: after the last one's first token,
 * up to the first one's last. It is what engines are compared by: no prompt and no narrow end is in it.
 */
export function steadyRate(streams: readonly Stream[]): number {
  const spans = streams.map(spanOf);
  const from = Math.max(...spans.map((span) => span.first));
  const to = Math.min(...spans.map((span) => span.last));
  const inside = streams.map(({ times }) => times.filter((time) => time > from && time <= to).length);
  if (Math.min(...inside) < LEAST_STEPS) return Number.NaN;
  return (inside.reduce((sum, count) => sum + count, 0) * 1000) / (to - from);
}

/** Tokens per second of the first stream's prompt, which nothing runs beside. */
export function prefillRate(streams: readonly { promptTokens: number; sharedTokens: number; first: number }[]): number {
  const [earliest] = [...streams].sort((a, b) => a.first - b.first);
  return earliest ? ((earliest.promptTokens - earliest.sharedTokens) * 1000) / earliest.first : Number.NaN;
}

import type { Usage } from '../../lib/model/run.ts';
import { counted } from './counted.ts';
import type { Samples } from '../samples.ts';
import { overallRate, prefillRate, type Span, spanOf, steadyRate, type Stream } from './streams.ts';

export const names = {
  overall: (label: string) => `${label}: decode overall`,
  steady: (label: string) => `${label}: decode, all rows at once`,
  last: (label: string) => `${label}: first token of the last column`,
};

const RATE = 'tokens/s';

/** The same figures from the engine's own account of each answer; the app keeps nothing finer. */
export function addUsages(samples: Samples, round: number, label: string, usages: readonly Usage[], before = 0): void {
  const known = usages.map(counted);
  const spans = known.map(({ completionTokens, queueMs, firstTokenMs, decodeMs }): Span => {
    const first = before + queueMs + firstTokenMs;
    return { tokens: completionTokens, first, last: first + decodeMs };
  });
  addSpans(samples, round, label, spans);
  const prompts = known.map((usage) => ({ ...usage, first: usage.firstTokenMs + usage.queueMs }));
  samples.add(round, `${label}: prefill`, prefillRate(prompts), RATE);
}

/** @param inTurn whether prompts are computed one after the other: of prompts computed together no rate can be told. */
export function addStreams(
  samples: Samples,
  round: number,
  label: string,
  streams: readonly Stream[],
  inTurn = streams.length === 1,
): void {
  const spans = streams.map(spanOf);
  addSpans(samples, round, label, spans);
  samples.add(round, names.steady(label), steadyRate(streams), RATE);
  if (!inTurn) return;
  const prompts = streams.map((stream, i) => ({ ...stream, first: spans[i]?.first ?? Number.NaN }));
  samples.add(round, `${label}: prefill`, prefillRate(prompts), RATE);
}

function addSpans(samples: Samples, round: number, label: string, spans: readonly Span[]): void {
  const firsts = spans.map((span) => span.first);
  const written = spans.reduce((sum, span) => sum + span.tokens, 0);
  samples.add(round, names.overall(label), overallRate(spans), RATE);
  samples.add(round, `${label}: first token`, Math.min(...firsts), 'ms');
  if (spans.length > 1) samples.add(round, names.last(label), Math.max(...firsts), 'ms');
  samples.add(round, `${label}: written`, written, 'tokens');
}
